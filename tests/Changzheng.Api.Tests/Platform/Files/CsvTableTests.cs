using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>CSV files as they come.</summary>
[TestFixture]
internal sealed class CsvTableTests
{
    [TestCase("编号,说明\r\nA1,甲\r\n")]
    [TestCase("编号,说明\nA1,甲")]
    [TestCase("\uFEFF编号,说明\nA1,甲\n")]
    [TestCase("编号\t说明\nA1\t甲\n")]
    [TestCase("编号;说明\nA1;甲\n")]
    [TestCase("编号，说明\nA1，甲\n")]
    [TestCase("说明,编号\n甲,A1\n")]
    [TestCase("\"编号\",\"说明\"\n\"A1\",\"甲\"\n")]
    [TestCase("code,NOTE\nA1,甲\n")]
    [TestCase("工单编号*,说 明\nA1,甲\n")]
    [TestCase("*编号（必填）,说明（选填）\nA1,甲\n")]
    [TestCase("ＣＯＤＥ,说明\nA1,甲\n")]
    [TestCase("编号,说明,,\nA1,甲,,\n")]
    [TestCase("编号,说明\rA1,甲\r")]
    public void A_table_is_read_however_it_is_written(string file)
    {
        var row = Sample.Rows(file).Single();

        Assert.Multiple(() =>
        {
            Assert.That((row.Number, row.Fault), Is.EqualTo((2, (Fault?)null)));
            Assert.That(row.Cells, Is.EqualTo(new[] { "A1", "甲" }));
        });
    }

    [Test]
    public void Quotes_hold_separators_line_ends_and_quotes() =>
        Assert.That(
            Sample.Rows("编号,说明\r\nA1,\"a,\"\"b\"\"\r\nc\rd\"\r\nA2,5\" 管\r\n").Select(row => row.Cells[1]),
            Is.EqualTo(new[] { "a,\"b\"\r\nc\rd", "5\" 管" })
        );

    [Test]
    public void Line_ends_may_be_mixed_and_blank_rows_are_counted_but_left_out() =>
        Assert.That(
            Sample
                .Rows("\n编号,说明\rA1,甲\r\n\r\n,\nA2,\"乙\r丙\"\r  \nA3\n")
                .Select(row => (row.Number, row.Cells[0], row.Cells[1])),
            Is.EqualTo(new[] { (3, "A1", "甲"), (6, "A2", "乙\r丙"), (8, "A3", null) })
        );

    /// <summary>Rows longer than the reader's fast path takes at a time.</summary>
    [TestCase("\n", "\r"), TestCase("\r", "\n"), TestCase("\r\n", "\r")]
    public void Long_rows_may_end_in_either_way(string first, string second)
    {
        var note = new string('长', 100);

        Assert.That(
            Sample
                .Rows($"编号,说明{first}A1,{note}{second}A2,\"{note}\"{first}A3,{note}{second}A4,{note}")
                .Select(row => (row.Cells[0], row.Cells[1])),
            Is.EqualTo(new[] { "A1", "A2", "A3", "A4" }.Select(code => (code, note)))
        );
    }

    [Test]
    public void A_row_that_starts_with_a_hash_is_a_row() =>
        Assert.That(Sample.Rows("编号,说明\n#1,甲\n").Single().Cells[0], Is.EqualTo("#1"));

    [Test]
    public void A_row_longer_than_the_header_is_at_fault_and_the_others_are_not()
    {
        var rows = Sample.Rows("编号,说明,\nA1,甲,乙\nA2,甲,,,\nA3,甲,,丁\n");

        Assert.That(
            rows.Select(row => row.Fault?.Code),
            Is.EqualTo(new[] { "cell.beyond_header", null, "cell.beyond_header" })
        );
    }

    [Test]
    public void A_column_that_is_not_there_is_null() =>
        Assert.That(Sample.Rows("编号\nA1\n").Single().Cells, Is.EqualTo(new[] { "A1", null }));

    [Test]
    public void A_header_alone_is_a_table_without_rows() => Assert.That(Sample.Rows("编号,说明\n"), Is.Empty);

    [TestCase("编号,说朋\nA1,甲\n", "file.header_unknown", "说明")]
    [TestCase("编号,备注栏\nA1,甲\n", "file.header_unknown", null)]
    [TestCase("cod,note\nA1,甲\n", "file.header_unknown", "code")]
    [TestCase("编号,说明,工单编号\nA1,甲,A1\n", "file.header_doubled", null)]
    [TestCase("说明\n甲\n", "file.header_missing", null)]
    [TestCase("", "file.empty", null)]
    [TestCase("\uFEFF", "file.empty", null)]
    [TestCase(" \n\n", "file.empty", null)]
    [TestCase("编号,说明\nA1,\"甲\nA2,乙\n", "file.truncated", null)]
    [TestCase("编号,说明\nA1,\"", "file.truncated", null)]
    [TestCase("编号,说明\nA1,\"甲\"乙\n", "file.truncated", null)]
    [TestCase("编号,说明\nA1,\0\n", "file.binary", null)]
    public void A_file_is_refused(string file, string code, string? proposal)
    {
        var refused = Sample.Refused(file);
        Assert.That((refused.Fault.Code, refused.Fault.Proposal), Is.EqualTo((code, proposal)));
    }

