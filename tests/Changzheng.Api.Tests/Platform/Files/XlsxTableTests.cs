using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Workbooks as clerks make them.</summary>
[TestFixture]
internal sealed class XlsxTableTests
{
    [Test]
    public void A_sheet_is_read_with_the_numbers_Excel_shows()
    {
        var book = new Book().Sheet(
            Book.Texts(1, "编号", "说明")
                + Book.Texts(2, "A1", "甲")
                + "<row r=\"3\"/>"
                + Book.Texts(7, "A2")
                + Book.Texts(8, " ", "")
        );

        Assert.That(
            Rows(book).Select(row => (row.Number, row.Cells[0], row.Cells[1], row.Fault)),
            Is.EqualTo(new[] { (2, "A1", "甲", (Fault?)null), (7, "A2", null, null) })
        );
    }

    [Test]
    public void The_first_visible_sheet_that_explains_nothing_is_read()
    {
        var book = new Book()
            .Sheet(Book.Texts(1, "别的"), "旧", "hidden")
            .Sheet(Book.Texts(1, "别的"), "更旧", "veryHidden")
            .Sheet(Book.Texts(1, "列名"), "填写说明")
            .Sheet(Book.Texts(1, "编号") + Book.Texts(2, "A1"))
            .Sheet(Book.Texts(1, "编号") + Book.Texts(2, "A2"), "Sheet2");

        Assert.That(Rows(book).Single().Cells[0], Is.EqualTo("A1"));
    }

    [Test]
    public void A_title_above_the_header_is_passed_over()
    {
        var book = new Book().Sheet(
            Book.Texts(1, "长征镇2022年工单统计表")
                + Book.Texts(2, "填报单位：", "党政办")
                + Book.Texts(4, "编号", "说明")
                + Book.Texts(5, "A1", "甲"),
            merges: "A1:B1"
        );

        Assert.That(Rows(book).Select(row => (row.Number, row.Cells[0])), Is.EqualTo(new[] { (5, "A1") }));
    }

    [Test]
    public void A_header_of_two_rows_gives_the_lower_names_and_the_merged_ones()
    {
        var book = new Book().Sheet(
            Book.Texts(1, "统计表")
                + Book.Texts(2, "编号", "办理情况", null, "说明")
                + Book.Texts(3, null, "件数", "满意率", null)
                + Book.Texts(4, "A1", "12", "0.5", "甲"),
            merges: ["A1:D1", "A2:A3", "B2:C2", "D2:D3"]
        );
        var row = Rows(book, Sample.Columns).Single();

        Assert.Multiple(() =>
        {
            Assert.That((row.Number, row.Fault), Is.EqualTo((4, (Fault?)null)));
            Assert.That(row.Cells[..4], Is.EqualTo(new[] { "A1", "甲", "12", "0.5" }));
        });
    }

    [Test]
    public void A_header_ends_where_its_merged_cells_do()
    {
        var book = new Book().Sheet(
            Book.Texts(1, "编号", "说明") + Book.Texts(2, null, "件数") + Book.Texts(3, "A1", "12"),
            merges: "A1:A2"
        );

        Assert.That(Rows(book, Sample.Columns).Single().Cells[..3], Is.EqualTo(new[] { "A1", null, "12" }));
    }

    [TestCase("<c r=\"B2\"><v>12</v></c>", "12")]
    [TestCase("<c r=\"B2\"><v>1.2E-5</v></c>", "0.000012")]
    [TestCase("<c r=\"B2\"><v>310107198001011E3</v></c>", "310107198001011000")]
    [TestCase("<c r=\"B2\"><v>0.30000000000000004</v></c>", "0.3")]
    [TestCase("<c r=\"B2\"><v>-1234.5</v></c>", "-1234.5")]
    [TestCase("<c r=\"B2\" s=\"1\"><v>44651</v></c>", "2022-03-31")]
    [TestCase("<c r=\"B2\" s=\"5\"><v>44651</v></c>", "2022-03-31")]
    [TestCase("<c r=\"B2\" s=\"2\"><v>44651.708333333336</v></c>", "2022-03-31T17:00:00")]
    [TestCase("<c r=\"B2\" s=\"2\"><v>44651.708333</v></c>", "2022-03-31T17:00:00")]
    [TestCase("<c r=\"B2\" s=\"3\"><v>0.56</v></c>", "56%")]
    [TestCase("<c r=\"B2\" s=\"3\"><v>0.0525</v></c>", "5.25%")]
    [TestCase("<c r=\"B2\" t=\"b\"><v>1</v></c>", "true")]
    [TestCase("<c r=\"B2\" t=\"str\"><f>A1&amp;\"x\"</f><v>甲x</v></c>", "甲x")]
    [TestCase("<c r=\"B2\"><f>1+1</f><v>2</v></c>", "2")]
    [TestCase("<c r=\"B2\" t=\"s\"><v>0</v></c>", "共享")]
    [TestCase("<c r=\"B2\" t=\"inlineStr\"><is><r><t>粗</t></r><r><t>细</t></r></is></c>", "粗细")]
    [TestCase("<c r=\"B2\" t=\"inlineStr\"><is><t>a_x000D_&#10;b</t></is></c>", "a\r\nb")]
    public void A_cell_is_read_as_it_is_meant(string cell, string text)
    {
        var book = new Book()
            .Part(
                "xl/sharedStrings.xml",
                "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>共享</t></si></sst>"
            )
            .Sheet(
                Book.Texts(1, "编号", "说明")
                    + $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A1</t></is></c>{cell}</row>"
            );

        Assert.That((Rows(book).Single().Cells[1], Rows(book).Single().Fault), Is.EqualTo((text, (Fault?)null)));
    }

