using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;

namespace Changzheng.Api.Tests.Platform.Moves;

[TestFixture]
public sealed class VersionsTests
{
    [TestCase(null, null, null)]
    [TestCase(null, 3, "version.needed")]
    [TestCase(3, 3, null)]
    [TestCase(2, 3, "version.stale")]
    [TestCase(4, 3, "version.stale")]
    [TestCase(-1, 3, "version.stale")]
    [TestCase(1, null, "version.stale")]
    [TestCase(0, null, "version.stale")]
    public void A_change_follows_the_newest_version(int? expected, int? current, string? code) =>
        Assert.That(CodeOf(() => Versions.MustFollow(expected, current)), Is.EqualTo(code));

    [Test]
    public void A_change_that_names_another_version_or_comes_second_is_stale()
    {
        Assert.Multiple(() =>
        {
            Assert.That(CodeOf(() => Versions.MustBe(3, 3)), Is.Null);
            Assert.That(CodeOf(() => Versions.MustBe(2, 3)), Is.EqualTo("version.stale"));
            Assert.That(CodeOf(() => Versions.MustHaveWritten(1, "工单", "ticket")), Is.Null);
            Assert.That(CodeOf(() => Versions.MustHaveWritten(0, "工单", "ticket")), Is.EqualTo("version.stale"));
        });
    }

    private static string? CodeOf(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal.Code;
        }
    }
}
