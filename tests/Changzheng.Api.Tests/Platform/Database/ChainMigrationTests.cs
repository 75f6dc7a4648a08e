using System.Data.Common;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>
/// A database from before rows had hashes: its chain begins where it is migrated, and what was there is counted.
/// </summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public sealed class ChainMigrationTests(string database)
{
    private readonly Dialect dialect = Dialect.Named(database);
    private Func<ValueTask> drop = null!;
    private DbDataSource source = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        (var connectionString, drop) = await Databases.CreateAsync(database);
        source = dialect.DataSource(connectionString);
    }

    [TearDown]
    public async Task DropAsync()
    {
        await source.DisposeAsync();
        await drop();
    }

    [Test]
    public async Task What_was_there_is_counted_and_seen_by_whom_its_kind_says()
    {
        var now = new DateTimeOffset(2022, 7, 5, 1, 0, 0, TimeSpan.Zero);
        await using (var connection = await source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(dialect.Speak(Migrator.JournalScript));
            foreach (
                var (name, text) in Migrator
                    .Scripts(dialect)
                    .Where(script => string.CompareOrdinal(script.Name, "0012") < 0)
            )
            {
                foreach (var batch in Migrator.Batches(text))
                    await connection.ExecuteAsync(dialect.Speak(batch));
                await connection.ExecuteAsync(dialect.Speak(Migrator.RecordSql), new { Name = name, AppliedAt = now });
            }

            foreach (
                var (kind, position) in new[]
                {
                    "plan.issued",
                    "key.created",
                    "ticket.closed",
                    "indicator.value.reported",
                }.Select((kind, place) => (kind, place + 1))
            )
                await connection.ExecuteAsync(
                    "INSERT INTO ChangeFeed (Position, Kind, Subject, Data, HappenedAt, HappenedBy) VALUES (@position, @kind, 'x', '{}', @now, 'x')",
                    new
                    {
                        kind,
                        position,
                        now,
                    }
                );
            await connection.ExecuteAsync("UPDATE ChangeFeedHead SET Position = 4 WHERE Id = 1");
            await connection.ExecuteAsync(
                "INSERT INTO RateDefinitions (Code, Version, Title, TitleEn, Terms, Basis, Assumed, RecordedAt, RecordedBy) VALUES ('c', 1, 'c', 'c', '{}', 'c', 1, @now, 'c')",
                new { now }
            );
        }

        await new Migrator(dialect, source, new FakeTimeProvider(now), NullLogger<Migrator>.Instance).MigrateAsync(
            CancellationToken.None
        );

        await using var db = new Db(dialect, source);
        var proof = await new FeedChain(db).ProveAsync(null, _ => { }, CancellationToken.None);
        await using var migrated = await source.OpenConnectionAsync();
        Assert.That(
            (proof.Intact, proof.Rows, proof.Unchained, proof.Position, proof.Because),
            Is.EqualTo((true, 0L, 4L, 4L, (string?)null))
        );
        Assert.That(
            await migrated.QueryAsync<string?>("SELECT Unit FROM ChangeFeed ORDER BY Position"),
            Is.EqualTo(new[] { "*", "-", null, null })
        );
        Assert.That(
            (
                await db.QueryAsync<RecordsProof.UnhashedRows>(RecordsProof.UnhashedSql, null, CancellationToken.None)
            ).Select(one => (one.Name, one.Unhashed)),
            Is.EquivalentTo(
                new[]
                {
                    ("Additions", 0),
                    ("CategoryVersions", 0),
                    ("Contributions", 0),
                    ("DossierHistory", 0),
                    ("HotlineMonths", 0),
                    ("IndicatorVersions", 0),
                    ("MeasureForecasts", 0),
                    ("MeasureProgress", 0),
                    ("MeasureVersions", 0),
                    ("PlanClosings", 0),
                    ("RateDefinitions", 1),
                    ("ReportedValueVersions", 0),
                    ("TargetVersions", 0),
                    ("TicketEvents", 0),
                }
            )
        );
    }
}
