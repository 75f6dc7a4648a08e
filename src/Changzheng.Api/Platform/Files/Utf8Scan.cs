using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Changzheng.Api.Platform.Files;

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
        while (
            text.ReadAtLeast(buffer.AsSpan(held), Chunk - held, throwOnEndOfStream: false) is var read
            && read + held > 0
        )
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
                return new Utf8Scan(
                    row + whole[..valid].Count((byte)'\n'),
                    wide + letters >= 2,
                    Math.Max(0, nonAscii),
                    loose
                );
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
            var length =
                lead >= 0xF0 ? 4
                : lead >= 0xE0 ? 3
                : lead >= 0xC0 ? 2
                : 1;
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    /// <summary>
    /// How many bytes are valid, and how many letters of three bytes are among them: text in a Chinese code page has
    /// next to none.
    /// </summary>
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
