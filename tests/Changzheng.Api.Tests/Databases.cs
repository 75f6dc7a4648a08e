using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Testcontainers.MsSql;

namespace Changzheng.Api.Tests;

/// <summary>
/// The databases the suite runs on: SQLite always; SQL Server when CHANGZHENG_TEST_SQLSERVER is 'docker' or a
/// connection string, else its fixtures are listed as ignored with the reason.
/// </summary>
[SetUpFixture]
public sealed class Databases
{
    public const string Variable = "CHANGZHENG_TEST_SQLSERVER";

    private static readonly string? sqlServer = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? given
        : null;
    private static readonly Lazy<Task<MsSqlContainer>> container = new(async () =>
    {
        var started = new MsSqlBuilder("mcr.microsoft.com/mssql/server:2022-latest").Build();
        await started.StartAsync();
        return started;
    });

    public static IEnumerable<TestFixtureData> All()
    {
        yield return new TestFixtureData("Sqlite").SetArgDisplayNames("Sqlite");
        var onSqlServer = new TestFixtureData("SqlServer").SetArgDisplayNames("SqlServer");
        yield return sqlServer is null
            ? onSqlServer.Ignore($"Set {Variable} to 'docker' or to a connection string.")
            : onSqlServer;
    }

    /// <summary>An empty database of one's own, and what drops it.</summary>
    public static async Task<(string ConnectionString, Func<ValueTask> Drop)> CreateAsync(string database)
    {
        var name = $"changzheng_test_{Guid.CreateVersion7():N}";
        return database == "Sqlite" ? CreateFile(name) : await CreateOnServerAsync(name);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        SeededDatabase.Remove();
        if (container.IsValueCreated)
            await (await container.Value).DisposeAsync();
    }

    private static (string, Func<ValueTask>) CreateFile(string name)
    {
        var file = Path.Combine(Path.GetTempPath(), name + ".db");
        return (
            $"Data Source={file}",
            () =>
            {
                using (var pool = new SqliteConnection($"Data Source={file}"))
                    SqliteConnection.ClearPool(pool);
                foreach (var part in new[] { "", "-wal", "-shm", ".lock" })
                    File.Delete(file + part);
                return ValueTask.CompletedTask;
            }
        );
    }

    private static async Task<(string, Func<ValueTask>)> CreateOnServerAsync(string name)
    {
        var server = sqlServer == "docker" ? (await container.Value).GetConnectionString() : sqlServer!;
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var own = new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString();
        return (
            own,
            async () =>
            {
                await using (var pool = new SqlConnection(own))
                    SqlConnection.ClearPool(pool);
                await ExecuteAsync(server, $"DROP DATABASE {name}");
            }
        );
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(server) { InitialCatalog = "master" }.ToString()
        );
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
