using System.IO.Compression;
using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Files as they are written, and read again.</summary>
[TestFixture]
internal sealed class TableWriterTests
{
    private static readonly DateTimeOffset received = new(2022, 3, 31, 17, 0, 0, TimeSpan.FromHours(8));

    private static readonly object?[][] rows =
    [
        [
            "A1",
            "普通",
            12L,
            0.5600m,
            new DateOnly(2022, 1, 13),
            received,
            true,
            "inProgress",
            new[] { "城建中心", "=甲" },
            "普长府〔2022〕1号",
        ],
        [
            "=1+1",
            "'90",
            -3L,
            -1234.5m,
            new DateOnly(1999, 12, 31),
            received.AddMilliseconds(5),
            false,
            "closed",
            null,
            null,
        ],
        ["-", "a,\"b\"\r\nc\rd\te", long.MaxValue, decimal.MaxValue, null, null, null, null, new[] { "-" }, null],
        ["'=x", "\t跳格", 9007199254740993L, 0.1234567890123456789m, null, null, null, null, null, null],
        ["''", "_x000D_ _x4E00_ <&> ]]>", null, 0m, null, null, null, null, null, null],
        ["@长", "😀\r。", null, null, null, null, null, null, null, null],
        ["007", "一；二，三;四 ＝五", null, null, null, null, null, null, null, null],
    ];

    private static readonly TableFormat[] formats = Enum.GetValues<TableFormat>();

    [TestCaseSource(nameof(formats))]
    public async Task What_is_written_is_read_and_written_the_same(TableFormat format)
    {
        var first = await Sample.FileAsync(format, Sample.Columns, rows, bom: true);
        var read = Parsed(first, format);
        var second = await Sample.FileAsync(format, Sample.Columns, read, bom: true);

        Assert.Multiple(() =>
        {
            Assert.That(read, Has.Count.EqualTo(rows.Length));
            Assert.That(read[1][..3], Is.EqualTo(new object[] { "=1+1", "'90", -3L }));
            Assert.That(read.Select(row => row[0]), Is.EqualTo(rows.Select(row => row[0])));
            Assert.That(read[2][2..4], Is.EqualTo(rows[2][2..4]));
            Assert.That(read[4][1], Is.EqualTo(rows[4][1]));
            Assert.That(second, Is.EqualTo(first));
        });
    }

    [Test]
    public async Task The_same_rows_give_the_same_bytes_whenever_they_are_written()
    {
        var first = await AllAsync();
        // An archive's stamps count two seconds.
        await Task.Delay(2100);

        Assert.That(await AllAsync(), Is.EqualTo(first));

        static async Task<byte[][]> AllAsync() =>
            await Task.WhenAll(formats.Select(format => Sample.FileAsync(format, Sample.Columns, rows)));
    }

    [TestCaseSource(nameof(formats))]
    public async Task Rows_are_written_as_they_come(TableFormat format)
    {
        await using var output = new AsyncOnly();
        var seen = new List<int>();
        await TableWriter.WriteAsync(
            output,
            format,
            Sample.Two,
            Many(seen, output),
            bom: false,
            CancellationToken.None
        );

        Assert.Multiple(() =>
        {
            Assert.That(output.Largest, Is.LessThan(1 << 20));
            Assert.That(seen[^1], Is.GreaterThan(1 << 18), "Much was out before the last row came.");
            Assert.That(Sample.Rows(output.Written, format), Has.Count.EqualTo(50_000));
        });
    }

    [Test]
    public async Task A_csv_is_for_Excel_and_for_people()
    {
        var file = await Sample.FileAsync(TableFormat.Csv, Sample.Columns, [rows[0], rows[1]], bom: true);

        Assert.That(
            Encoding.UTF8.GetString(file),
            Is.EqualTo(
                """
                ﻿编号,说明,件数,满意率,完成日期,受理时间,是否紧急,状态,配合部门,文号
                A1,普通,12,0.56,2022-01-13,2022-03-31T17:00:00+08:00,是,办理中,城建中心；=甲,普长府〔2022〕1号
                '=1+1,'90,-3,-1234.5,1999-12-31,2022-03-31T17:00:00.005+08:00,否,已办结,,

                """.ReplaceLineEndings("\r\n")
            )
        );
    }

