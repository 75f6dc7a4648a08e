using System.Text;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>Statements wrong on purpose, each with the nets that must catch it: proof that the nets can fail.</summary>
[TestFixture]
public sealed class SqlNetsTests
{
    private static readonly Lazy<ILookup<string, string>> compiled = new(() =>
        ServerCompiler.Complaints(Schema.Current, Planted.Statements)
    );
    private static readonly Lazy<SqlitePlanner> planner = new(() => new SqlitePlanner());

    [OneTimeTearDown]
    public void Close()
    {
        if (planner.IsValueCreated)
            planner.Value.Dispose();
    }

    [TestCaseSource(typeof(Planted), nameof(Planted.Names))]
    public void A_wrong_statement_is_caught(string name)
    {
        var (nets, sql) = Planted.Wrong[name];
        var caught = new StringBuilder();
        if (ServerGrammar.Complaints(sql).Count > 0)
            caught.Append('g');
        else if (Differences.Complaints(Schema.Current, sql).Count > 0)
            caught.Append('d');
        if (compiled.Value[name].Any())
            caught.Append('c');
        if (planner.Value.Complaint(sql) is not null)
            caught.Append('s');
        Assert.That(
            caught.ToString(),
            Is.EqualTo(nets),
            $"{string.Join('\n', compiled.Value[name])}\n{planner.Value.Complaint(sql)}"
        );
    }

    [TestCaseSource(typeof(Planted), nameof(Planted.Good))]
    public void A_good_statement_is_let_through(string sql)
    {
        Assert.Multiple(() =>
        {
            Assert.That(ServerGrammar.Complaints(sql), Is.Empty);
            Assert.That(Differences.Complaints(Schema.Current, sql), Is.Empty);
            Assert.That(planner.Value.Complaint(sql), Is.Null);
            Assert.That(ServerCompiler.Complaints(Schema.Current, [new Statement("good", sql)])["good"], Is.Empty);
        });
    }

    [Test]
    public void A_table_that_names_no_table_is_caught_by_the_compiler()
    {
        var schema = new Schema([
            .. Statement.ServerBatches,
            new Statement(
                "wrong",
                "CREATE TABLE X (Unit INT NOT NULL, CONSTRAINT FK_X FOREIGN KEY (Unit) REFERENCES Nowhere (Id))"
            ),
        ]);

        Assert.That(ServerCompiler.Complaints(schema, []).SelectMany(named => named), Is.Not.Empty);
    }

    [Test]
    public void A_script_that_SQLite_cannot_run_is_caught_by_running_it()
    {
        using var planner = new SqlitePlanner([
            new("first", "CREATE TABLE X (Id INT NOT NULL)"),
            new("wrong", "CREATE TABLE X (Name NVARCHAR(20) NOT NULL)"),
        ]);

        Assert.Multiple(() =>
        {
            Assert.That(planner.ComplaintOfBatch("first"), Is.Null);
            Assert.That(planner.ComplaintOfBatch("wrong"), Is.Not.Null);
        });
    }
}
