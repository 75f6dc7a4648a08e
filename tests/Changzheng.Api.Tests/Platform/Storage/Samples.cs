using System.IO.Compression;
using System.Text;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>Small files of every kind, good and bad, made here byte by byte.</summary>
internal static class Samples
{
    private const string Main = "application/vnd.openxmlformats-officedocument.";

    public static byte[] Pdf(string body = "/Type /Catalog") =>
        Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n<< {body} >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");

    /// <summary>Its objects lie packed in an object stream.</summary>
    public static byte[] PackedPdf(string objects)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.Latin1.GetBytes(objects));
        return
        [
            .. Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n"),
            .. packed.ToArray(),
            .. "\nendstream\nendobj\n%%EOF\n"u8,
        ];
    }

    public static byte[] Jpeg(string note = "") =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. Encoding.UTF8.GetBytes(note), 0xFF, 0xD9];

    public static byte[] Png() => [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[17]];

    public static byte[] Webp() => [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBPVP8 "u8];

    public static byte[] Box(string brand) =>
        [0, 0, 0, 24, .. "ftyp"u8, .. Encoding.Latin1.GetBytes(brand), .. new byte[12]];

    public static byte[] Word(params (string Name, string Text)[] more) =>
        Zip([Types("wordprocessingml.document.main+xml"), ("word/document.xml", "<w:document/>"), .. more]);

    public static byte[] Workbook() => Zip(Types("spreadsheetml.sheet.main+xml"), ("xl/workbook.xml", "<workbook/>"));

    public static byte[] Slides() =>
        Zip(Types("presentationml.presentation.main+xml"), ("ppt/presentation.xml", "<p:presentation/>"));

    public static byte[] Ofd() => Zip(("OFD.xml", "<ofd:OFD/>"), ("Doc_0/Document.xml", "<ofd:Document/>"));

    public static (string, string) Types(string main) =>
        (
            "[Content_Types].xml",
            $"<Types><Override PartName=\"/m.xml\" ContentType=\"{(main.Contains('/') ? main : Main + main)}\"/></Types>"
        );

    /// <summary>A part of nothing but zeros: 600 MB, which pack to 600 kB.</summary>
    public static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { Types("wordprocessingml.document.main+xml") })
                Write(zip, name, Encoding.UTF8.GetBytes(text));
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 600; megabyte++)
                part.Write(zeros);
        }

        return file.ToArray();
    }

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
                Write(zip, name, Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] bytes)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(bytes);
    }
}
