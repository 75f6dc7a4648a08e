using System.Text;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// How a text file is encoded, known for sure: the whole of it was decoded once before a row of it is read.
/// </summary>
/// <param name="Encoding">Throws on bytes it does not know.</param>
/// <param name="Preamble">The bytes of the byte order mark.</param>
/// <param name="LooseReturns">Carriage returns may stand without a line feed.</param>
internal sealed record Charset(Encoding Encoding, int Preamble, bool LooseReturns)
{
    private static readonly Encoding utf8 = new UTF8Encoding(false, true);
    private static readonly Encoding gb18030 = Chinese();

    public bool IsUtf8 => Encoding == utf8;

    /// <summary>
    /// By its byte order mark, as declared, or found out: UTF-8 where every byte of it is that, else a Chinese code
    /// page.
    /// </summary>
    public static Charset Of(Stream seekable, string? declared)
    {
        seekable.Position = 0;
        Span<byte> first = stackalloc byte[4];
        var start = first[..seekable.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        var marked = FindByteOrderMark(start);
        var named = FindDeclared(declared);
        var encoding = marked?.Encoding ?? named;
        // "utf-16" leaves the order of bytes to the mark.
        if (
            marked is { } mark
            && named is not null
            && mark.Encoding.CodePage != named.CodePage
            && (named.CodePage, mark.Encoding.CodePage) is not (1200, 1201)
        )
            throw RefuseBroken(Faults.Brief(declared!), 1);
        var preamble = marked?.Length ?? 0;

        if (encoding is null || encoding == utf8)
        {
            seekable.Position = preamble;
            var scan = Utf8Scan.Of(seekable);
            if (scan.Broken is null)
                return new Charset(utf8, preamble, scan.LooseReturns);
            encoding =
                encoding is null && !scan.LooksUtf8 && Guess.IsChinese(seekable, scan.FirstNonAscii)
                    ? gb18030
                    : throw RefuseBroken("UTF-8", scan.Broken.Value);
        }

        seekable.Position = preamble;
        return new Charset(encoding, preamble, StrictScan.LooseReturns(seekable, encoding));
    }

    /// <summary>The text from its first letter on.</summary>
    public StreamReader Open(Stream seekable)
    {
        seekable.Position = Preamble;
        return new StreamReader(
            seekable,
            Encoding,
            detectEncodingFromByteOrderMarks: false,
            bufferSize: 1 << 16,
            leaveOpen: true
        );
    }

    /// <summary>The same as UTF-8, for readers that take nothing else.</summary>
    public Stream OpenUtf8(Stream seekable)
    {
        seekable.Position = Preamble;
        return IsUtf8 ? seekable : Encoding.CreateTranscodingStream(seekable, Encoding, utf8, leaveOpen: true);
    }

    public static FileRefused RefuseBroken(string name, int row) =>
        FileRefusals.FileEncodingBroken.AtRow(
            row,
            $"含有不是 {name} 的字节，请另存为 UTF-8。",
            $"bytes that are not {name}; save the file as UTF-8."
        );

    public static FileRefused Binary() =>
        FileRefusals.FileBinary.OfFile(
            "不是文本文件：含有空字符或控制字符。",
            "Not a text file: it holds NULs or control characters."
        );

    private static (Encoding Encoding, int Length)? FindByteOrderMark(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (utf8, 3)
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (new UnicodeEncoding(false, false, true), 2)
        : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (new UnicodeEncoding(true, false, true), 2)
        : null;

    private static Encoding? FindDeclared(string? declared) =>
        declared?.Trim().Trim('"').ToUpperInvariant() switch
        {
            null or "" => null,
            "UTF-8" or "UTF8" or "US-ASCII" or "ASCII" => utf8,
            "UTF-16" or "UTF-16LE" => new UnicodeEncoding(false, false, true),
            "UTF-16BE" => new UnicodeEncoding(true, false, true),
            "GB18030" or "GBK" or "GB2312" or "CP936" or "X-GBK" => gb18030,
            _ => throw FileRefusals.FileCharsetUnknown.OfFile(
                $"不支持编码“{Faults.Brief(declared!)}”，请用 utf-8、utf-16 或 gb18030。",
                $"The charset \"{Faults.Brief(declared!)}\" is not taken; use utf-8, utf-16 or gb18030."
            ),
        };

    private static Encoding Chinese()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
