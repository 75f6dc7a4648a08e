using System.Text.RegularExpressions;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>SQL stands where the nets look for it: in a constant whose name ends in Sql, sent as it is.</summary>
[TestFixture]
public sealed partial class SqlPlacesTests
{
    /// <summary>What is said to one database only, or before there is a schema.</summary>
    private static readonly string[] elsewhere =
    [
        "Platform/Database/SqliteDialect.cs",
        "Platform/Database/SqliteBackup.cs",
        "Platform/Database/SqlServerDialect.cs",
    ];

    [Test]
    public void SQL_is_written_in_constants() =>
        Assert.That(
            SourceTree
                .Api.Where(file => !elsewhere.Contains(file.Path))
                .SelectMany(file => Stray(file.Text).Select(stray => $"{file.Path}: {stray}")),
            Is.Empty
        );

    [Test]
    public void A_constant_is_sent_as_it_is() =>
        Assert.That(
            SourceTree.Api.SelectMany(file => Composed(file.Text).Select(composed => $"{file.Path}: {composed}")),
            Is.Empty
        );

    [Test]
    public void Only_Database_knows_the_drivers() =>
        Assert.That(
            SourceTree
                .Api.Where(file =>
                    !file.Path.StartsWith("Platform/Database/", StringComparison.Ordinal) && Driver().IsMatch(file.Text)
                )
                .Select(file => file.Path),
            Is.Empty
        );

    [TestCase("await db.QueryAsync<string>(\"SELECT Code FROM Plans\", null, ct)")]
    [TestCase("public const string Codes = \"SELECT Code FROM Plans\";")]
    [TestCase("private static readonly string CodesSql = \"SELECT Code FROM Plans\";")]
    [TestCase("var sql = $\"\"\"\n    UPDATE {table} SET Version = 1\n    \"\"\";")]
    [TestCase("var sql = @\"DELETE FROM Plans\";")]
    public void SQL_elsewhere_would_be_seen(string code) => Assert.That(Stray(code), Is.Not.Empty);

    [TestCase("await db.QueryAsync<int?>(FindSql + OrderSql, null, ct)")]
    [TestCase("await db.ExecuteAsync($\"{FindSql} {{page}}\", null, ct)")]
    [TestCase("await db.FindAsync<Plan>(FindSql.Replace(\"a\", \"b\"), null, ct)")]
    [TestCase("await db.FindAsync<Plan>(text, null, ct)")]
    [TestCase("await db.QueryAsync<string>(\n    BuiltFrom(filter), null, ct)")]
    public void A_composed_statement_would_be_seen(string code) => Assert.That(Composed(code), Is.Not.Empty);

    [TestCase("await db.QueryAsync<int?>(FindSql, null, ct)")]
    [TestCase("await db.QueryAsync<(string, int)>(Boards.IndicatorsSql, new { PlanCode = code }, ct)")]
    [TestCase("await db.ExecuteAsync(expected is null ? ReportSql : CorrectSql, null, ct)")]
    public void A_constant_is_let_through(string code) => Assert.That(Composed(code), Is.Empty);

    private static IEnumerable<string> Stray(string text) =>
        Written()
            .Matches(text)
            .Where(written => !Constant().IsMatch(text[..written.Index]))
            .Select(written => written.Value.Trim());

    private static IEnumerable<string> Composed(string text) =>
        Sent()
            .Matches(text)
            .Select(sent => sent.Groups[1].Value.Trim())
            .Where(sent => !sent.Split('?')[^1].Split(':').All(one => Named().IsMatch(one.Trim())));

    [GeneratedRegex(
        """[$@]*"+\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|CREATE|ALTER|DROP|EXEC|PRAGMA|REPLACE)\s+[\w({*]+\s*[^"]"""
    )]
    private static partial Regex Written();

    [GeneratedRegex(@"const string (\w+Sql|JournalScript) =\s*\z")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\bdb\.(?:QueryAsync|FindAsync|ExecuteAsync)(?:<[^;=]*?>)?\(\s*([^,;]+),")]
    private static partial Regex Sent();

    [GeneratedRegex(@"\b(Dapper|Microsoft\.Data\.Sqlite|Microsoft\.Data\.SqlClient|CreateCommand)\b")]
    private static partial Regex Driver();

    [GeneratedRegex(@"\A([A-Z]\w*\.)*[A-Z]\w*Sql\z")]
    private static partial Regex Named();
}
