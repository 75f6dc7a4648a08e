using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Changzheng.Api.Platform.Imports;

/// <summary>The keys a file has had so far, sixteen bytes of each.</summary>
internal sealed class SeenKeys
{
    /// <summary>
    /// 256 small sets: a growing set holds its entries twice while it is copied, which is cheap for a small one.
    /// </summary>
    private readonly HashSet<Digest>[] sets = [.. Enumerable.Range(0, 256).Select(_ => new HashSet<Digest>())];

    public static Digest Of(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return MemoryMarshal.Read<Digest>(hash);
    }

    /// <returns>False when it was there before.</returns>
    public bool Add(Digest digest) => sets[(byte)digest.First].Add(digest);

    /// <summary>Two ulongs: a UInt128 is aligned to 16 bytes and makes a set's entry larger.</summary>
    internal readonly record struct Digest(ulong First, ulong Second);
}
