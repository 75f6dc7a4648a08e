using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Changzheng.Api.Platform.Imports;

/// <summary>The keys a file has had so far, twelve bytes of each, and the row each was in.</summary>
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

    /// <returns>The row it was in before; null when it was in none.</returns>
    public int? Add(Digest digest, int row)
    {
        var set = sets[(byte)digest.First];
        if (set.TryGetValue(digest, out var there))
            return there.Row;
        set.Add(digest with { Row = row });
        return null;
    }

    /// <summary>
    /// Sixteen bytes with the row, as small as a set's entry of a key alone: among five million keys, two of the same
    /// twelve bytes are expected once in 10^15 files.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Digest(ulong First, uint Second, int Row)
    {
        public bool Equals(Digest other) => First == other.First && Second == other.Second;

        public override int GetHashCode() => HashCode.Combine(First, Second);
    }
}
