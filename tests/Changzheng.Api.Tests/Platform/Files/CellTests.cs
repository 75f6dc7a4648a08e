using System.Globalization;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>Cells as clerks write them.</summary>
[TestFixture]
internal sealed class CellTests
{
    [TestCase("12", "12")]
    [TestCase(" 12 ", "12")]
    [TestCase("１２，３４５．５０", "12345.5")]
    [TestCase("1,234.5", "1234.5")]
    [TestCase("1，234", "1234")]
    [TestCase("-1,234,567", "-1234567")]
    [TestCase("−5", "-5")]
    [TestCase("+5", "5")]
    [TestCase(".5", "0.5")]
    [TestCase("1.2万", "12000")]
    [TestCase("1.5千", "1500")]
    [TestCase("3亿", "300000000")]
    [TestCase("2百万", "2000000")]
    [TestCase("1 234", "1234")]
    [TestCase("1.23E+05", "123000")]
    [TestCase("'12", "12")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    public void A_number_is_read(string text, string expected)
    {
        var number = Cell.Parse(Sample.Rate, text, out var fault);

        Assert.Multiple(() =>
        {
            Assert.That(fault, Is.Null);
            Assert.That(
                number,
                Is.TypeOf<decimal>().And.EqualTo(decimal.Parse(expected, CultureInfo.InvariantCulture))
            );
        });
    }

    [TestCase("1234元", "cell.unit_written", "1234")]
    [TestCase("12.5万元", "cell.unit_written", "125000")]
    [TestCase("￥1,200", "cell.unit_written", "1200")]
    [TestCase("20 件", "cell.unit_written", "20")]
    [TestCase("3千克", "cell.unit_written", "3")]
    [TestCase("2个百分点", "cell.unit_written", "2")]
    [TestCase("约30户", "cell.unit_written", "30")]
    [TestCase("56.00%", "cell.unit_written", "0.56")]
    [TestCase("５６％", "cell.unit_written", "0.56")]
    [TestCase("58%以上", "cell.not_number", null)]
    [TestCase("1.5万3千", "cell.not_number", null)]
    [TestCase("1,23", "cell.not_number", null)]
    [TestCase("12-15", "cell.not_number", null)]
    [TestCase("1.2.3", "cell.not_number", null)]
    [TestCase("若干", "cell.not_number", null)]
    [TestCase("①", "cell.not_number", null)]
    [TestCase("NaN", "cell.not_number", null)]
    [TestCase("万", "cell.not_number", null)]
    [TestCase("-", "cell.not_number", null)]
    [TestCase("9e30", "cell.not_number", null)]
    [TestCase("99999999999999999999999999万亿", "cell.not_number", null)]
    public void A_number_is_refused(string text, string code, string? proposal) =>
        Refused(Sample.Rate, text, code, proposal);

    [TestCase("12", 12)]
    [TestCase("12.0", 12)]
    [TestCase("1.2万", 12000)]
    [TestCase("1,234", 1234)]
    [TestCase("９", 9)]
    public void A_whole_number_is_read(string text, long expected) =>
        Assert.That(Cell.Parse(Sample.Count, text, out _), Is.TypeOf<long>().And.EqualTo(expected));

    [TestCase("12.5", "cell.not_whole", null)]
    [TestCase("100%", "cell.not_whole", null)]
    [TestCase("9223372036854775808", "cell.not_whole", null)]
    [TestCase("12件", "cell.unit_written", "12")]
    [TestCase("十二", "cell.not_number", null)]
    public void A_whole_number_is_refused(string text, string code, string? proposal) =>
        Refused(Sample.Count, text, code, proposal);

    [TestCase("2022-01-13")]
    [TestCase("2022-1-13")]
    [TestCase("2022/1/13")]
    [TestCase("2022.1.13")]
    [TestCase("2022年1月13日")]
    [TestCase("2022 年 1 月 13 日")]
    [TestCase("２０２２－０１－１３")]
    [TestCase("20220113")]
    [TestCase("44574")]
    [TestCase("44574.0")]
    [TestCase("2022-01-13 00:00:00")]
    [TestCase("2022-01-12T16:00:00Z")]
    public void A_day_is_read(string text) =>
        Assert.That(Cell.Parse(Sample.Day, text, out _), Is.EqualTo(new DateOnly(2022, 1, 13)));

    [TestCase("2022-02-30", "2022-02-28")]
    [TestCase("2024年2月30日", "2024-02-29")]
    [TestCase("2022-01-13 08:30", "2022-01-13")]
    [TestCase("2022-13-01", null)]
    [TestCase("2022-1/13", null)]
    [TestCase("1/13/2022", null)]
    [TestCase("22-1-13", null)]
    [TestCase("2022年1月", null)]
    [TestCase("2022", null)]
    [TestCase("32873", null)]
    [TestCase("73416", null)]
    [TestCase("昨天", null)]
    public void A_day_is_refused(string text, string? proposal) => Refused(Sample.Day, text, "cell.not_day", proposal);

    [TestCase("32874", "1990-01-01")]
    [TestCase("73415", "2100-12-31")]
    public void Excels_count_of_days_is_read(string serial, string day) =>
        Assert.That(
            Cell.Parse(Sample.Day, serial, out _),
            Is.EqualTo(DateOnly.Parse(day, CultureInfo.InvariantCulture))
        );

    [TestCase("2022-01-13 08:30")]
    [TestCase("2022-01-13 8:30:00")]
    [TestCase("2022-01-13T08:30:00+08:00")]
    [TestCase("2022-01-13T00:30:00Z")]
    [TestCase("2022/1/13 8:30")]
    [TestCase("2022年1月13日 8时30分")]
    [TestCase("2022年1月13日8时30分0秒")]
    [TestCase("2022年1月13日 8点30分")]
    [TestCase("2022-01-13　08：30")]
    [TestCase("44574.3541666667")]
    [TestCase("2022-01-13T08:30:00")]
    public void An_instant_is_read(string text) =>
        Assert.That(
            Cell.Parse(Sample.Received, text, out _),
            Is.TypeOf<DateTimeOffset>().And.EqualTo(new DateTimeOffset(2022, 1, 13, 8, 30, 0, TimeSpan.FromHours(8)))
        );

    [TestCase("2022-01-13 24:00")]
    [TestCase("2022-01-13 08:60")]
    [TestCase("2022-02-30 08:30")]
    [TestCase("2022-01-138:30")]
    [TestCase("2022-01-13 08:30:00+15:00")]
    [TestCase("0001-01-01T00:00")]
    [TestCase("8:30")]
    public void An_instant_is_refused(string text)
    {
        Assert.That(Cell.Parse(Sample.Received, text, out var fault), Is.Null);
        Assert.That(fault?.Code, Is.EqualTo("cell.not_instant"));
    }

    [
        TestCase("是", true),
        TestCase("有", true),
        TestCase("TRUE", true),
        TestCase("true", true),
        TestCase("1", true),
        TestCase("Y", true),
        TestCase("√", true),
        TestCase(" 是 ", true)
    ]
    [
        TestCase("否", false),
        TestCase("无", false),
        TestCase("FALSE", false),
        TestCase("0", false),
        TestCase("n", false),
        TestCase("×", false),
        TestCase("０", false)
    ]
    public void A_truth_is_read(string text, bool expected) =>
        Assert.That(Cell.Parse(Sample.Urgent, text, out _), Is.EqualTo(expected));

    [TestCase("也许"), TestCase("2"), TestCase("是的")]
    public void A_truth_is_refused(string text) => Refused(Sample.Urgent, text, "cell.not_truth", null);

    [
        TestCase("办理中"),
        TestCase("inProgress"),
        TestCase("INPROGRESS"),
        TestCase(" 办 理 中 "),
        TestCase("ｉｎＰｒｏｇｒｅｓｓ")
    ]
    public void A_choice_is_read(string text) =>
        Assert.That(Cell.Parse(Sample.Status, text, out _), Is.EqualTo("inProgress"));

    [TestCase("办理", "办理中"), TestCase("已办洁", "已办结"), TestCase("clsoed", "closed"), TestCase("未知", null)]
    public void A_choice_is_refused(string text, string? proposal) =>
        Refused(Sample.Status, text, "cell.not_choice", proposal);

    [
        TestCase("城建中心；综合执法队"),
        TestCase("城建中心;综合执法队"),
        TestCase("城建中心、综合执法队"),
        TestCase("城建中心 | 综合执法队；")
    ]
    public void A_list_is_read(string text) =>
        Assert.That(Cell.Parse(Sample.Units, text, out _), Is.EqualTo(new[] { "城建中心", "综合执法队" }));

    [
        TestCase("普长府[2022]1号"),
        TestCase("普长府［2022］1号"),
        TestCase("普长府（2022）１号"),
        TestCase("普长府(2022) 1 号"),
        TestCase("普长府【2022】1号"),
        TestCase("普长府〔2022〕1号")
    ]
    public void A_document_number_has_its_own_brackets(string text) =>
        Assert.That(Cell.Parse(Sample.DocumentNumber, text, out _), Is.EqualTo("普长府〔2022〕1号"));

    [
        TestCase("普长府[2022]1号", "普长府[2022]1号"),
        TestCase("　已 办结 ", "已 办结"),
        TestCase("'=1+1", "=1+1"),
        TestCase("''=1+1", "'=1+1"),
        TestCase("'90年代", "'90年代"),
        TestCase("Ａ１", "Ａ１")
    ]
    public void A_text_is_kept(string text, string expected) =>
        Assert.That(Cell.Parse(Sample.Note, text, out _), Is.EqualTo(expected));

    // Not test cases: an attribute's text is UTF-8, which has no half characters.
    [Test]
    public void A_text_of_broken_characters_is_refused() =>
        Assert.Multiple(() =>
        {
            foreach (var text in (string[])["好\0", "好\uD83D", "\uDE00好", "\uD83D\uD83D\uDE00"])
                Refused(Sample.Note, text, "cell.garbled", null);
            Assert.That(Cell.Parse(Sample.Note, "好😀", out _), Is.EqualTo("好😀"));
        });

    [Test]
    public void A_text_is_as_long_as_its_column_allows() =>
        Assert.Multiple(() =>
        {
            Assert.That(Cell.Parse(Sample.Code, new string('长', 40), out _), Is.Not.Null);
            Refused(Sample.Code, new string('长', 41), "text.too_long", null);
        });

    [Test]
    public void An_empty_cell_is_null_unless_it_is_required([Values(null, "", "  ", "　")] string? text) =>
        Assert.Multiple(() =>
        {
            Assert.That(Cell.Parse(Sample.Note, text, out var fault), Is.Null);
            Assert.That(fault, Is.Null);
            Refused(Sample.Code, text, "cell.required", null);
        });

    private static void Refused(Column column, string? text, string code, string? proposal)
    {
        var value = Cell.Parse(column, text, out var fault);
        Assert.That((value, fault?.Code, fault?.Proposal), Is.EqualTo(((object?)null, code, proposal)));
    }
}
