using Changzheng.Api.Platform.Lists;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Tests.Platform.Lists;

[TestFixture]
public sealed class LikeTests
{
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase("改造", "%改造%")]
    [TestCase("100%", "%100!%%")]
    [TestCase("a_b", "%a!_b%")]
    [TestCase("[a-z]", "%![a-z]%")]
    [TestCase("好!", "%好!!%")]
    [TestCase("!%_[", "%!!!%!_![%")]
    [TestCase("a\\b", "%a\\b%")]
    public void A_pattern_finds_the_text_as_it_is(string? text, string? pattern) =>
        Assert.That(Like.Containing(text), Is.EqualTo(pattern));

    [
        TestCase("100%", true),
        TestCase("100", true),
        TestCase("%", true),
        TestCase("完成率", true),
        TestCase("10_%", false),
        TestCase("1%%", false)
    ]
    public void SQLite_finds_it(string text, bool found)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        Assert.That(
            connection.QuerySingle<bool>(
                "SELECT '完成率100%' LIKE @Pattern ESCAPE '!'",
                new { Pattern = Like.Containing(text) }
            ),
            Is.EqualTo(found)
        );
    }
}
