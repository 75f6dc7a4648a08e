using System.Data.Common;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>
/// One start migrates and seeds at a time, and a start that failed leaves no lock with the pooled connection.
/// </summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public sealed class StartLockTests(string database)
{
    private readonly Dialect dialect = Dialect.Named(database);
    private string connectionString = "";
    private Func<ValueTask> drop = null!;

    [SetUp]
    public async Task CreateAsync() => (connectionString, drop) = await Databases.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await drop();

    [Test, CancelAfter(60_000)]
    public async Task A_start_that_failed_lets_the_next_one_begin()
    {
        // The source of the failed start keeps its connection, and what the session holds, in the pool.
        await using var failed = dialect.DataSource(connectionString);
        Assert.That(
            () => MigratorOf(failed).MigrateAsync(() => throw new InvalidDataException("A seed."), default),
            Throws.InstanceOf<InvalidDataException>()
        );

        await using var next = dialect.DataSource(connectionString + ";Pooling=False");
        var seeded = false;
        await MigratorOf(next)
            .MigrateAsync(
                () =>
                {
                    seeded = true;
                    return Task.CompletedTask;
                },
                CancellationToken.None
            );

        Assert.That(seeded, Is.True);
        Assert.That(await MigratorOf(next).IsUpToDateAsync(CancellationToken.None), Is.True);
    }

    private Migrator MigratorOf(DbDataSource source) =>
        new(dialect, source, new FakeTimeProvider(), NullLogger<Migrator>.Instance);
}
