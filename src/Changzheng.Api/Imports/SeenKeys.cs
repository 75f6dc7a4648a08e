using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Changzheng.Api.Imports;

/// <summary>The keys a file has had so far, sixteen bytes of each.</summary>
internal sealed class SeenKeys
{
    /// <summary>Many small sets, for one that grows holds what it has twice.</summary>
    private readonly HashSet<UInt128>[] sets = [.. Enumerable.Range(0, 256).Select(_ => new HashSet<UInt128>())];

    public static UInt128 Digest(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    /// <returns>False when it was there before.</returns>
    public bool Add(UInt128 digest) => sets[(byte)digest].Add(digest);
}
