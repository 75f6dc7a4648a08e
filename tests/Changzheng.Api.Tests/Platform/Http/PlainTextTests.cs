using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>Which text a person can read.</summary>
[TestFixture]
public sealed class PlainTextTests
{
    [TestCase("")]
    [TestCase("三楼有人拉线充电")]
    [TestCase("第一行\r\n\t第二行")]
    [TestCase("a\u200bb", TestName = "A zero-width space within text")]
    [TestCase("\u200eabc", TestName = "A mark of direction")]
    [TestCase("👨‍👩‍👧", TestName = "A family, joined without width")]
    [TestCase("𠮷", TestName = "A name's character beyond the first plane")]
    [TestCase("\ue000", TestName = "A character of private use, as rare names have")]
    public void Can_be_read(string text) => Assert.That(PlainText.FindFault(text), Is.Null);

    [TestCase("a\0b")]
    [TestCase("\u001b[31m")]
    [TestCase("a\u007f")]
    [TestCase("a\u009b1m")]
    [TestCase("\u202Eabc")]
    [TestCase("a\u2067b\u2069")]
    [TestCase("\ufdd0a")]
    [TestCase("\U0001fffea")]
    [TestCase(" ")]
    [TestCase("　")]
    [TestCase("\u200b\u200d\ufeff")]
    [TestCase("\u2800\u3164\u00ad")]
    [TestCase("\U000e0041\ufe0f")]
    public void Cannot_be_read(string text) => Assert.That(PlainText.FindFault(text), Is.Not.Null);
}
