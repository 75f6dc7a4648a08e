using System.IO.Compression;
using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Workbooks that are none, or are meant to do harm.</summary>
[TestFixture]
internal sealed class BadWorkbookTests
{
    private static readonly byte[] whole = new Book()
        .Sheet(
            Book.Texts(1, "编号") + string.Concat(Enumerable.Range(2, 500).Select(row => Book.Texts(row, "A" + row)))
        )
        .Bytes();

    [Test]
    public void A_file_cut_anywhere_is_refused() =>
        Assert.Multiple(() =>
        {
            for (var length = 4; length < whole.Length; length += 97)
                Assert.That(
                    () => Sample.Rows(whole[..length], TableFormat.Xlsx),
                    Throws.TypeOf<FileRefused>().With.Property("Fault").Property("Code").EqualTo("file.truncated"),
                    $"{length}"
                );
        });

    [Test]
    public void A_damaged_file_is_refused_or_read_but_never_fails_otherwise()
    {
        var random = new Random(7);
        Assert.Multiple(() =>
        {
            for (var time = 0; time < 300; time++)
            {
                var damaged = (byte[])whole.Clone();
                for (var at = 0; at < 4; at++)
                    damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
                Assert.That(() => Try(damaged), Throws.Nothing);
            }
        });
    }

    [Test]
    public void What_is_no_workbook_is_refused() =>
        Assert.Multiple(() =>
        {
            Assert.That(Code([]), Is.EqualTo("file.empty"));
            Assert.That(Code(Encoding.UTF8.GetBytes("编号\nA1\n")), Is.EqualTo("file.truncated"));
            Assert.That(Code(Archive(("a.txt", "x"))), Is.EqualTo("file.malformed"));
            Assert.That(
                Code(Archive(("[Content_Types].xml", "x"), ("xl/a.xml", "x"), ("XL/A.xml", "x"))),
                Is.EqualTo("file.malformed")
            );
            Assert.That(Code(Archive(("[Content_Types].xml", "x"))), Is.EqualTo("file.truncated"));
        });

    [TestCase(TableFormat.Xlsx), TestCase(TableFormat.Csv), TestCase(TableFormat.Json)]
    public void An_old_workbook_and_an_encrypted_one_are_named(TableFormat format)
    {
        byte[] old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[100_000]];

        Assert.Multiple(() =>
        {
            Assert.That(Sample.Refused(old, format).Fault.Code, Is.EqualTo("file.old_workbook"));
            Assert.That(
                Sample.Refused([.. old, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. old], format).Fault.Code,
                Is.EqualTo("file.encrypted")
            );
        });
    }

    [Test]
    public void A_bomb_is_refused_unopened()
    {
        var bomb = Archive(("[Content_Types].xml", "x"), ("xl/worksheets/sheet1.xml", new string(' ', 50 << 20)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Multiple(() =>
        {
            Assert.That(Code(bomb), Is.EqualTo("file.unpacks_too_large"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 << 20));
            Assert.That(
                Sample
                    .Refused(
                        new Book()
                            .Sheet(Book.Texts(1, "编号"))
                            .Part("xl/sharedStrings.xml", new string('x', 200))
                            .Bytes(),
                        TableFormat.Xlsx,
                        limits: ReadLimits.Usual with
                        {
                            MaxSharedTextBytes = 100,
                        }
                    )
                    .Fault.Code,
                Is.EqualTo("file.unpacks_too_large")
            );
            Assert.That(
                Sample
                    .Refused(whole, TableFormat.Xlsx, limits: ReadLimits.Usual with { MaxUnpackedBytes = 1000 })
                    .Fault.Code,
                Is.EqualTo("file.unpacks_too_large")
            );
        });
    }

    /// <summary>The directory says a part is small; what is packed goes on and on.</summary>
    [Test]
    public void A_bomb_that_lies_about_its_size_is_cut_where_it_said_it_ends()
    {
        var bomb = new Book().Sheet(Book.Texts(1, "编号") + new string(' ', 50 << 20)).Bytes();
        var (length, lie) = (
            BitConverter.GetBytes(LengthOf(bomb, "xl/worksheets/s0.xml")),
            BitConverter.GetBytes(1000)
        );
        for (var at = bomb.AsSpan().IndexOf(length); at >= 0; at = bomb.AsSpan().IndexOf(length))
            lie.CopyTo(bomb, at);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Multiple(() =>
        {
            Assert.That(Code(bomb), Is.EqualTo("file.truncated"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 << 20));
        });
    }

    [Test]
    public void Entities_are_not_expanded() =>
        Assert.That(
            Code(
                Archive(
                    ("[Content_Types].xml", "x"),
                    (
                        "xl/workbook.xml",
                        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">&c;</workbook>"
                    )
                )
            ),
            Is.EqualTo("file.truncated")
        );

    [TestCase("<row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>")]
    [TestCase("<row r=\"2\"><c r=\"ZZZZZ2\"><v>1</v></c></row>")]
    [TestCase("<row r=\"2\"><c r=\"ZZZZZZZZZZZZ2\"><v>1</v></c></row>")]
    public void Rows_and_columns_beyond_Excels_are_refused(string row) =>
        Assert.That(
            Code(new Book().Sheet(Book.Texts(1, "编号") + row).Bytes()),
            Is.AnyOf("file.malformed", "file.truncated")
        );

    [Test]
    public void A_cell_beyond_Excels_is_refused() =>
        Assert.That(
            Code(new Book().Sheet(Book.Texts(1, "编号") + Book.Texts(2, new string('x', 40_000))).Bytes()),
            Is.EqualTo("file.cell_too_long")
        );

    private static void Try(byte[] file)
    {
        try
        {
            Sample.Rows(file, TableFormat.Xlsx);
        }
        catch (FileRefused) { }
    }

    private static string Code(byte[] file) => Sample.Refused(file, TableFormat.Xlsx).Fault.Code;

    private static int LengthOf(byte[] file, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return (int)archive.GetEntry(part)!.Length;
    }

    private static byte[] Archive(params (string Name, string Text)[] parts)
    {
        var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return made.ToArray();
    }
}
