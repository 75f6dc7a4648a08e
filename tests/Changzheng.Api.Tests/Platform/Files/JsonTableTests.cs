using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Tables as JSON.</summary>
[TestFixture]
internal sealed class JsonTableTests
{
    [TestCase(TableFormat.NdJson, "{\"code\":\"A1\",\"说明\":\"甲\"}\n\n{\"code\":\"A2\"}")]
    [TestCase(
        TableFormat.NdJson,
        "\uFEFF{\"CODE\":\"A1\",\"说 明\":\"甲\"}\r\n \r\n{\"工单编号\":\"A2\",\"note\":null}\r\n"
    )]
    public void Lines_are_read_and_numbered_as_lines(TableFormat format, string file) =>
        Assert.That(
            Sample.Rows(file, format).Select(row => (row.Number, row.Cells[0], row.Cells[1])),
            Is.EqualTo(new[] { (1, "A1", "甲"), (3, "A2", null) })
        );

    [TestCase("[{\"code\":\"A1\",\"note\":\"甲\"},{\"code\":\"A2\"}]")]
    [TestCase(
        "{\"total\":2,\"more\":{\"items\":[1]},\"items\":[{\"code\":\"A1\",\"note\":\"甲\"},{\"code\":\"A2\"}],\"next\":null}"
    )]
    public void An_array_is_read_alone_or_as_items(string file) =>
        Assert.That(
            Sample.Rows(file, TableFormat.Json).Select(row => (row.Number, row.Cells[0], row.Cells[1])),
            Is.EqualTo(new[] { (1, "A1", "甲"), (2, "A2", null) })
        );

    [Test]
    public void Values_are_the_text_they_are_written_as()
    {
        var row = Sample
            .Rows(
                """[{"code":"A1","note":"a\"b\u957f","count":12,"rate":1.50e1,"urgent":true,"units":["甲",1,null,false]}]""",
                TableFormat.Json,
                Sample.Columns
            )
            .Single();

        Assert.That(
            row.Cells[..9],
            Is.EqualTo(new[] { "A1", "a\"b长", "12", "1.50e1", null, null, "true", null, "甲;1;false" })
        );
    }

    [Test]
    public void A_text_of_a_system_is_taken_at_its_word() =>
        Assert.That(
            Sample
                .Rows("""[{"code":"'=1","note":"'90"},{"code":"=1"},{"code":"''"}]""", TableFormat.Json)
                .Select(row => Cell.Parse(Sample.Code, row.Cells[0], out _)),
            Is.EqualTo(new[] { "'=1", "=1", "''" })
        );

    [TestCase("""{"code":"A1","note":{"a":[1]}}""", "cell.nested", null)]
    [TestCase("""{"code":"A1","note":[[1]]}""", "cell.nested", null)]
    [TestCase("""{"code":"A1","nota":1}""", "cell.property_unknown", "note")]
    [TestCase("""{"code":"A1","说朋":1}""", "cell.property_unknown", "说明")]
    [TestCase("""{"code":"A1","code":"A2"}""", "cell.property_doubled", null)]
    [TestCase("""{"code":"A1","编号":"A2"}""", "cell.property_doubled", null)]
    [TestCase("""{"code":"A1","note":"\ud800"}""", "cell.garbled", null)]
    [TestCase("""{"code":"A1","\ud800":1}""", "cell.garbled", null)]
    public void One_row_is_at_fault_and_the_next_is_not(string row, string code, string? proposal)
    {
        var rows = Sample.Rows(row + "\n{\"code\":\"A3\"}\n", TableFormat.NdJson);

        Assert.Multiple(() =>
        {
            Assert.That(
                (rows[0].Fault?.Code, rows[0].Fault?.Proposal, rows[0].Cells[0]),
                Is.EqualTo((code, proposal, "A1"))
            );
            Assert.That((rows[1].Fault, rows[1].Cells[0]), Is.EqualTo(((Fault?)null, "A3")));
        });
    }

    [TestCase(TableFormat.NdJson, "{\"code\":\"A1\"}\n\n{\"code\":", 3)]
    [TestCase(TableFormat.NdJson, "{\"code\":\"A1\"}\n[1]\n", 2)]
    [TestCase(TableFormat.NdJson, "{\"code\":\"A1\"}{\"code\":\"A2\"}\n", 1)]
    [TestCase(TableFormat.NdJson, "{\"code\":\"A1\",}\n", 1)]
    [TestCase(TableFormat.NdJson, "code\n", 1)]
    [TestCase(TableFormat.Json, "[{\"code\":\"A1\"},{\"code\":\"A2\"}", 3)]
    [TestCase(TableFormat.Json, "[{\"code\":\"A1\"},{\"code\":", 2)]
    [TestCase(TableFormat.Json, "[{\"code\":\"A1\"}] x", 2)]
    [TestCase(TableFormat.Json, "[{\"code\":\"A1\"}, 5]", 2)]
    [TestCase(TableFormat.Json, "{\"items\":[{\"code\":\"A1\"}]", 2)]
    [TestCase(TableFormat.Json, "{\"code\":\"A1\"}", null)]
    [TestCase(TableFormat.Json, "{\"code\":", 1)]
    [TestCase(TableFormat.Json, "5", null)]
    public void Malformed_json_is_refused_with_its_row(TableFormat format, string file, int? row)
    {
        var refused = Sample.Refused(file, format);
        Assert.That((refused.Fault.Code, refused.Row), Is.EqualTo(("file.malformed", row)));
    }

    [
        TestCase(TableFormat.NdJson, ""),
        TestCase(TableFormat.NdJson, "\n \n"),
        TestCase(TableFormat.Json, ""),
        TestCase(TableFormat.Json, " \n")
    ]
    public void Nothing_is_an_empty_file(TableFormat format, string file) =>
        Assert.That(Sample.Refused(file, format).Fault.Code, Is.EqualTo("file.empty"));

    [TestCase("[]"), TestCase("{\"items\":[]}"), TestCase("[{}]")]
    public void An_empty_array_is_a_table_without_rows(string file) =>
        Assert.That(Sample.Rows(file, TableFormat.Json), Is.Empty);

    [TestCase(TableFormat.NdJson), TestCase(TableFormat.Json)]
    public void Many_rows_of_any_length_are_read_as_they_are(TableFormat format)
    {
        var random = new Random(7);
        var notes = Enumerable
            .Range(0, 3_000)
            .Select(at => new string('长', random.Next(at % 100 == 0 ? 32_000 : 60)))
            .ToList();
        var objects = notes.Select((note, at) => $$"""{"code":"A{{at}}","note":"{{note}}"}""");
        var file = format is TableFormat.Json ? $"[{string.Join(" ,\n", objects)}]" : string.Join('\n', objects);

        Assert.That(Sample.Rows(file, format).Select(row => row.Cells[1] ?? ""), Is.EqualTo(notes));
    }

    [TestCase(TableFormat.NdJson, "{{\"code\":\"{0}\"}}")]
    [TestCase(TableFormat.Json, "[{{\"code\":\"{0}\"}}]")]
    public void A_cell_of_a_hundred_megabytes_is_refused(TableFormat format, string file) =>
        Assert.That(
            Sample
                .Refused(Encoding.UTF8.GetBytes(string.Format(null, file, new string('x', 100 << 20))), format)
                .Fault.Code,
            Is.EqualTo("file.cell_too_long")
        );

    [Test]
    public void Deep_nesting_is_malformed() =>
        Assert.That(
            Sample.Refused($"[{{\"code\":{new string('[', 5000)}", TableFormat.Json).Fault.Code,
            Is.EqualTo("file.malformed")
        );
}
