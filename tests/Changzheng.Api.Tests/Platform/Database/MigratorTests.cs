using System.Data.Common;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests.Platform.Database;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public sealed class MigratorTests(string database)
{
    private static readonly DateTimeOffset now = new(2022, 7, 5, 1, 0, 0, TimeSpan.Zero);

    private readonly Dialect dialect = Dialect.Named(database);
    private string connectionString = "";
    private Func<ValueTask> drop = null!;
    private DbDataSource source = null!;

    private IEnumerable<string> Known => Migrator.Scripts(dialect).Select(script => script.Name);

    [SetUp]
    public async Task CreateAsync()
    {
        (connectionString, drop) = await Databases.CreateAsync(database);
        source = dialect.DataSource(connectionString);
    }

    [TearDown]
    public async Task DropAsync()
    {
        await source.DisposeAsync();
        await drop();
    }

    [Test]
    public async Task The_first_run_applies_every_script_and_journals_it()
    {
        await MigratorAt(now).MigrateAsync(CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await JournalAsync(), Is.EqualTo(Known.Select(name => (name, now))));
            Assert.That(await AskAsync<long>("SELECT Position FROM ChangeFeedHead"), Is.EqualTo(new[] { 0L }));
        });
    }

    [Test]
    public async Task A_second_run_does_nothing()
    {
        await MigratorAt(now).MigrateAsync(CancellationToken.None);

        await MigratorAt(now.AddDays(1)).MigrateAsync(CancellationToken.None);

        Assert.That(await JournalAsync(), Is.EqualTo(Known.Select(name => (name, now))));
    }

    [Test, Repeat(5)]
    public async Task Two_at_once_apply_each_script_once()
    {
        using var start = new Barrier(2);
        var both = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Factory.StartNew(
                        async () =>
                        {
                            await using var own = dialect.DataSource(connectionString);
                            start.SignalAndWait();
                            await new Migrator(
                                dialect,
                                own,
                                new FakeTimeProvider(now),
                                NullLogger<Migrator>.Instance
                            ).MigrateAsync(CancellationToken.None);
                        },
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                    .Unwrap()
            );

        await Task.WhenAll(both);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((await JournalAsync()).Select(entry => entry.Name), Is.EqualTo(Known));
            Assert.That(await AskAsync<long>("SELECT Position FROM ChangeFeedHead"), Is.EqualTo(new[] { 0L }));
        });
    }

    [Test]
    public async Task One_that_comes_while_another_migrates_waits_and_finds_it_done()
    {
        var clock = new PausedClock();
        var first = Task.Run(() =>
            new Migrator(dialect, source, clock, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None)
        );
        await clock.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var second = Task.Run(() => MigratorAt(now.AddDays(1)).MigrateAsync(CancellationToken.None));
        await Task.Delay(500);
        var waited = !second.IsCompleted;
        clock.Go.Set();
        await Task.WhenAll(first, second);

        Assert.That(waited, Is.True);
        Assert.That(await JournalAsync(), Is.EqualTo(Known.Select(name => (name, now))));
    }

    [Test]
    public async Task A_database_that_knows_a_newer_script_is_refused_untouched()
    {
        await using (var connection = await source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(dialect.Speak(Migrator.JournalScript));
            await connection.ExecuteAsync(
                dialect.Speak(Migrator.RecordSql),
                new { Name = "9999_newer.sql", AppliedAt = now }
            );
        }

        var migrator = MigratorAt(now.AddDays(1));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(
                () => migrator.MigrateAsync(CancellationToken.None),
                Throws
                    .InvalidOperationException.With.Message.Contains("9999_newer.sql")
                    .And.Message.Contains("newer version")
                    .And.Message.Contains("Nothing was changed")
            );
            Assert.That(await JournalAsync(), Is.EqualTo(new[] { ("9999_newer.sql", now) }));
            Assert.That(() => AskAsync<string>("SELECT Code FROM Plans"), Throws.InstanceOf<DbException>());
            Assert.That(await migrator.IsUpToDateAsync(CancellationToken.None), Is.False);
        });
    }

    [Test]
    public async Task A_database_is_up_to_date_once_it_is_migrated()
    {
        var migrator = MigratorAt(now);
        var before = await migrator.IsUpToDateAsync(CancellationToken.None);

        await migrator.MigrateAsync(CancellationToken.None);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(before, Is.False);
            Assert.That(await migrator.IsUpToDateAsync(CancellationToken.None), Is.True);
        });
    }

    [Test]
    public async Task Hashes_kept_before_get_their_quarter_and_lose_half()
    {
        var (old, digest) = (new string('a', 32), new string('a', 32) + new string('b', 32));
        await using (var connection = await source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(dialect.Speak(Migrator.JournalScript));
            foreach (
                var (name, text) in Migrator
                    .Scripts(dialect)
                    .Where(script => string.CompareOrdinal(script.Name, "0006") < 0)
            )
            {
                foreach (var batch in Migrator.Batches(text))
                    await connection.ExecuteAsync(dialect.Speak(batch));
                await connection.ExecuteAsync(dialect.Speak(Migrator.RecordSql), new { Name = name, AppliedAt = now });
            }

            await connection.ExecuteAsync(
                "INSERT INTO Channels (Code, Name, NameEn, RepeatDays, Basis, Assumed) VALUES ('c', 'c', 'c', 30, 'c', 1)"
            );
            await connection.ExecuteAsync(
                "INSERT INTO TicketTypes (Channel, Code, Name, NameEn) VALUES ('c', 't', 't', 't')"
            );
            foreach (
                var (number, at, hash) in new[]
                {
                    ("T-1", "2022-03-31T23:59:59Z", digest),
                    ("T-2", "2022-12-01T00:00:00Z", digest),
                    ("T-3", "2022-05-01T00:00:00Z", null),
                }
            )
            {
                var ticket = new Ticket
                {
                    Number = number,
                    Channel = "c",
                    Type = "t",
                    RegisteredAt = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
                    PhoneHash = hash,
                    PlaceHash = hash,
                    ContentHash = digest,
                    Version = 1,
                };
                // The columns came later (0009, 0019).
                var insert = TicketLedger
                    .InsertSql.Replace(" ContentBy,", "", StringComparison.Ordinal)
                    .Replace(" BuildingHash, SubjectHash,", "", StringComparison.Ordinal)
                    .Replace($"{TicketColumns.Counted},", "", StringComparison.Ordinal)
                    .Replace(", ClosedCohortAt", "", StringComparison.Ordinal);
                await connection.ExecuteAsync(dialect.Speak(insert), ticket.Row());
            }
        }

        await MigratorAt(now).MigrateAsync(CancellationToken.None);

        Assert.That(
            (
                await AskAsync<Ticket>("SELECT Number, PhoneHash, PlaceHash, ContentHash FROM Tickets ORDER BY Number")
            ).Select(ticket => (ticket.PhoneHash, ticket.PlaceHash, ticket.ContentHash)),
            Is.EqualTo(
                new (string?, string?, string)[]
                {
                    ("2022Q1" + old, "2022Q1" + old, old),
                    ("2022Q4" + old, "2022Q4" + old, old),
                    (null, null, old),
                }
            )
        );
    }

    private Migrator MigratorAt(DateTimeOffset time) =>
        new(dialect, source, new FakeTimeProvider(time), NullLogger<Migrator>.Instance);

    private async Task<IReadOnlyList<(string Name, DateTimeOffset At)>> JournalAsync() =>
        [
            .. (await AskAsync<Entry>("SELECT Name, AppliedAt FROM Migrations ORDER BY Name")).Select(entry =>
                (entry.Name, entry.AppliedAt)
            ),
        ];

    private async Task<IEnumerable<T>> AskAsync<T>(string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QueryAsync<T>(sql);
    }

    private sealed record Entry
    {
        public string Name { get; init; } = "";
        public DateTimeOffset AppliedAt { get; init; }
    }

    /// <summary>Stops a migration where it journals its first script, before it commits.</summary>
    private sealed class PausedClock : TimeProvider
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public ManualResetEventSlim Go { get; } = new();

        public override DateTimeOffset GetUtcNow()
        {
            Reached.TrySetResult();
            Go.Wait(TimeSpan.FromSeconds(30));
            return now;
        }
    }
}
