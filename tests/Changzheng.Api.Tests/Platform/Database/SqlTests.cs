namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>Every statement and every script, held to both databases without a server.</summary>
[TestFixture]
public sealed class SqlTests
{
    private static readonly Dictionary<string, string> texts = Statement
        .Queries.Concat(Statement.ServerBatches)
        .Concat(Statement.SqliteBatches)
        .Distinct()
        .ToDictionary(statement => statement.Name, statement => statement.Text);

    private static readonly Lazy<ILookup<string, string>> compiled = new(() =>
        ServerCompiler.Complaints(Schema.Current, Statement.Queries.Concat(Statement.ServerBatches))
    );
    private static readonly Lazy<SqlitePlanner> planner = new(() => new SqlitePlanner());

    private static IEnumerable<string> Queries => Statement.Queries.Select(statement => statement.Name);
    private static IEnumerable<string> TicketQueries =>
        Queries.Where(name => texts[name].Contains("FROM Tickets", StringComparison.Ordinal));
    private static IEnumerable<string> ServerBatches => Statement.ServerBatches.Select(statement => statement.Name);
    private static IEnumerable<string> SqliteBatches => Statement.SqliteBatches.Select(statement => statement.Name);
    private static IEnumerable<string> SharedBatches => Statement.SharedBatches.Select(statement => statement.Name);

    [OneTimeTearDown]
    public void Close()
    {
        if (planner.IsValueCreated)
            planner.Value.Dispose();
    }

    [TestCaseSource(nameof(Queries)), TestCaseSource(nameof(ServerBatches))]
    public void SqlServer_can_read_it(string name) => Assert.That(ServerGrammar.Complaints(texts[name]), Is.Empty);

    [TestCaseSource(nameof(Queries)), TestCaseSource(nameof(ServerBatches))]
    public void SqlServer_finds_every_table_column_and_parameter(string name) =>
        Assert.That(compiled.Value[name], Is.Empty);

    [TestCaseSource(nameof(Queries))]
    public void Sqlite_can_plan_it_on_our_schema(string name) =>
        Assert.That(planner.Value.Complaint(texts[name]), Is.Null);

    /// <summary>
    /// A town keeps its tickets for years, and nearly all are of one channel: whoever walks them all walks longer every
    /// year.
    /// </summary>
    [TestCaseSource(nameof(TicketQueries))]
    public void It_walks_tickets_by_what_few_have_in_common_or_by_the_page(string name) =>
        Assert.That(
            planner
                .Value.Steps(texts[name])
                .Where(step =>
                    step.EndsWith("(Channel=?)", StringComparison.Ordinal)
                    || (
                        step.StartsWith("SCAN t", StringComparison.Ordinal)
                        && !texts[name].Contains("{page}", StringComparison.Ordinal)
                    )
                ),
            Is.Empty
        );

    [TestCaseSource(nameof(SqliteBatches))]
    public void Sqlite_can_run_it(string name) => Assert.That(planner.Value.ComplaintOfBatch(name), Is.Null);

    [TestCaseSource(nameof(Queries)), TestCaseSource(nameof(SharedBatches))]
    public void It_says_nothing_they_understand_differently(string name) =>
        Assert.That(Differences.Complaints(Schema.Current, texts[name]), Is.Empty);

    [Test]
    public void No_complaint_of_the_compiler_is_nobodys() =>
        Assert.That(compiled.Value.Select(named => named.Key), Is.SubsetOf(texts.Keys));

    [Test]
    public void The_nets_see_the_statements_and_the_scripts()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                Queries,
                Has.Some.EqualTo("Migrator.AppliedSql").And.Some.EqualTo("LoadNotice.Handler.NoticeSql")
            );
            Assert.That(Queries.Count(), Is.GreaterThan(50));
            Assert.That(ServerBatches, Has.Some.EqualTo("0001_plan.sql 1"));
            Assert.That(Schema.Current.Tables.Count(), Is.GreaterThan(20));
        });
    }
}