    [TestCase("<c r=\"B3\" t=\"e\"><v>#REF!</v></c>", "#REF!")]
    [TestCase("<c r='B3' t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!")]
    [TestCase("<c r=\"B3\"><f>1+1</f></c>", "公式没有结果")]
    [TestCase("<c t=\"e\"><v>#N/A</v></c>", "#N/A")]
    public void A_formula_that_failed_is_a_fault_of_its_row_alone(string cell, string expected)
    {
        var book = new Book().Sheet(
            Book.Texts(1, "编号", "说明")
                + Book.Texts(2, "A1", "甲")
                + $"<row r=\"3\"><c r=\"A3\"><v>2</v></c>{cell}</row>"
                + Book.Texts(4, "A3")
        );
        var rows = Rows(book);

        Assert.Multiple(() =>
        {
            Assert.That(
                rows.Select(row => (row.Number, row.Fault?.Code)),
                Is.EqualTo(new[] { (2, null), (3, "cell.formula_failed"), (4, (string?)null) })
            );
            Assert.That(rows[1].Fault!.Message, Does.Contain(expected).And.Contain("B 列"));
        });
    }

    [Test]
    public void A_cell_without_a_header_is_a_fault() =>
        Assert.That(
            Rows(new Book().Sheet(Book.Texts(1, "编号") + Book.Texts(2, "A1", null, "多"))).Single().Fault?.Code,
            Is.EqualTo("cell.beyond_header")
        );

    [Test]
    public void Formatted_cells_without_a_value_are_no_columns() =>
        Assert.That(
            Rows(
                    new Book().Sheet(
                        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编号</t></is></c><c r=\"XFD1\" s=\"4\"/></row>"
                            + Book.Texts(2, "A1")
                    )
                )
                .Single()
                .Cells[0],
            Is.EqualTo("A1")
        );

    [Test]
    public void Headers_are_judged_as_in_any_table() =>
        Assert.Multiple(() =>
        {
            Assert.That(Code(new Book().Sheet(Book.Texts(1, "编号", "说朋"))), Is.EqualTo("file.header_unknown"));
            Assert.That(
                Code(new Book().Sheet(Book.Texts(1, "标题") + Book.Texts(2, "说明", "件数"))),
                Is.EqualTo("file.header_unknown")
            );
            Assert.That(Code(new Book().Sheet(Book.Texts(1, "说明"))), Is.EqualTo("file.header_missing"));
            Assert.That(Code(new Book().Sheet("")), Is.EqualTo("file.empty"));
            Assert.That(Code(new Book().Sheet(Book.Texts(1, "编号"), state: "hidden")), Is.EqualTo("file.empty"));
            Assert.That(Rows(new Book().Sheet(Book.Texts(1, "编号"))), Is.Empty);
            Assert.That(
                Code(
                    new Book().Sheet(
                        $"<row r=\"1\">{string.Concat(Enumerable.Repeat("<c t=\"inlineStr\"><is><t>列</t></is></c>", 10_000))}</row>"
                    )
                ),
                Is.EqualTo("file.too_many_columns")
            );
        });

    private static List<RawRow> Rows(Book book, IReadOnlyList<Column>? columns = null) =>
        Sample.Rows(book.Bytes(), TableFormat.Xlsx, columns);

    private static string Code(Book book) => Sample.Refused(book.Bytes(), TableFormat.Xlsx).Fault.Code;
}
