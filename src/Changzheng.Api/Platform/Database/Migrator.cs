using System.Data.Common;
using System.Reflection;
using Dapper;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// Brings the schema up to date: embedded scripts in name order, each once, under a lock; a database from a newer
/// version is refused.
/// </summary>
internal sealed class Migrator(Dialect dialect, DbDataSource source, TimeProvider clock, ILogger<Migrator> log)
{
    public const string JournalScript =
        "CREATE TABLE Migrations (Name NVARCHAR(100) {ordinal} NOT NULL PRIMARY KEY, AppliedAt DATETIME2(3) NOT NULL)";
    public const string AppliedSql = "SELECT Name FROM Migrations ORDER BY Name";
    public const string RecordSql = "INSERT INTO Migrations (Name, AppliedAt) VALUES (@Name, @AppliedAt)";

    public static IReadOnlyList<(string Name, string Text)> Scripts(Dialect dialect) =>
        [
            .. Assembly
                .GetExecutingAssembly()
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && IsFor(dialect, name))
                .Order(StringComparer.Ordinal)
                .Select(name => (name, Read(name))),
        ];

    /// <summary>False where there is no journal yet; a database that does not answer throws.</summary>
    public async Task<bool> IsUpToDateAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return Scripts(dialect)
                .Select(script => script.Name)
                .SequenceEqual(await ReadAppliedAsync(connection, null, ct));
        }
        catch (DbException)
        {
            return false;
        }
    }

    public Task MigrateAsync(CancellationToken ct) => MigrateAsync(() => Task.CompletedTask, ct);

    /// <param name="then">What a first start does next, such as seeding; under the same lock.</param>
    public async Task MigrateAsync(Func<Task> then, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await dialect.HoldStartAsync(connection, ct);
        try
        {
            await EnsureJournalAsync(connection, ct);
            var scripts = Scripts(dialect);
            while (await ApplyNextAsync(connection, scripts, ct) is { } applied)
                log.LogInformation("Applied migration {Migration}", applied);
            await then();
        }
        finally
        {
            await dialect.ReleaseStartAsync(connection);
        }
    }

    /// <summary>
    /// Whether the journal exists is asked of the journal: what the servers' catalogues call things differs.
    /// </summary>
    private async Task EnsureJournalAsync(DbConnection connection, CancellationToken ct)
    {
        try
        {
            await ReadAppliedAsync(connection, null, ct);
            return;
        }
        catch (DbException) { }

        try
        {
            await connection.ExecuteAsync(new CommandDefinition(dialect.Speak(JournalScript), cancellationToken: ct));
        }
        catch (DbException)
        {
            await ReadAppliedAsync(connection, null, ct);
        }
    }

    /// <summary>
    /// The journal is read inside the script's own transaction, so that of two processes one applies it and the other
    /// sees it applied.
    /// </summary>
    private async Task<string?> ApplyNextAsync(
        DbConnection connection,
        IReadOnlyList<(string Name, string Text)> scripts,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var applied = await ReadAppliedAsync(connection, transaction, ct);
        if (applied.Except(scripts.Select(script => script.Name)).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException(
                $"The database was migrated by a newer version of this program (it knows {unknown}). Nothing was changed."
            );
        var next = scripts.FirstOrDefault(script => !applied.Contains(script.Name));
        if (next.Name is null)
            return null;
        foreach (var batch in Batches(next.Text))
            await connection.ExecuteAsync(
                new CommandDefinition(dialect.Speak(batch), transaction: transaction, cancellationToken: ct)
            );
        await connection.ExecuteAsync(
            new CommandDefinition(
                dialect.Speak(RecordSql),
                new { next.Name, AppliedAt = clock.GetUtcNow() },
                transaction,
                cancellationToken: ct
            )
        );
        await transaction.CommitAsync(ct);
        return next.Name;
    }

    public static IEnumerable<string> Batches(string script) =>
        script.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<IReadOnlyList<string>> ReadAppliedAsync(
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken ct
    ) =>
        [
            .. await connection.QueryAsync<string>(
                new CommandDefinition(dialect.Speak(AppliedSql), transaction: transaction, cancellationToken: ct)
            ),
        ];

    private static bool IsFor(Dialect dialect, string name) =>
        name.Split('.') is [_, "sql"] || name.Split('.') is [_, var only, "sql"] && only == dialect.Name;

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
