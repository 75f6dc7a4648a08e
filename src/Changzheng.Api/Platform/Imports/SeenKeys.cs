using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Changzheng.Api.Platform.Imports;

/// <summary>The keys a file has had so far, sixteen bytes of each.</summary>
internal sealed class SeenKeys
{
    /// <summary>Many small sets, for one that grows holds what it has twice.</summary>
    private readonly HashSet<Digest>[] sets = [.. Enumerable.Range(0, 256).Select(_ => new HashSet<Digest>())];

    public static Digest Of(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return MemoryMarshal.Read<Digest>(hash);
    }

    /// <returns>False when it was there before.</returns>
    public bool Add(Digest digest) => sets[(byte)digest.First].Add(digest);

    /// <summary>Two halves, where one number of sixteen bytes would be laid out in twice as many.</summary>
    internal readonly record struct Digest(ulong First, ulong Second);
}