    [Test]
    public async Task Json_has_types() =>
        Assert.Multiple(async () =>
        {
            const string Row =
                """{"code":"=1+1","note":"'90","count":-3,"rate":-1234.5,"day":"1999-12-31","receivedAt":"2022-03-31T17:00:00.005+08:00","urgent":false,"status":"closed","units":[],"documentNumber":null}""";
            Assert.That(
                Encoding.UTF8.GetString(await Sample.FileAsync(TableFormat.NdJson, Sample.Columns, [rows[1]])),
                Is.EqualTo(Row + "\n")
            );
            Assert.That(
                Encoding.UTF8.GetString(await Sample.FileAsync(TableFormat.Json, Sample.Columns, [rows[1], rows[1]])),
                Is.EqualTo($"[\n{Row},\n{Row}\n]\n")
            );
            Assert.That(
                Encoding.UTF8.GetString(await Sample.FileAsync(TableFormat.Json, Sample.Columns, [])),
                Is.EqualTo("[\n]\n")
            );
        });

    [Test]
    public async Task A_workbook_holds_no_formula_and_numbers_as_numbers()
    {
        using var archive = new ZipArchive(
            new MemoryStream(await Sample.FileAsync(TableFormat.Xlsx, Sample.Columns, rows))
        );
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync();

        Assert.Multiple(() =>
        {
            Assert.That(sheet, Does.Not.Contain("<f"));
            Assert.That(sheet, Does.Contain("<v>-1234.5</v>").And.Contain(">=1+1</t>").And.Contain("_x005F_x000D_"));
            Assert.That(sheet, Does.Contain($">{long.MaxValue}</t>"), "Excel would round it.");
        });
    }

    [TestCase(TableFormat.Csv), TestCase(TableFormat.Xlsx)]
    public async Task A_template_is_read_back_as_its_example(TableFormat format)
    {
        await using var output = new AsyncOnly();
        await TableWriter.WriteTemplateAsync(output, format, Sample.Columns, CancellationToken.None);

        Assert.That(
            Parsed(output.Written, format).Single()[..5],
            Is.EqualTo(Sample.Columns.Take(5).Select(column => Cell.Parse(column, column.Example, out _)))
        );
    }

    [Test]
    public async Task A_workbook_template_explains_its_columns()
    {
        await using var output = new AsyncOnly();
        await TableWriter.WriteTemplateAsync(output, TableFormat.Xlsx, Sample.Columns, CancellationToken.None);
        using var archive = new ZipArchive(new MemoryStream(output.Written));
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet2.xml")!.Open());
        var notes = await reader.ReadToEndAsync();

        Assert.That(notes, Does.Contain("receivedAt").And.Contain("已办结（closed）").And.Contain("至多 40 个字符"));
    }

    private static List<object?[]> Parsed(byte[] file, TableFormat format) =>
        [
            .. Sample
                .Rows(file, format, Sample.Columns)
                .Select(row =>
                    Sample
                        .Columns.Select(
                            (column, at) =>
                            {
                                var value = Cell.Parse(column, row.Cells[at], out var fault);
                                return fault is null && row.Fault is null
                                    ? value
                                    : throw new InvalidOperationException((fault ?? row.Fault)!.Message);
                            }
                        )
                        .ToArray()
                ),
        ];

    private static async IAsyncEnumerable<object?[]> Many(List<int> seen, AsyncOnly output)
    {
        var random = new Random(7);
        for (var row = 0; row < 50_000; row++)
        {
            await Task.CompletedTask;
            seen.Add(output.Count);
            yield return [$"A{random.NextInt64()}", $"说明{random.NextInt64()}"];
        }
    }
}
