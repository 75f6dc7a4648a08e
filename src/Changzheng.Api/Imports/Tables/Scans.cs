using System.Buffers;
using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace Changzheng.Api.Imports;

/// <summary>A pass over the bytes of a text: are they UTF-8, and if not, where do they stop to be?</summary>
/// <param name="Broken">The row of the first byte that is not; null where all are.</param>
/// <param name="LooksUtf8">So much of it was UTF-8 that the rest must be damage, not another charset.</param>
/// <param name="FirstNonAscii">Where a guess at another charset finds something to go by.</param>
internal sealed record Utf8Scan(int? Broken, bool LooksUtf8, long FirstNonAscii, bool LooseReturns)
{
    private const int Chunk = 1 << 18;

    public static Utf8Scan Of(Stream text)
    {
        var buffer = new byte[Chunk];
        var (held, row, loose, wide, offset, nonAscii, first) = (0, 1, false, 0, text.Position, -1L, true);
        while (text.ReadAtLeast(buffer.AsSpan(held), Chunk - held, throwOnEndOfStream: false) is var read && read + held > 0)
        {
            var all = buffer.AsSpan(0, held + read);
            var whole = read == 0 ? all : all[..Complete(all)];
            // A file cut within a letter leaves a rest that no chunk completes.
            if (whole.IsEmpty)
                whole = all;
            StrictScan.MustBeText(whole, first);
            first = false;
            if (nonAscii < 0 && whole.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var found)
                nonAscii = offset + found;
            if (!Utf8.IsValid(whole))
            {
                var (valid, letters) = Valid(whole);
                return new Utf8Scan(row + whole[..valid].Count((byte)'\n'), wide + letters >= 2, Math.Max(0, nonAscii), loose);
            }

            wide += whole.ContainsAnyInRange((byte)0xE0, (byte)0xEF) ? 2 : 0;
            row += whole.Count((byte)'\n');
            loose = loose || whole.Count((byte)'\r') != whole.Count("\r\n"u8);
            offset += whole.Length;
            held = all.Length - whole.Length;
            all[whole.Length..].CopyTo(buffer);
        }

        return new Utf8Scan(null, true, Math.Max(0, nonAscii), loose);
    }

    /// <summary>Up to the last letter that is not begun and unfinished.</summary>
    private static int Complete(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
                continue;
            var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    /// <summary>How many bytes are valid, and how many letters of three bytes are among them: text in a Chinese code page has next to none.</summary>
    private static (int Length, int Wide) Valid(ReadOnlySpan<byte> bytes)
    {
        var (at, wide) = (0, 0);
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) is OperationStatus.Done)
        {
            at += length;
            wide += length == 3 ? 1 : 0;
        }

        return (at, wide);
    }
}

/// <summary>A pass over a text in another charset that refuses what does not decode.</summary>
internal static class StrictScan
{
    private static readonly SearchValues<byte> controls = SearchValues.Create([.. Enumerable.Range(1, 31).Except([9, 10, 11, 12, 13, 26]).Select(code => (byte)code)]);

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
            var decoded = Decode(decoder, bytes.AsSpan(0, read), letters, row);
            if (decoded.Contains('\0'))
                throw Charset.Binary();
            row += decoded.Count('\n');
            loose = loose || decoded.Count('\r') != decoded.Count("\r\n");
        }
        while (read > 0);

        return loose;
    }

    /// <summary>No text holds a NUL, and its beginning not more than the odd control character.</summary>
    public static void MustBeText(ReadOnlySpan<byte> bytes, bool first)
    {
        if (bytes.Contains((byte)0) || first && Controls(bytes[..Math.Min(bytes.Length, 4096)]) is var count && count > 2 && count * 50 > Math.Min(bytes.Length, 4096))
            throw Charset.Binary();
    }

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var code in bytes)
            count += controls.Contains(code) ? 1 : 0;
        return count;
    }

    private static ReadOnlySpan<char> Decode(Decoder decoder, ReadOnlySpan<byte> bytes, char[] letters, int row)
    {
        try
        {
            return letters.AsSpan(0, decoder.GetChars(bytes, letters, flush: bytes.IsEmpty));
        }
        catch (DecoderFallbackException broken)
        {
            throw Charset.Broken("GB18030/UTF-16", row + bytes[..Math.Clamp(broken.Index, 0, bytes.Length)].Count((byte)'\n'));
        }
    }
}

/// <summary>What the bytes that are not UTF-8 probably are.</summary>
internal static class Guess
{
    private const int Sample = 1 << 16;

    public static bool IsChinese(Stream seekable, long from)
    {
        seekable.Position = from;
        var sample = new byte[Sample];
        var length = seekable.ReadAtLeast(sample, Sample, throwOnEndOfStream: false);
        // The detector needs a page to be sure; the share of common letters tells a short form.
        return CharsetDetector.DetectFromBytes(sample, 0, length).Detected?.EncodingName is "gb18030" or "gb2312" || Common(sample.AsSpan(0, length)) >= 0.9;
    }

    /// <summary>The share of the letters beyond ASCII that lie where GB 2312 has its letters.</summary>
    private static double Common(ReadOnlySpan<byte> bytes)
    {
        var (common, all) = (0, 0);
        for (var at = 0; at + 1 < bytes.Length; at++)
        {
            if (bytes[at] < 0x80)
                continue;
            all++;
            common += bytes[at] is >= 0xA1 and <= 0xF7 && bytes[at + 1] is >= 0xA1 and <= 0xFE ? 1 : 0;
            at++;
        }

        return all == 0 ? 0 : (double)common / all;
    }
}
