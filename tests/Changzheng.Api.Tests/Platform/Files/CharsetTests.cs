using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Text files by how they are encoded.</summary>
[TestFixture]
internal sealed class CharsetTests
{
    private const string File = "编号,说明\r\nA1,长征镇已办结\r\nA2,😀\r\n";

    private static IEnumerable<TestCaseData> Encoded()
    {
        foreach (
            var encoding in (Encoding[])
                [
                    new UTF8Encoding(false),
                    new UTF8Encoding(true),
                    new UnicodeEncoding(false, true),
                    new UnicodeEncoding(true, true),
                    Sample.Gb18030,
                ]
        )
        {
            foreach (var declared in (string?[])[null, encoding.WebName])
                yield return new TestCaseData(
                    (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(File)],
                    declared
                ).SetArgDisplayNames($"{encoding.WebName} {encoding.GetPreamble().Length} {declared}");
        }
    }

    [TestCaseSource(nameof(Encoded))]
    public void A_file_is_read_in_its_own_encoding(byte[] file, string? declared) =>
        Assert.That(
            Sample.Rows(file, charset: declared).Select(row => row.Cells[1]),
            Is.EqualTo(new[] { "长征镇已办结", "😀" })
        );

    [TestCase(TableFormat.NdJson, "{\"编号\":\"A1\",\"说明\":\"长征镇\"}\n")]
    [TestCase(TableFormat.Json, "[{\"编号\":\"A1\",\"说明\":\"长征镇\"}]")]
    public void So_is_json(TableFormat format, string file) =>
        Assert.Multiple(() =>
        {
            foreach (
                var encoding in (Encoding[])[new UTF8Encoding(true), new UnicodeEncoding(false, true), Sample.Gb18030]
            )
                Assert.That(
                    Sample.Rows([.. encoding.GetPreamble(), .. encoding.GetBytes(file)], format).Single().Cells[1],
                    Is.EqualTo("长征镇"),
                    encoding.WebName
                );
        });

    [TestCase("编号,说明\nA1,甲\n"), TestCase("编号,说明\nA1,啊\n"), TestCase("工单编号\n1\n")]
    public void A_few_letters_of_GBK_are_told_from_UTF8(string file) =>
        Assert.That(Sample.Rows(Sample.Gb18030.GetBytes(file)), Has.Count.EqualTo(1));

    [Test]
    public void GBK_after_much_ASCII_is_found()
    {
        var file = new StringBuilder("code,note\r\n");
        for (var row = 0; row < 50_000; row++)
            file.Append("A1,plain\r\n");
        file.Append("A2,长征镇\r\n");

        Assert.That(Sample.Rows(Sample.Gb18030.GetBytes(file.ToString()))[^1].Cells[1], Is.EqualTo("长征镇"));
    }

    [Test]
    public void A_letter_across_the_chunks_of_the_scan_is_whole([Range(0, 3)] int shift) =>
        Assert.That(
            Sample
                .Rows(
                    Encoding.UTF8.GetBytes(
                        "code,note\n"
                            + new string('1', shift)
                            + string.Concat(Enumerable.Repeat("A,长征镇😀\n", 40_000))
                    )
                )[^1]
                .Cells[1],
            Is.EqualTo("长征镇😀")
        );

    [Test]
    public void One_broken_byte_in_UTF8_is_refused_with_its_row()
    {
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes("编号,说明\nA1,长征\nA2,"),
            0xB3,
            .. Encoding.UTF8.GetBytes("镇\nA3,甲\n"),
        ];
        var refused = Sample.Refused(file);

        Assert.That((refused.Fault.Code, refused.Row), Is.EqualTo(("file.encoding_broken", 3)));
    }

    [Test]
    public void Two_files_of_different_encodings_made_one_are_refused() =>
        Assert.That(
            Judge(
                [
                    .. Encoding.UTF8.GetBytes(File),
                    .. Sample.Gb18030.GetBytes(string.Concat(Enumerable.Repeat("A3,长征镇人民政府已办结\n", 500))),
                ],
                null
            ),
            Is.EqualTo(("file.encoding_broken", 4))
        );

    [Test]
    public void A_letter_cut_at_the_end_is_refused() =>
        Assert.That(
            Sample.Refused(Encoding.UTF8.GetBytes("编号,说明\nA1,长征镇")[..^1]).Fault.Code,
            Is.EqualTo("file.encoding_broken")
        );

    [Test]
    public void A_declared_charset_that_does_not_decode_is_refused_with_the_row() =>
        Assert.Multiple(() =>
        {
            Assert.That(Judge(Sample.Gb18030.GetBytes(File), "utf-8"), Is.EqualTo(("file.encoding_broken", 1)));
            Assert.That(
                Judge([.. "code,note\nA1,"u8, 0xFF, 0xFF, .. "\n"u8], "gbk"),
                Is.EqualTo(("file.encoding_broken", 2))
            );
            Assert.That(
                Judge(
                    [
                        .. new UnicodeEncoding(false, true).GetPreamble(),
                        .. Encoding.Unicode.GetBytes("编号\n"),
                        0x00,
                        0xDC,
                    ],
                    "utf-16"
                ),
                Is.EqualTo(("file.encoding_broken", 2))
            );
            Assert.That(
                Judge([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(File)], "utf-8"),
                Is.EqualTo(("file.encoding_broken", 1))
            );
            Assert.That(Judge(Encoding.UTF8.GetBytes(File), "utf-7"), Is.EqualTo(("file.charset_unknown", (int?)null)));
        });

    [Test]
    public void What_is_no_text_is_refused() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Judge([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13], null),
                Is.EqualTo(("file.binary", (int?)null))
            );
            Assert.That(
                Judge([.. Enumerable.Range(1, 31).Select(code => (byte)code)], null),
                Is.EqualTo(("file.binary", (int?)null))
            );
            Assert.That(
                Judge([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("编号\n\0\n")], null),
                Is.EqualTo(("file.binary", (int?)null))
            );
            Assert.That(
                Judge([.. "code,note\nA1,caf"u8, 0xE9, .. " au lait\n"u8], null),
                Is.EqualTo(("file.encoding_broken", 2))
            );
        });

    private static (string, int?) Judge(byte[] file, string? charset) =>
        Sample.Refused(file, charset: charset) is var refused ? (refused.Fault.Code, refused.Row) : default;
}
