using System.Reflection;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>Every row type of the API, compared with the SQL that reads and writes it.</summary>
[TestFixture]
public sealed class RowNetTests
{
    private static readonly Lazy<SqlitePlanner> planner = new(() => new SqlitePlanner());

    private static readonly IReadOnlyList<RowNet.Read> reads = [.. RowNet.Reads()];

    private static IEnumerable<History> Histories =>
        typeof(History)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(declared => declared.FieldType.IsAssignableTo(typeof(History)))
            .Select(declared => (History)declared.GetValue(null)!);

    [OneTimeTearDown]
    public void Close()
    {
        if (planner.IsValueCreated)
            planner.Value.Dispose();
    }

    [Test]
    public void A_row_has_a_property_for_every_column_read_into_it()
    {
        Assert.Multiple(() =>
        {
            Assert.That(reads, Has.Count.GreaterThan(60));
            Assert.That(
                reads.SelectMany(read =>
                    RowNet.FindFaults(read.Row, Columns(read)).Select(fault => $"{read.Path}: {fault}")
                ),
                Is.Empty
            );
        });
    }

    /// <summary>Named here are the properties that no column holds: the program fills them after reading.</summary>
    [Test]
    public void A_property_of_a_row_is_selected_or_filled_by_the_program() =>
        Assert.That(
            reads
                .GroupBy(read => read.Row)
                .SelectMany(read => RowNet.FindNeverSelected(read.Key, read.SelectMany(Columns))),
            Is.EquivalentTo(
                new[]
                {
                    // Computed when the row is written.
                    "ValueVersion.Hash is never selected",
                    // From the rows of another table, and from the row before.
                    "FeedRow.OtherUnits is never selected",
                    "FeedRow.PreviousHash is never selected",
                    // Opened from SealedName, SealedDetail and SealedNotes.
                    "Import.FileName is never selected",
                    "Import.Detail is never selected",
                    "Import.Notes is never selected",
                }
            )
        );

    [Test]
    public void A_history_is_written_and_read_with_all_its_columns()
    {
        Assert.That(Histories.Count(), Is.GreaterThan(4));
        Assert.Multiple(() =>
        {
            foreach (var history in Histories)
            {
                var row = history.GetType().GetGenericArguments()[0];
                var properties = RowNet.Settable(row).Select(property => property.Name).ToList();
                var all = (string)history.GetType().GetProperty("Rows")!.GetValue(history)!;
                Assert.That(planner.Value.Columns(all), Is.EquivalentTo(properties), $"read: {history.Table}");
                Assert.That(Inserts(history.Table), Is.Not.Empty, history.Table);
                foreach (var columns in Inserts(history.Table))
                    Assert.That(columns, Is.EquivalentTo(properties), $"written: {history.Table}");
            }
        });
    }

    [Test]
    public void A_ticket_is_written_and_read_with_all_its_columns()
    {
        var written = new Ticket().Row().GetType().GetProperties().Select(property => property.Name).ToList();
        var held = RowNet.Settable(typeof(Ticket)).Select(property => property.Name).ToList();
        var computed = TicketColumns.Computed.Split(", ");

        Assert.Multiple(() =>
        {
            Assert.That(Inserts("Tickets").Single(), Is.EquivalentTo(written.Except(["Expected"])));
            Assert.That(Inserts("Tickets").Single().Except(computed), Is.EquivalentTo(held));
            Assert.That(planner.Value.Columns(TicketRows.OneSql), Is.EquivalentTo(held));
        });
    }

    [TestCaseSource(nameof(Statements))]
    public void A_column_is_given_the_value_of_its_name(string name) =>
        Assert.That(RowNet.FindMixedUp(Statement.Queries.Single(statement => statement.Name == name).Text), Is.Empty);

    private static IEnumerable<string> Statements =>
        Statement
            .Queries.Where(statement => RowNet.FindInsert(statement.Text) is not null)
            .Select(statement => statement.Name);

    [TestCase(
        "SELECT Code, Name, NameEn, RepeatDays, Basis FROM Channels",
        "Wrong.Assumed is required and not selected"
    )]
    [TestCase(
        "SELECT Code, Name, NameEn, RepeatDays, Basis, Assumed, 1 AS Extra FROM Channels",
        "Wrong has no property for the column Extra"
    )]
    public void A_row_that_does_not_fit_is_seen(string sql, string fault) =>
        Assert.That(RowNet.FindFaults(typeof(Wrong), planner.Value.Columns(sql)), Is.EqualTo(new[] { fault }));

    [Test]
    public void A_property_nothing_selects_is_seen() =>
        Assert.That(
            RowNet.FindNeverSelected(
                typeof(Wrong),
                planner.Value.Columns("SELECT Code, Name, NameEn, Basis, Assumed FROM Channels")
            ),
            Is.EqualTo(new[] { "Wrong.RepeatDays is never selected" })
        );

    [Test]
    public void Columns_that_are_mixed_up_are_seen() =>
        Assert.That(
            RowNet.FindMixedUp("INSERT INTO Channels (Code, Name) VALUES (@Name, @Code)"),
            Is.EqualTo(new[] { "Code is given @Name", "Name is given @Code" })
        );

    [Test]
    public void A_list_of_columns_stands_for_the_words_it_spares()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                ColumnLists.Expand("INSERT INTO T {insert A,\n  B} "),
                Is.EqualTo("INSERT INTO T (A, B) VALUES (@A, @B) ")
            );
            Assert.That(ColumnLists.Expand("UPDATE T SET {set A, B}"), Is.EqualTo("UPDATE T SET A = @A, B = @B"));
            Assert.That(
                ColumnLists.Expand("SELECT {of t A, B} FROM T t {page}"),
                Is.EqualTo("SELECT t.A, t.B FROM T t {page}")
            );
        });
    }

    private static IReadOnlyList<string> Columns(RowNet.Read read) => planner.Value.Columns(read.Statement.Text);

    private static IReadOnlyList<IReadOnlyList<string>> Inserts(string table) =>
        [
            .. Statement
                .Queries.Select(statement => RowNet.FindInsert(statement.Text))
                .Where(insert => insert?.Table == table)
                .Select(insert => insert!.Value.Columns),
        ];

    private sealed record Wrong
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string NameEn { get; init; } = "";
        public int RepeatDays { get; init; }
        public string Basis { get; init; } = "";
        public required bool Assumed { get; init; }
    }
}
