using System.Buffers;
using System.Text;

namespace Changzheng.Api.Platform.Files;

/// <summary>A pass over a text in another charset that refuses what does not decode.</summary>
internal static class StrictScan
{
    private static readonly SearchValues<byte> controls = SearchValues.Create([
        .. Enumerable.Range(1, 31).Except([9, 10, 11, 12, 13, 26]).Select(code => (byte)code),
    ]);

    /// <summary>Whether carriage returns stand alone in it.</summary>
    public static bool LooseReturns(Stream text, Encoding encoding)
    {
        var decoder = encoding.GetDecoder();
        var (bytes, row, loose) = (new byte[1 << 16], 1, false);
        var letters = new char[encoding.GetMaxCharCount(bytes.Length)];
        int read;
        do
        {
            read = text.Read(bytes);
            var decoded = Decode(decoder, bytes.AsSpan(0, read), letters, (encoding.WebName, row));
            if (decoded.Contains('\0'))
                throw Charset.Binary();
            row += decoded.Count('\n');
            loose = loose || decoded.Count('\r') != decoded.Count("\r\n");
        } while (read > 0);

        return loose;
    }

    /// <summary>No text holds a NUL, and its beginning not more than the odd control character.</summary>
    public static void MustBeText(ReadOnlySpan<byte> bytes, bool first)
    {
        if (
            bytes.Contains((byte)0)
            || first
                && Controls(bytes[..Math.Min(bytes.Length, 4096)]) is var count
                && count > 2
                && count * 50 > Math.Min(bytes.Length, 4096)
        )
            throw Charset.Binary();
    }

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var code in bytes)
            count += controls.Contains(code) ? 1 : 0;
        return count;
    }

    private static ReadOnlySpan<char> Decode(
        Decoder decoder,
        ReadOnlySpan<byte> bytes,
        char[] letters,
        (string Charset, int Row) place
    )
    {
        try
        {
            return letters.AsSpan(0, decoder.GetChars(bytes, letters, flush: bytes.IsEmpty));
        }
        catch (DecoderFallbackException broken)
        {
            throw Charset.RefuseBroken(
                place.Charset,
                place.Row + bytes[..Math.Clamp(broken.Index, 0, bytes.Length)].Count((byte)'\n')
            );
        }
    }
}
