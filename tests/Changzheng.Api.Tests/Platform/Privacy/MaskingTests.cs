using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Tests.Platform.Privacy;

/// <summary>What is hidden in free text, however it is written; and what is none.</summary>
[TestFixture]
public sealed class MaskingTests
{
    private static readonly string[] known = ["张小妹", "真光路1234弄5号601室"];

    [TestCase("电138\u200b1234\u200d5678话", "电138\u200b****\u200d5678话", TestName = "Zero width between")]
    [TestCase(
        "电1\u00ad3\u20608\ufeff12345678话",
        "电1\u00ad3\u20608\ufeff****5678话",
        TestName = "Soft hyphens and joiners between"
    )]
    [TestCase("电138\ufe0f12345678", "电138\ufe0f****5678", TestName = "A variation selector between")]
    [TestCase("电138　1234　5678", "电138　****　5678", TestName = "Wide spaces between")]
    [TestCase("电138\u00a01234\u20095678", "电138\u00a0****\u20095678", TestName = "Spaces that do not break")]
    [TestCase("电１３８１２３４５６７８", "电１３８****５６７８", TestName = "Full width")]
    [TestCase("电１38１2３4５6７8", "电１38****５6７8", TestName = "Both widths")]
    [TestCase("电١٣٨١٢٣٤٥٦٧٨", "电١٣٨****٥٦٧٨", TestName = "Another script's digits")]
    [TestCase("电𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "电𝟏𝟑𝟖****𝟓𝟔𝟕𝟖", TestName = "Digits beyond the first plane")]
    [TestCase("电①③⑧①②③④⑤⑥⑦⑧", "电①③⑧****⑤⑥⑦⑧", TestName = "Circled")]
    [TestCase("电一三八一二三四五六七八话", "电一三八****五六七八话", TestName = "Chinese numerals")]
    [TestCase("电幺三八幺二三四五六七八", "电幺三八****五六七八", TestName = "As they are told on the phone")]
    [TestCase("电壹叁捌壹贰叁肆伍陆柒捌", "电壹叁捌****伍陆柒捌", TestName = "As they are written on cheques")]
    [TestCase("电一三八1234五六七八", "电一三八****五六七八", TestName = "Numerals and digits")]
    [TestCase("电一三八 一二三四 五六七八", "电一三八 **** 五六七八", TestName = "Numerals, spaced")]
    [TestCase(
        "电一三\u200b八一二三四五六七八",
        "电一三\u200b八****五六七八",
        TestName = "Numerals, zero width between"
    )]
    [TestCase("李四13812345678", "李四138****5678", TestName = "A numeral that ends a name")]
    [TestCase("李四一三八一二三四五六七八", "李************", TestName = "A numeral that ends a name before numerals")]
    [TestCase("电138·1234·5678", "电138·****·5678", TestName = "Dots between")]
    [TestCase("六二三四五六七八", "****五六七八", TestName = "A fixed number in numerals")]
    [TestCase("写信zhang.xm+1@mail.qq.com即可", "写信***@***即可", TestName = "An e-mail address")]
    [TestCase("写信ｚｈａｎｇ＠ｑｑ．ｃｏｍ即可", "写信***@***即可", TestName = "An e-mail address in full width")]
    [TestCase(
        "写信zh\u200bang@q\u200bq.com即可",
        "写信***@***即可",
        TestName = "An e-mail address, zero width between"
    )]
    [TestCase("写信12345@qq.com或13812345678", "写信***@***或138****5678", TestName = "An e-mail address and a phone")]
    [TestCase("张小妹来电，张\u200b小 妹又来电", "***来电，***又来电", TestName = "A known name, once taken apart")]
    [TestCase("住真光路１２３４弄 5号601室", "住***", TestName = "A known address in another width")]
    public void It_is_hidden(string text, string masked) => Assert.That(Masking.Text(text, known), Is.EqualTo(masked));

    [TestCase("二〇二二年五月十日")]
    [TestCase("二〇二二〇五一〇")]
    [TestCase("一二三四五六七")]
    [TestCase("请@居委会处理")]
    [TestCase("工单20220510-0001，共1234567元")]
    [TestCase("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧")]
    [TestCase("妹妹来电")]
    public void It_stays(string text) => Assert.That(Masking.Text(text, known), Is.EqualTo(text));

    [TestCase("税收45678901元，见13812345678", "税收45678901元，见138****5678")]
    [TestCase("代码913101070123456789", "代码913101070123456789")]
    [TestCase("身份证310107199001011234", "身份证310***********1234")]
    [TestCase("a@b.cn", "***@***")]
    public void In_a_note_only_what_is_certain_is_hidden(string text, string masked) =>
        Assert.That(Masking.Certain(text), Is.EqualTo(masked));

    [TestCase("𠮷田", "𠮷*")]
    [TestCase("\u200b张小妹", "张*")]
    [TestCase(" 张", "张*")]
    public void A_name_shows_its_first_character(string name, string masked) =>
        Assert.That(Masking.Name(name), Is.EqualTo(masked));

    [TestCase("138\u200b1234 5678", "13812345678")]
    [TestCase("１３８１２３４５６７８", "13812345678")]
    [TestCase("20220510", null)]
    [TestCase("62345678", "62345678")]
    [TestCase("电瓶车", null)]
    public void A_phone_is_looked_for(string search, string? digits) =>
        Assert.That(Masking.FindPhone(search), Is.EqualTo(digits));
}
