using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Platform.Database;

/// <summary>The embedded default.</summary>
internal sealed class SqliteDialect : Dialect
{
    /// <summary>
    /// Microsoft.Data.Sqlite polls a busy database every 150 ms; one lane per file in this process spares the polling.
    /// </summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> lanes = new();

    public override string Name => "Sqlite";
    protected override string Page => "LIMIT @Take OFFSET @Skip";
    protected override string Hold => "";
    protected override string LongText => "TEXT";
    protected override string Ordinal => "COLLATE BINARY";
    protected override string Each => "json_each";

    public override DbDataSource DataSource(string connectionString) =>
        SqliteFactory.Instance.CreateDataSource(connectionString);

    public override async ValueTask<IDisposable?> WriteTurnAsync(string database, CancellationToken ct)
    {
        var lane = lanes.GetOrAdd(database, _ => new SemaphoreSlim(1));
        await lane.WaitAsync(ct);
        return new Turn(lane);
    }

    public override bool IsDuplicateKey(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };

    public override bool IsTransient(DbException exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 };

    /// <summary>
    /// Microsoft.Data.Sqlite waits for a lock without looking at the token: so it waits a second at a time.
    /// </summary>
    public override async ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct)
    {
        var (sqlite, patience) = ((SqliteConnection)connection, ((SqliteConnection)connection).DefaultTimeout);
        var until = Environment.TickCount64 + patience * 1000L;
        sqlite.DefaultTimeout = 1;
        try
        {
            while (true)
            {
                try
                {
                    return await sqlite.BeginTransactionAsync(ct);
                }
                catch (SqliteException busy)
                    when (IsTransient(busy) && (patience == 0 || Environment.TickCount64 < until))
                {
                    ct.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            sqlite.DefaultTimeout = patience;
        }
    }

    public override void Interrupt(DbConnection connection) =>
        SQLitePCL.raw.sqlite3_interrupt(((SqliteConnection)connection).Handle);

    /// <summary>
    /// SQLITE_FULL; and the disk errors that come of no room: a write that stopped short (778), the log's index file
    /// that cannot grow (4874) or be made (4618).
    /// </summary>
    public override bool IsStorageFull(DbException exception) =>
        exception
            is SqliteException { SqliteErrorCode: 13 }
                or SqliteException { SqliteExtendedErrorCode: 778 or 4874 or 4618 };

    public override string? FolderOf(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        var isFile =
            settings.Mode != SqliteOpenMode.Memory && settings.DataSource is { Length: > 0 } file && file[0] != ':';
        return isFile ? Path.GetDirectoryName(Path.GetFullPath(settings.DataSource)) : null;
    }

    /// <summary>Holds nothing: a script, and all seeds, are one transaction, which has the file to itself.</summary>
    public override async Task HoldStartAsync(DbConnection connection, CancellationToken ct)
    {
        await using var wal = connection.CreateCommand();
        wal.CommandText = "PRAGMA journal_mode = WAL";
        await wal.ExecuteNonQueryAsync(ct);
    }

    public override Task ReleaseStartAsync(DbConnection connection) => Task.CompletedTask;

    public override string? FileOf(DbConnection connection) =>
        File.Exists(connection.DataSource) ? connection.DataSource : null;

    public override Task WriteAllAsync(
        DbConnection connection,
        DbTransaction transaction,
        string sql,
        IEnumerable<object> rows,
        CancellationToken ct
    )
    {
        SqliteRows.Write((SqliteConnection)connection, sql, rows, ct);
        return Task.CompletedTask;
    }

    /// <summary>Two megabytes of pages would be written and read again for every other row.</summary>
    public override async Task PrepareForManyAsync(DbConnection connection, CancellationToken ct)
    {
        await using var cache = connection.CreateCommand();
        cache.CommandText = "PRAGMA cache_size = -32768";
        await cache.ExecuteNonQueryAsync(ct);
    }

    public override string? Backup(DbConnection connection, string file)
    {
        CreateForOwner(file);
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
        );
        copy.Open();
        ((SqliteConnection)connection).BackupDatabase(copy);
        return null;
    }

    public override string? Restore(DbConnection connection, string file)
    {
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        copy.Open();
        copy.BackupDatabase((SqliteConnection)connection);
        return null;
    }

    public override async Task<IReadOnlyList<string>> FaultsAsync(DbConnection connection, CancellationToken ct)
    {
        var faults = new List<string>();
        foreach (var check in new[] { "PRAGMA integrity_check", "PRAGMA foreign_key_check" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = check;
            await using var found = await command.ExecuteReaderAsync(ct);
            while (await found.ReadAsync(ct))
                faults.Add(string.Join(' ', Enumerable.Range(0, found.FieldCount).Select(found.GetValue)));
        }

        return [.. faults.Where(fault => fault != "ok")];
    }

    /// <summary>A copy holds all that the database does: only its owner may read it (mode 600).</summary>
    private static void CreateForOwner(string file)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