    [Test]
    public void A_doubled_quote_at_the_end_is_whole() =>
        Assert.That(Sample.Rows("编号,说明\nA1,\"\"\"\"").Single().Cells[1], Is.EqualTo("\""));

    [Test]
    public void An_open_quote_is_reported_where_it_was_opened() =>
        Assert.That(Sample.Refused("编号,说明\nA1,甲\nA2,\"乙\nA3,丙\n").Row, Is.EqualTo(3));

    [Test]
    public void Rows_before_the_broken_one_are_read()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("编号,说明\nA1,甲\nA2,\"乙\n"));
        using var rows = TableReader
            .Read(stream, TableFormat.Csv, Sample.Two, new FileNotes(), null, ReadLimits.Usual)
            .GetEnumerator();

        Assert.Multiple(() =>
        {
            Assert.That(rows.MoveNext(), Is.True);
            Assert.That(() => rows.MoveNext(), Throws.TypeOf<FileRefused>());
        });
    }

    [Test]
    public void Ten_thousand_columns_are_too_many() =>
        Assert.That(
            Sample.Refused(string.Join(',', Enumerable.Range(0, 10_000)) + "\n").Fault.Code,
            Is.EqualTo("file.too_many_columns")
        );

    [TestCase("编号,说明\nA1,{0}\n")]
    [TestCase("编号,说明\nA1,\"{0}\"\n")]
    [TestCase("编号,{0}\nA1,甲\n")]
    public void A_cell_of_a_hundred_megabytes_is_refused_unread(string file)
    {
        var bytes = Encoding.UTF8.GetBytes(file.Replace("{0}", new string('x', 100 << 20), StringComparison.Ordinal));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Multiple(() =>
        {
            Assert.That(Sample.Refused(bytes).Fault.Code, Is.EqualTo("file.cell_too_long"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 20));
        });
    }

    [Test]
    public void A_cell_is_as_long_as_Excel_allows() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Sample.Rows($"编号,说明\nA1,{new string('长', 32_767)}\n").Single().Cells[1],
                Has.Length.EqualTo(32_767)
            );
            Assert.That(Sample.Refused($"编号,说明\nA1,{new string('长', 32_768)}\n").Row, Is.EqualTo(2));
        });

    [Test]
    public void More_rows_than_the_limit_are_refused()
    {
        var limits = ReadLimits.Usual with { MaxRows = 2 };

        Assert.Multiple(() =>
        {
            Assert.That(Sample.Rows("编号\n1\n2\n"u8.ToArray(), limits: limits), Has.Count.EqualTo(2));
            Assert.That(
                Sample.Refused("编号\n1\n2\n3\n"u8.ToArray(), limits: limits).Fault.Code,
                Is.EqualTo("file.too_many_rows")
            );
        });
    }

    /// <summary>Whatever a row's place in the reader's buffers, and on its fast path and its slow one.</summary>
    [Test]
    public void Many_rows_are_read_as_they_are()
    {
        var random = new Random(7);
        string[] cells = ["", "甲", "a,b", "\"", "x\r\ny", "长征镇长寿路街道", new string('长', 300), "#", "'"];
        var rows = Enumerable
            .Range(0, 20_000)
            .Select(at => (Code: $"A{at}", Note: cells[random.Next(cells.Length)]))
            .ToList();
        var file = new StringBuilder("编号,说明\r\n");
        foreach (var (code, note) in rows)
            file.Append(code)
                .Append(',')
                .Append(
                    note.AsSpan().ContainsAny(",\"\r\n")
                        ? $"\"{note.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                        : note
                )
                .Append(random.Next(2) == 0 ? "\r\n" : "\n");

        Assert.That(Sample.Rows(file.ToString()).Select(row => (row.Cells[0], row.Cells[1] ?? "")), Is.EqualTo(rows));
    }

    [TestCase("工单统计表,,,\n编号,办理情况,,说明\n,件数,满意率,\nA1,12,0.5,甲\n", "title 1、header 2–3")]
    [TestCase("编号,说明,办理情况,\n编号,,件数,满意率\nA1,甲,12,0.5\n", "header 1–2")]
    [TestCase("台账;;;\n编号;件数;满意率;说明\nA1;12;0.5;甲\n", "title 1、header 2")]
    [TestCase(",基本情况,办理情况,\n编号,件数,满意率,说明\nA1,12,0.5,甲\n", "header 1–2")]
    [TestCase("No.,编号,件数,满意率,说明\n1,A1,12,0.5,甲\n2,,,,\n", "column 、unread 3")]
    public void A_table_is_found_below_titles_and_in_headers_of_two_rows(string file, string expected)
    {
        var notes = new FileNotes();
        var row = Sample.Rows(Encoding.UTF8.GetBytes(file), columns: Sample.Columns, notes: notes).Single();

        Assert.Multiple(() =>
        {
            Assert.That(row.Cells[..4], Is.EqualTo(new[] { "A1", "甲", "12", "0.5" }));
            Assert.That(Summary(notes), Is.EqualTo(expected));
        });
    }

    [TestCase("A0,甲\n编号,说明\nA1,乙\n")]
    [TestCase("2022-05-01 10:00,A0\n说明,编号\n乙,A1\n")]
    [TestCase("编号：A0,7\n编号,说明\nA1,乙\n")]
    public void A_row_above_the_header_that_may_be_data_is_refused(string file) =>
        Assert.That(Sample.Refused(file).Fault.Code, Is.EqualTo("file.row_above_header"));

    [TestCase("填报单位：党政办,\n编号,说明\nA1,乙\n", "label 1、header 2")]
    [TestCase("填报单位：党政办,日期：2022\n编号,说明\nA1,乙\n", "label 1、header 2")]
    [TestCase("填报单位：,党政办\n编号,说明\nA1,乙\n", "label 1、header 2")]
    [TestCase("单位：万元,\n编号,说明\nA1,乙\n", "label 1、unit 1、header 2")]
    public void Labels_above_the_header_are_named(string file, string expected)
    {
        var notes = new FileNotes();
        Assert.That(Sample.Rows(Encoding.UTF8.GetBytes(file), notes: notes), Has.Count.EqualTo(1));
        Assert.That(Summary(notes), Is.EqualTo(expected));
    }

    /// <summary>What begins like a total and has every required cell is data, unless it says nothing else.</summary>
    [TestCase("编号,说明\n文化中心小计,甲\n", null)]
    [TestCase("编号,说明\n合计,甲\n", "row.unclear")]
    [TestCase("编号,说明\n小计,\nA1,甲\n", "row.unclear")]
    [TestCase("说明,编号\n小计,\n甲,A1\n", "row.amid_data")]
    [TestCase("说明,编号\n注：甲,A1\n", null)]
    [TestCase("说明,编号\n合计处理站来电,A1\n", null)]
    [TestCase("说明,编号\n填表人：甲,A1\n", "row.unclear")]
    public void What_may_be_data_is_not_passed_over(string file, string? code) =>
        Assert.That(Sample.Rows(file)[0].Fault?.Code, Is.EqualTo(code));

    [TestCase("说明,编号\n甲,A1\n合计,\n注：乙,\n填表人：丙,\n", "total 3、footer 5、remark 4")]
    [TestCase("说明,编号\n甲,A1\n填表人：丙,审核人：丁\n", "footer 3")]
    [TestCase("说明,编号\n甲,A1\n\n,\n说明,编号\n", "blank 3–4、repeated 5")]
    public void What_stands_below_the_data_is_named(string file, string expected)
    {
        var notes = new FileNotes();
        Assert.That(Sample.Rows(Encoding.UTF8.GetBytes(file), notes: notes), Has.Count.EqualTo(1));
        Assert.That(Summary(notes), Is.EqualTo(expected));
    }

    /// <summary>However many totals a file ends with, few are held, and none is lost.</summary>
    [Test]
    public void Ten_thousand_totals_are_each_a_row_or_named()
    {
        var notes = new FileNotes();
        var rows = Sample.Rows(
            Encoding.UTF8.GetBytes("说明,编号\n" + string.Concat(Enumerable.Repeat("合计,\n", 10_000))),
            notes: notes
        );
        var named = notes.List().Sum(note => note.Rows.Sum(span => span.To - span.From + 1));
        Assert.That(rows.Count + named, Is.EqualTo(10_000));
        Assert.That(rows.All(row => row.Fault?.Code == "row.amid_data"), Is.True);
    }

    private static string Summary(FileNotes notes) =>
        string.Join(
            '、',
            notes
                .List()
                .Select(note =>
                    $"{note.Kind.ToString().ToLowerInvariant()} {string.Join(',', note.Rows.Select(span => span.Text))}"
                )
        );
}
