using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Database;

/// <summary>
/// The few things SQLite and SQL Server say differently. Every other word of SQL is written once, in the slice
/// that needs it, in the part of the language both understand.
/// </summary>
internal abstract class Dialect
{
    public static readonly Dialect Sqlite = new SqliteDialect();
    public static readonly Dialect SqlServer = new SqlServerDialect();

    private readonly ConcurrentDictionary<string, string> spoken = new();

    public static Dialect Named(string name) =>
        name == Sqlite.Name ? Sqlite
        : name == SqlServer.Name ? SqlServer
        : throw new InvalidOperationException($"Database:Dialect is Sqlite or SqlServer, not '{name}'.");

    public abstract string Name { get; }

    /// <summary>Ends an ordered SELECT: skips @Skip rows and reads @Take.</summary>
    protected abstract string Page { get; }

    /// <summary>Follows a table name in a read that decides a later write: holds the row, or its absence, until commit.</summary>
    protected abstract string Hold { get; }

    /// <summary>Schema only: text without a length limit.</summary>
    protected abstract string LongText { get; }

    /// <summary>Schema only: compares and sorts by code point.</summary>
    protected abstract string Ordinal { get; }

    public string Speak(string sql) => spoken.GetOrAdd(sql, text => text
        .Replace("{page}", Page, StringComparison.Ordinal)
        .Replace("{hold}", Hold, StringComparison.Ordinal)
        .Replace("{longtext}", LongText, StringComparison.Ordinal)
        .Replace("{ordinal}", Ordinal, StringComparison.Ordinal));

    public abstract DbDataSource DataSource(string connectionString);

    /// <summary>Waits for the turn to write; disposing the answer gives the turn to the next.</summary>
    public abstract ValueTask<IDisposable?> WriteTurnAsync(string database, CancellationToken ct);

    public abstract bool IsDuplicateKey(DbException exception);

    /// <summary>True when the statement lost a race that a second try may win.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>Copies the database to a file while it is used.</summary>
    /// <returns>Null when that is done; else the statement an operator runs on the server.</returns>
    public abstract string? Backup(DbConnection connection, string file);

    /// <summary>Puts what was backed up in place of what is there.</summary>
    /// <returns>Null when that is done; else the statement an operator runs on the server.</returns>
    public abstract string? Restore(DbConnection connection, string file);

    /// <summary>Makes room on a connection for a long transaction.</summary>
    public abstract Task PrepareForManyAsync(DbConnection connection, CancellationToken ct);

    /// <summary>Rows that refer to nothing, and pages that cannot be read.</summary>
    public abstract Task<IReadOnlyList<string>> FaultsAsync(DbConnection connection, CancellationToken ct);

    /// <summary>Keeps two processes from migrating at once; held until the connection is closed or the transaction ends.</summary>
    public abstract Task HoldMigrationsAsync(DbConnection connection, CancellationToken ct);

    private sealed class SqliteDialect : Dialect
    {
        /// <summary>Microsoft.Data.Sqlite polls a busy database every 150 ms; one lane per file in this process spares the polling.</summary>
        private readonly ConcurrentDictionary<string, SemaphoreSlim> lanes = new();

        public override string Name => "Sqlite";
        protected override string Page => "LIMIT @Take OFFSET @Skip";
        protected override string Hold => "";
        protected override string LongText => "TEXT";
        protected override string Ordinal => "COLLATE BINARY";

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

        public override async Task HoldMigrationsAsync(DbConnection connection, CancellationToken ct)
        {
            await using var wal = connection.CreateCommand();
            wal.CommandText = "PRAGMA journal_mode = WAL";
            await wal.ExecuteNonQueryAsync(ct);
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
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            copy.Open();
            ((SqliteConnection)connection).BackupDatabase(copy);
            return null;
        }

        public override string? Restore(DbConnection connection, string file)
        {
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
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

        private sealed class Turn(SemaphoreSlim lane) : IDisposable
        {
            public void Dispose() => lane.Release();
        }
    }

    private sealed class SqlServerDialect : Dialect
    {
        public override string Name => "SqlServer";
        protected override string Page => "OFFSET @Skip ROWS FETCH NEXT @Take ROWS ONLY";
        protected override string Hold => "WITH (UPDLOCK, HOLDLOCK)";
        protected override string LongText => "NVARCHAR(MAX)";
        protected override string Ordinal => "COLLATE Latin1_General_100_BIN2";

        public override DbDataSource DataSource(string connectionString) => SqlClientFactory.Instance.CreateDataSource(connectionString);

        public override ValueTask<IDisposable?> WriteTurnAsync(string database, CancellationToken ct) => ValueTask.FromResult<IDisposable?>(null);

        public override bool IsDuplicateKey(DbException exception) => exception is SqlException { Number: 2601 or 2627 };

        public override bool IsTransient(DbException exception) => exception is SqlException { Number: 1205 or 1222 };

        public override Task PrepareForManyAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

        public override string? Backup(DbConnection connection, string file) =>
            $"BACKUP DATABASE [{connection.Database.Replace("]", "]]", StringComparison.Ordinal)}] TO DISK = N'{file.Replace("'", "''", StringComparison.Ordinal)}' WITH CHECKSUM, COPY_ONLY";

        public override string? Restore(DbConnection connection, string file) =>
            $"RESTORE DATABASE [{connection.Database.Replace("]", "]]", StringComparison.Ordinal)}] FROM DISK = N'{file.Replace("'", "''", StringComparison.Ordinal)}' WITH CHECKSUM, REPLACE";

        /// <summary>The server enforces references on every write; what was loaded around them is found by its own check.</summary>
        public override async Task<IReadOnlyList<string>> FaultsAsync(DbConnection connection, CancellationToken ct)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "DBCC CHECKCONSTRAINTS WITH ALL_CONSTRAINTS";
            await using var found = await command.ExecuteReaderAsync(ct);
            var faults = new List<string>();
            while (await found.ReadAsync(ct))
                faults.Add(string.Join(' ', Enumerable.Range(0, found.FieldCount).Select(found.GetValue)));
            return faults;
        }

        public override async Task HoldMigrationsAsync(DbConnection connection, CancellationToken ct)
        {
            await using var held = connection.CreateCommand();
            held.CommandText = "EXEC sp_getapplock @Resource = 'Changzheng.Api.Migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 60000";
            await held.ExecuteNonQueryAsync(ct);
        }
    }
}
