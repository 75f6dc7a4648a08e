using System.IO.Compression;
using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Looks for what a PDF would run. An action names its kind (/JavaScript, /Launch); names may be written with escapes,
/// and objects may lie packed in object streams, which are unpacked and read too.
/// </summary>
internal static class PdfScan
{
    private const int BufferBytes = 1 << 16,
        LongestName = 128,
        MostStreams = 20_000,
        EndBytes = 4096;

    private const long MostOfStream = 16L << 20,
        MostOfAll = 256L << 20;

    public static void MustBeSafe(Stream content)
    {
        MustBeWhole(content);
        var packed = new List<long>();
        content.Position = 0;
        foreach (var (name, at) in ReadNames(content))
        {
            if (name == "Encrypt")
                throw FileRefusals.FileEncrypted.WithDetail(
                    "PDF 已加密，无法检查，请取消加密后再传。",
                    "The PDF is encrypted and cannot be looked into; remove that first."
                );
            if (name == "ObjStm")
                packed.Add(at);
            MustNotRun(name);
        }

        if (packed.Count > MostStreams)
            throw TooLarge();
        var total = 0L;
        foreach (var at in packed)
            if (Unpack(content, at) is { } unpacked)
            {
                total += unpacked.Length;
                if (total > MostOfAll)
                    throw TooLarge();
                foreach (var (name, _) in ReadNames(unpacked))
                    MustNotRun(name);
            }
    }

    private static void MustNotRun(string name)
    {
        if (name is "JavaScript" or "Launch" or "RichMedia")
            throw StorageRefusals.Scripted.WithDetail(
                $"PDF 含有会运行的内容（{name}），请另存为普通 PDF。",
                $"The PDF holds something that runs ({name}); print it to a plain PDF."
            );
    }

    private static void MustBeWhole(Stream content)
    {
        var end = new byte[(int)Math.Min(content.Length, EndBytes)];
        content.Position = content.Length - end.Length;
        content.ReadExactly(end);
        if (end.AsSpan().IndexOf("%%EOF"u8) < 0)
            throw FileRefusals.FileTruncated.WithDetail("PDF 没有结尾。", "The PDF has no end.");
    }

    /// <summary>Every name, its escapes undone, and where its slash stands.</summary>
    private static IEnumerable<(string Name, long At)> ReadNames(Stream stream)
    {
        var buffer = new byte[BufferBytes];
        var (held, origin) = (0, 0L);
        while (true)
        {
            var all = held + stream.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
            var isLast = all < buffer.Length;
            var until = isLast ? all : all - LongestName;
            for (var at = 0; at < until; at++)
            {
                var slash = buffer.AsSpan(at, until - at).IndexOf((byte)'/');
                if (slash < 0)
                    break;
                at += slash;
                var name = Decode(buffer.AsSpan(at + 1, Math.Min(LongestName, all - at) - 1));
                if (name.Length > 0)
                    yield return (name, origin + at);
            }

            if (isLast)
                yield break;
            buffer.AsSpan(until, all - until).CopyTo(buffer);
            (held, origin) = (all - until, origin + until);
        }
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        var name = new StringBuilder();
        for (var at = 0; at < text.Length && IsOfName(text[at]); at++)
            if (
                text[at] == '#'
                && at + 2 < text.Length
                && byte.TryParse(
                    text.Slice(at + 1, 2),
                    System.Globalization.NumberStyles.HexNumber,
                    null,
                    out var value
                )
            )
            {
                name.Append((char)value);
                at += 2;
            }
            else
                name.Append((char)text[at]);
        return name.ToString();
    }

    private static bool IsOfName(byte sign) => sign is > (byte)' ' and < 0x7F && "()<>[]{}/%".IndexOf((char)sign) < 0;

    /// <summary>The object stream whose dictionary names its type there; null where it is not packed.</summary>
    private static MemoryStream? Unpack(Stream content, long at)
    {
        content.Position = at;
        var start = new byte[(int)Math.Min(BufferBytes, content.Length - at)];
        content.ReadExactly(start);
        var begins = start.AsSpan().IndexOf("stream"u8) + "stream".Length;
        if (begins < "stream".Length)
            throw Unreadable();
        while (begins < start.Length && start[begins] is (byte)'\r' or (byte)'\n')
            begins++;
        content.Position = at + begins;
        var unpacked = new MemoryStream();
        try
        {
            using var inflated = new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[BufferBytes];
            for (int read; (read = inflated.Read(buffer)) > 0; )
            {
                unpacked.Write(buffer, 0, read);
                if (unpacked.Length > MostOfStream)
                    throw TooLarge();
            }
        }
        catch (InvalidDataException)
        {
            // What is not packed begins with the number of an object, and was read with the rest of the file.
            return begins < start.Length && start[begins] is (>= (byte)'0' and <= (byte)'9') or (byte)' '
                ? null
                : throw Unreadable();
        }

        unpacked.Position = 0;
        return unpacked;
    }

    private static Http.Refusal Unreadable() =>
        FileRefusals.FileMalformed.WithDetail(
            "PDF 的对象流无法读取，不能检查。",
            "An object stream of the PDF cannot be read and looked into."
        );

    private static Http.Refusal TooLarge() =>
        FileRefusals.FileUnpacksTooLarge.WithDetail("PDF 的对象流解压后过大。", "Its object streams unpack too large.");
}
