using System.Text;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>What is not taken is refused by its own name, and leaves nothing behind.</summary>
public class BadFilesTests(string database) : StorageTest(database)
{
    private static readonly (
        string Case,
        Func<byte[]> Content,
        string? Name,
        string Type,
        int Status,
        string Code
    )[] bad =
    [
        ("empty", () => [], null, Opaque, 400, "file.empty"),
        ("51 MB", () => new byte[51 << 20], null, Opaque, 413, "body.too_large"),
        ("unknown", () => [0, 1, 2, 3, 4, 5, 6, 7], null, Opaque, 415, "file.type_not_taken"),
        ("program", () => [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4], "会议纪要.docx", Opaque, 415, "file.type_not_taken"),
        ("text named jpg", () => "不是照片"u8.ToArray(), "照片.jpg", Opaque, 400, "file.type_differs"),
        ("jpeg named pdf", () => Samples.Jpeg(), "合同.pdf", Opaque, 400, "file.type_differs"),
        ("jpeg declared pdf", () => Samples.Jpeg(), null, "application/pdf", 400, "file.type_differs"),
        ("text named exe", () => "echo"u8.ToArray(), "a.pdf.bat", Opaque, 400, "file.type_differs"),
        ("bomb", Samples.Bomb, "报告.docx", Opaque, 400, "file.unpacks_too_large"),
        ("svg with script", () => Svg("<script>alert(1)</script>"), "图.svg", "image/svg+xml", 400, "file.markup"),
        ("svg as text", () => Svg(""), "图.txt", "text/plain", 400, "file.markup"),
        ("html as text", () => "\ufeff \n<!doctype html><p>x"u8.ToArray(), "a.txt", Opaque, 400, "file.markup"),
        ("macros", () => Samples.Word(("word/vbaProject.bin", "x")), "通知.docx", Opaque, 400, "file.macros"),
        ("docm", Docm, "通知.docx", Opaque, 400, "file.macros"),
        ("template from elsewhere", Template, "通知.docx", Opaque, 400, "file.macros"),
        ("zip", () => Samples.Zip(("a.txt", "x")), "材料.zip", Opaque, 415, "file.type_not_taken"),
        ("cut docx", () => Samples.Word()[..60], "通知.docx", Opaque, 400, "file.malformed"),
        ("part outside", () => Samples.Word(("../../x", "x")), "通知.docx", Opaque, 400, "file.malformed"),
        ("old doc", () => Old("WordDocument"), "通知.doc", Opaque, 415, "file.type_not_taken"),
        ("docx with a password", () => Old("EncryptedPackage"), "通知.docx", Opaque, 400, "file.encrypted"),
        ("pdf with a password", () => Samples.Pdf("/Encrypt 5 0 R"), "a.pdf", Opaque, 400, "file.encrypted"),
        ("pdf with JavaScript", () => Samples.Pdf("/S /JavaScript /JS (x)"), "a.pdf", Opaque, 400, "file.scripted"),
        ("pdf with an escaped name", () => Samples.Pdf("/S /J#61vaScript"), "a.pdf", Opaque, 400, "file.scripted"),
        ("pdf that launches", () => Samples.Pdf("/S /Launch /F (x)"), "a.pdf", Opaque, 400, "file.scripted"),
        ("pdf, packed", () => Samples.PackedPdf("2 0 << /S /JavaScript >>"), null, Opaque, 400, "file.scripted"),
        ("pdf without an end", () => "%PDF-1.7\n1 0 obj"u8.ToArray(), "a.pdf", Opaque, 400, "file.truncated"),
        ("jpeg and zip", () => [.. Samples.Jpeg(), .. Samples.Zip(("a", "x"))], null, Opaque, 400, "file.two_types"),
        ("pdf and zip", () => [.. Samples.Pdf(), .. Samples.Zip(("a", "x"))], null, Opaque, 400, "file.two_types"),
        ("jpeg and pdf", () => Samples.Jpeg("%PDF-1.7"), null, Opaque, 400, "file.two_types"),
    ];

    private const string Stored = "SELECT COUNT(*) FROM ChangeFeed WHERE Kind = 'file.stored'";

    private const string Opaque = "application/octet-stream";

    private static IEnumerable<string> Cases => bad.Select(one => one.Case);

    [TestCaseSource(nameof(Cases))]
    public async Task It_is_refused_and_nothing_is_kept(string name)
    {
        var (_, content, fileName, type, status, code) = bad.Single(one => one.Case == name);
        var (files, feed) = (Kept.Count, await CountAsync(Stored));

        var answer = await UploadAsync(Http, content(), fileName, type);

        await IsRefusedAsync(answer, status, code);
        Assert.That(Kept, Has.Count.EqualTo(files));
        Assert.That(await CountAsync(Stored), Is.EqualTo(feed));
    }

    [Test]
    public async Task What_clerks_attach_is_taken()
    {
        (byte[] Content, string Name, string Type)[] good =
        [
            (Samples.Jpeg("good"), "a.JPEG", "image/jpeg"),
            (Samples.Png(), "a.png", "image/png"),
            (Samples.Webp(), "a.webp", "image/webp"),
            (Samples.Box("heic"), "IMG_0001.HEIC", "image/heic"),
            (Samples.Box("isom"), "a.mp4", "video/mp4"),
            (Samples.Box("qt  "), "IMG_0001.MOV", "video/quicktime"),
            (Samples.Pdf(), "a.pdf", "application/pdf"),
            (Samples.PackedPdf("2 0 << /Type /Page >>"), "b.pdf", "application/pdf"),
            (Samples.Ofd(), "发文.ofd", "application/ofd"),
            (Samples.Word(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (Samples.Workbook(), "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Samples.Slides(), "a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            ("名单\n张三\n"u8.ToArray(), "a.csv", "text/plain; charset=utf-8"),
            (Chinese("名单\r\n张三\r\n李四\r\n"), "a.txt", "text/plain; charset=gb18030"),
            ("no name says it: v1.2"u8.ToArray(), "会议纪要v1.2", "text/plain; charset=utf-8"),
        ];
        foreach (var (content, name, type) in good)
        {
            var kept = await UploadAsync(Http, content, name);
            var text = await kept.Content.ReadAsStringAsync();
            Assert.That((int)kept.StatusCode, Is.EqualTo(201), $"{name}: {text}");
            Assert.That((await JsonAsync(kept))["type"]!.GetValue<string>(), Is.EqualTo(type), name);
        }
    }

    [Test]
    public async Task Fifty_megabytes_are_taken()
    {
        var content = new byte[50 << 20];
        Array.Fill(content, (byte)'a');

        var kept = await UploadAsync(Http, content, "日志.txt");

        Assert.That((int)kept.StatusCode, Is.EqualTo(201), await kept.Content.ReadAsStringAsync());
        content = [.. content, (byte)'b'];
        await IsRefusedAsync(await UploadAsync(Http, content, "日志.txt"), 413, "body.too_large");
    }

    private static byte[] Svg(string inside) =>
        Encoding.UTF8.GetBytes($"<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");

    private static byte[] Docm() =>
        Samples.Zip(Samples.Types("application/vnd.ms-word.document.macroEnabled.main+xml"), ("word/document.xml", ""));

    private static byte[] Template() =>
        Samples.Word(
            (
                "word/_rels/settings.xml.rels",
                "<Relationship Type=\"…/attachedTemplate\" Target=\"https://x.example/t.dotm\" TargetMode=\"External\"/>"
            )
        );

    private static byte[] Old(string part) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes(part)];

    private static byte[] Chinese(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030").GetBytes(text);
    }
}
