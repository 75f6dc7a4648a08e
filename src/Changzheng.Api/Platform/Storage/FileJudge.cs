using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// What a file is, by its content; its name and the type it was declared as must say the same. Pure: nothing is
/// written.
/// </summary>
internal static class FileJudge
{
    private const int HeadBytes = 1024;

    /// <summary>An archive ends with a record of 22 bytes and a comment of 65,535 at most.</summary>
    private const int TailBytes = 22 + 65_535;

    /// <param name="content">The whole file; its position is not kept.</param>
    /// <param name="declared">The Content-Type it came with; null where there was none.</param>
    /// <param name="name">Its name; null where it has none.</param>
    public static FileType Judge(Stream content, string? declared, string? name)
    {
        if (content.Length == 0)
            throw FileRefusals.FileEmpty.ToRefusal();
        var head = ReadHead(content);
        var type = Recognise(content, head);
        MustBeNamedSo(type, declared, name);
        if (IsAnotherToo(type, content, head))
            throw StorageRefusals.TwoTypes.WithDetail(
                $"文件是 {type.Media}，同时又是另一种文件。",
                $"The file is {type.Media} and another file at once."
            );
        if (type == FileType.Pdf)
            PdfScan.MustBeSafe(content);
        return type;
    }

    private static FileType Recognise(Stream content, byte[] head)
    {
        if (OldContainer.Holds(content))
            throw OldContainer.IsEncrypted(content)
                ? FileRefusals.FileEncrypted.WithDetail("请取消打开密码后再传。", "Remove its password first.")
                : StorageRefusals.TypeNotTaken.WithDetail(
                    "这是旧版 Office 文件（doc、xls、ppt、wps），请另存为 docx、xlsx、pptx 或 PDF。",
                    "This is a file of the old Office kind (doc, xls, ppt, wps); save it as docx, xlsx, pptx or PDF."
                );
        if (head.AsSpan().StartsWith("PK\x03\x04"u8) || head.AsSpan().StartsWith("PK\x05\x06"u8))
            return OfficePackage.Recognise(content);
        return RecogniseSignature(head) ?? RecogniseText(content) ?? throw NotTaken();
    }

    private static FileType? RecogniseSignature(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileType.Jpeg;
        if (IsPng(head))
            return FileType.Png;
        if (head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8))
            return FileType.Webp;
        if (head.StartsWith("%PDF-"u8))
            return FileType.Pdf;
        return head.Length > 12 && head[4..].StartsWith("ftyp"u8) ? RecogniseBrand(head[8..12]) : null;
    }

    /// <summary>The first chunk of every PNG is its header, of 13 bytes.</summary>
    private static bool IsPng(ReadOnlySpan<byte> head) =>
        head.Length > 16
        && head[0] == 0x89
        && head[1..].StartsWith("PNG\r\n\x1a\n"u8)
        && head[8..].StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 13])
        && head[12..].StartsWith("IHDR"u8);

    /// <summary>Photos and videos of phones share one container; its brand says what it holds.</summary>
    private static FileType? RecogniseBrand(ReadOnlySpan<byte> brand) =>
        System.Text.Encoding.Latin1.GetString(brand) switch
        {
            "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => FileType.Heic,
            "isom" or "iso2" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " => FileType.Mp4,
            "qt  " => FileType.QuickTime,
            _ => null,
        };

    /// <summary>
    /// Text all through, in UTF-8, UTF-16 or a Chinese code page, that is no language a browser runs.
    /// </summary>
    private static FileType? RecogniseText(Stream content)
    {
        Charset charset;
        try
        {
            charset = Charset.Of(content, null);
        }
        catch (FileRefused)
        {
            return null;
        }

        using var reader = charset.Open(content);
        var letters = new char[HeadBytes];
        var start = letters.AsSpan(0, reader.ReadBlock(letters, 0, letters.Length)).TrimStart();
        if (start is ['<', (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '!' or '?' or '/' or '%', ..])
            throw StorageRefusals.Markup.ToRefusal();
        return start.StartsWith("{\\rtf") || start.StartsWith("%!PS") || start.IndexOf('\0') >= 0
            ? null
            : FileType.Text.Encoded(charset.Encoding.WebName.ToLowerInvariant());
    }

    private static void MustBeNamedSo(FileType type, string? declared, string? name)
    {
        if (FileName.FindExtension(name) is { } extension && !type.IsEndOf(extension))
            throw StorageRefusals.TypeDiffers.WithDetail(
                $"文件名以 .{extension} 结尾，内容却是 {type.Media}。",
                $"The name ends in .{extension}, the content is {type.Media}."
            );
        var media = declared?.Split(';')[0].Trim() ?? "";
        if (!IsOpaque(media) && !type.IsDeclaredAs(media))
            throw StorageRefusals.TypeDiffers.WithDetail(
                $"声明的类型是 {Faults.Brief(media)}，内容却是 {type.Media}。",
                $"It is declared as {Faults.Brief(media)}, the content is {type.Media}."
            );
    }

    /// <summary>What browsers and curl send when they do not know better.</summary>
    private static bool IsOpaque(string media) =>
        media.ToLowerInvariant()
            is ""
                or "application/octet-stream"
                or "binary/octet-stream"
                or "application/x-www-form-urlencoded";

    /// <summary>
    /// Readers of PDF look for its first line within a thousand bytes, and readers of archives for their last
    /// record
    /// at the end: such a file would be what it is judged as and something else for another program.
    /// </summary>
    private static bool IsAnotherToo(FileType type, Stream content, ReadOnlySpan<byte> head)
    {
        if (type != FileType.Pdf && type.Media.Split(';')[0] != FileType.Text.Media && head.IndexOf("%PDF-"u8) >= 0)
            return true;
        if (type == FileType.Word || type == FileType.Workbook || type == FileType.Slides || type == FileType.Ofd)
            return false;
        var tail = new byte[(int)Math.Min(content.Length, TailBytes)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        // The numbers of its disks follow the record's signature: an archive in one file has none.
        return tail.AsSpan().IndexOf("PK\x05\x06\0\0\0\0"u8) >= 0;
    }

    private static byte[] ReadHead(Stream content)
    {
        content.Position = 0;
        var head = new byte[(int)Math.Min(HeadBytes, content.Length)];
        content.ReadExactly(head);
        content.Position = 0;
        return head;
    }

    internal static Refusal NotTaken() =>
        StorageRefusals.TypeNotTaken.WithDetail(
            $"接受：{FileType.Listed}；其他文件请先转换。",
            $"Taken are {FileType.Listed}; convert what is none of them."
        );
}
