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

    [TestCase("微信号：zhang_xm88", "微信号：***")]
    [TestCase("加V zhangxm88联系", "加V ***联系")]
    [TestCase("加微zhangxm88", "加微***")]
    [TestCase("微信是12345678", "微信是***")]
    [TestCase("wx:zhangxm88，回复", "wx:***，回复")]
    [TestCase("VX zhang-xm88", "VX ***")]
    [TestCase("QQ：12345678", "QQ：***")]
    [TestCase("QQ号123456，", "QQ号***，")]
    [TestCase("ＱＱ：１２３４５６７８", "ＱＱ：***")]
    [TestCase("扣扣号码是１２３４５", "扣扣号码是***")]
    [TestCase("微信同号13812345678", "微信同号138****5678")]
    [TestCase("金沙江路1234弄56号301室有人", "金沙江路***有人")]
    [TestCase("金沙江路１２３４弄５６号３０１室", "金沙江路***")]
    [TestCase("金沙江路1234弄", "金沙江路***")]
    [TestCase("曹杨路88号门口", "曹杨路***门口")]
    [TestCase("曹杨路八十八号门口", "曹杨路***门口")]
    [TestCase("真光新村12号楼402室", "真光新村***")]
    [TestCase("1234弄5号楼道", "***楼道")]
    [TestCase("5号601室漏水", "***漏水")]
    [TestCase("楼上601室漏水", "楼上***室漏水")]
    [TestCase("曹杨路88-2号401", "曹杨路***")]
    [TestCase("上海长征某某有限公司王老板电话52345678", "上海长征某某有限公司王老板电话****5678")]
    public void An_account_or_a_house_is_hidden(string text, string masked) =>
        Assert.That(Masking.Text(text, known), Is.EqualTo(masked));

    [TestCase("微信支付失败")]
    [TestCase("加VIP卡")]
    [TestCase("居民微信群里说")]
    [TestCase("请加微信")]
    [TestCase("wxyz123456型电表")]
    [TestCase("AQQ12345型号")]
    [TestCase("乘11号线到真如站")]
    [TestCase("5月10号报过")]
    [TestCase("普府规〔2022〕5号")]
    [TestCase("三楼有人从窗口拉线")]
    [TestCase("12号上午来人")]
    [TestCase("曹杨路上有3户人家")]
    [TestCase("金沙江路13号线站")]
    [TestCase("上海某某物业有限公司电话021-52345678")]
    [TestCase("上海某某物业有限公司（52345678）")]
    [TestCase("上海某某物业有限公司")]
    public void Neither_account_nor_house_nor_person(string text) =>
        Assert.That(Masking.Text(text, known), Is.EqualTo(text));

    [TestCase("上海某某物业有限公司", true)]
    [TestCase("上海某某贸易有限公司（普陀分公司）", true)]
    [TestCase("真光二居委会", true)]
    [TestCase("ABC Co., Ltd.", true)]
    [TestCase("张小妹", false)]
    [TestCase("公司", false)]
    [TestCase("司马公", false)]
    [TestCase("张小妹，某公司", false)]
    [TestCase(null, false)]
    public void An_enterprise_is_no_person(string? name, bool isEnterprise)
    {
        Assert.That(Masking.IsEnterprise(name), Is.EqualTo(isEnterprise));
        Assert.That(Masking.Name(name), isEnterprise ? Is.EqualTo(name) : Is.Not.EqualTo(name).Or.Null);
        Assert.That(Masking.Phone("02152345678", name), Is.EqualTo(isEnterprise ? "02152345678" : "021****5678"));
        Assert.That(Masking.Phone("13812345678", name), Is.EqualTo("138****5678"), "a mobile is a person's");
        if (isEnterprise)
            Assert.That(Masking.Text($"{name}排污", [name]), Is.EqualTo($"{name}排污"));
    }

    [Test]
    public void What_is_masked_is_masked_no_further()
    {
        string[] pieces =
        [
            "微信",
            "加V",
            "QQ",
            "：",
            " ",
            "金沙江路",
            "1234弄",
            "56号",
            "301室",
            "三楼",
            "13812345678",
            "52345678",
            "zhang_xm88",
            "a@b.cn",
            "有限公司",
            "电话",
            "１２３４５６７８",
            "号线",
            "张小妹",
            "一三八",
            "，",
            "室",
            "𝟏𝟑",
        ];
        var dice = new Random(20221201);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, dice.Next(1, 9)).Select(_ => pieces[dice.Next(pieces.Length)])
            );
            var once = Masking.Text(text, known);
            Assert.That(Masking.Text(once, known), Is.EqualTo(once), text);
        }
    }

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
