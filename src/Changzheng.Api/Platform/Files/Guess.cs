using UtfUnknown;

namespace Changzheng.Api.Platform.Files;

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
        return CharsetDetector.DetectFromBytes(sample, 0, length).Detected?.EncodingName is "gb18030" or "gb2312"
            || Common(sample.AsSpan(0, length)) >= 0.9;
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
