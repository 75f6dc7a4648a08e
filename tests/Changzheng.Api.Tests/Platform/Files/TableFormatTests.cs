using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Which format a file is in.</summary>
[TestFixture]
internal sealed class TableFormatTests
{
    [TestCase("text/csv; charset=gbk", null, TableFormat.Csv)]
    [TestCase("TEXT/CSV", "a.xlsx", TableFormat.Csv)]
    [TestCase("text/tab-separated-values", null, TableFormat.Csv)]
    [TestCase("application/x-ndjson", null, TableFormat.NdJson)]
    [TestCase("application/json", null, TableFormat.Json)]
    [TestCase("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", null, TableFormat.Xlsx)]
    [TestCase("text/plain", "a.csv", null)]
    [TestCase("application/vnd.ms-excel", "a.csv", null)]
    [TestCase("application/octet-stream", null, null)]
    [TestCase("image/png", "a.csv", null)]
    [TestCase("；；", "a.csv", null)]
    [TestCase(null, "工单.CSV", TableFormat.Csv)]
    [TestCase("", "a.xlsx", TableFormat.Xlsx)]
    [TestCase(null, "a.jsonl", TableFormat.NdJson)]
    [TestCase(null, "a.xls", null)]
    [TestCase(null, null, null)]
    public void The_media_type_tells_and_then_the_name(string? contentType, string? fileName, TableFormat? format) =>
        Assert.That(TableFormats.Of(contentType, fileName), Is.EqualTo(format));

    [TestCase("PK\u0003\u0004", TableFormat.Xlsx)]
    [TestCase("{\"code\":1}\n", TableFormat.NdJson)]
    [TestCase("{ \"items\":[]}", TableFormat.Json)]
    [TestCase(" \n[", TableFormat.Json)]
    [TestCase("\uFEFF{", TableFormat.NdJson)]
    [TestCase("编号,说明", TableFormat.Csv)]
    [TestCase("", TableFormat.Csv)]
    public void The_first_bytes_tell(string file, TableFormat format)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        Assert.That((TableFormats.Sniff(stream), stream.Position), Is.EqualTo((format, 0L)));
    }

    [Test]
    public void What_a_format_is_called_leads_back_to_it() =>
        Assert.Multiple(() =>
        {
            foreach (var format in Enum.GetValues<TableFormat>())
            {
                Assert.That(TableFormats.Of(TableFormats.MediaType(format), null), Is.EqualTo(format));
                Assert.That(TableFormats.Of(null, "a." + TableFormats.Extension(format)), Is.EqualTo(format));
            }
        });
}
