using System.IO.Compression;
using Changzheng.Api.Platform.Files;
using ExcelDataReader;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>What a person sees who opens an exported workbook.</summary>
[TestFixture]
internal sealed class WorkbookCellsTests
{
    private static readonly Column share = new("done", "完成度", CellKind.Number, "0.5") { Share = true };

    private static readonly IReadOnlyList<Column> columns = [.. Sample.Columns, share];

    private static readonly DateTimeOffset received = new(2022, 3, 31, 17, 0, 0, TimeSpan.FromHours(8));

    private static readonly object?[][] rows =
    [
        [
            "A1",
            "一二三四五六七八九十一二三四五六七八九十",
            12L,
            0.5m,
            new DateOnly(2022, 1, 13),
            received,
            true,
            "closed",
            null,
            null,
            0.0525m,
        ],
        [
            "A2",
            null,
            null,
            null,
            new DateOnly(1899, 12, 31),
            received.AddMilliseconds(5),
            null,
            null,
            null,
            null,
            0.07m,
        ],
        [
            "A3",
            null,
            null,
            null,
            null,
            new DateTimeOffset(2022, 3, 31, 16, 0, 0, TimeSpan.Zero),
            null,
            null,
            null,
            null,
            1m / 3,
        ],
    ];

    [Test]
    public async Task Days_and_instants_are_dates_and_shares_are_percentages()
    {
        using var sheet = ExcelReaderFactory.CreateReader(
            new MemoryStream(await Sample.FileAsync(TableFormat.Xlsx, columns, rows))
        );
        sheet.Read();
        sheet.Read();
        Assert.Multiple(() =>
        {
            Assert.That(sheet.GetValue(4), Is.EqualTo(new DateTime(2022, 1, 13)));
            Assert.That(sheet.GetNumberFormatString(4), Is.EqualTo("yyyy\\-mm\\-dd"));
            Assert.That(sheet.GetValue(5), Is.EqualTo(new DateTime(2022, 3, 31, 17, 0, 0)));
            Assert.That(sheet.GetValue(7), Is.EqualTo("已办结"));
            Assert.That((sheet.GetValue(10), sheet.GetNumberFormatString(10)), Is.EqualTo((0.0525, "0.00%")));
        });
        sheet.Read();
        Assert.That(sheet.GetValue(4), Is.EqualTo("1899-12-31"), "Excel has no such day.");
    }

    [Test]
    public async Task They_come_back_as_they_were()
    {
        var read = Sample.Rows(await Sample.FileAsync(TableFormat.Xlsx, columns, rows), TableFormat.Xlsx, columns);
        object? Value(int row, int at) => Cell.Parse(columns[at], read[row].Cells[at], out _);
        Assert.Multiple(() =>
        {
            Assert.That(Value(0, 4), Is.EqualTo(new DateOnly(2022, 1, 13)));
            Assert.That(Value(1, 4), Is.EqualTo(new DateOnly(1899, 12, 31)));
            Assert.That(Value(0, 5), Is.EqualTo(received));
            Assert.That(Value(1, 5), Is.EqualTo(received), "To the second: FillIn keeps the rest.");
            Assert.That(Value(2, 5), Is.EqualTo(new DateTimeOffset(2022, 4, 1, 0, 0, 0, TimeSpan.FromHours(8))));
            Assert.That(Value(0, 10), Is.EqualTo(0.0525m));
            Assert.That(Value(1, 10), Is.EqualTo(0.07m));
            Assert.That(Value(2, 10), Is.EqualTo(1m / 3));
        });
    }

    [TestCase("56%", 0.56)]
    [TestCase("0.56", 0.56)]
    [TestCase("５６％", 0.56)]
    [TestCase("5‰", 0.005)]
    public void A_share_is_taken_either_way(string text, double expected) =>
        Assert.That(Cell.Parse(share, text, out _), Is.EqualTo((decimal)expected));

    [TestCase("约56%"), TestCase("56件")]
    public void What_is_no_share_is_refused(string text)
    {
        Assert.That(Cell.Parse(share, text, out var fault), Is.Null);
        Assert.That(fault, Is.Not.Null);
    }

    [Test]
    public async Task Columns_are_as_wide_as_what_they_hold_and_the_header_stays()
    {
        using var archive = new ZipArchive(new MemoryStream(await Sample.FileAsync(TableFormat.Xlsx, columns, rows)));
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = await reader.ReadToEndAsync();
        Assert.That(
            sheet,
            Does.Contain("<col min=\"1\" max=\"1\" width=\"8\"")
                .And.Contain("<col min=\"2\" max=\"2\" width=\"42\"")
                .And.Contain("<col min=\"6\" max=\"6\" width=\"22\"")
                .And.Contain("state=\"frozen\"")
        );
    }
}
