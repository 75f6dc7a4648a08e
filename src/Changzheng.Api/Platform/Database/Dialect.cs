using System.Collections.Concurrent;
using System.Data.Common;

namespace Changzheng.Api.Platform.Database;

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

    /// <summary>
    /// Follows a table name in a read that decides a later write: holds the row, or its absence, until commit.
    /// </summary>
    protected abstract string Hold { get; }

    /// <summary>Schema only: text without a length limit.</summary>
    protected abstract string LongText { get; }

    /// <summary>Schema only: compares and sorts by code point.</summary>
    protected abstract string Ordinal { get; }

    /// <summary>A table function with a column "value": the strings of a JSON array.</summary>
    protected abstract string Each { get; }

    public string Speak(string sql) =>
        spoken.GetOrAdd(
            sql,
            text =>
                ColumnLists
                    .Expand(text)
                    .Replace("{page}", Page, StringComparison.Ordinal)
                    .Replace("{hold}", Hold, StringComparison.Ordinal)
                    .Replace("{longtext}", LongText, StringComparison.Ordinal)
                    .Replace("{ordinal}", Ordinal, StringComparison.Ordinal)
                    .Replace("{each}", Each, StringComparison.Ordinal)
        );

    public abstract DbDataSource DataSource(string connectionString);

    /// <summary>Waits for the turn to write; disposing the answer gives the turn to the next.</summary>
    public abstract ValueTask<IDisposable?> WriteTurnAsync(string database, CancellationToken ct);

    public abstract bool IsDuplicateKey(DbException exception);

    /// <summary>True when the statement lost a race that a second try may win.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>
    /// True when a lock was not released in time (busy, lock timeout, deadlock): worth a retry later, not at once.
    /// </summary>
    public virtual bool IsBusy(DbException exception) => IsTransient(exception);

    /// <summary>
    /// Begins a transaction; waiting for another process to end its own stops within a second of being cancelled.
    /// </summary>
    public virtual ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct) =>
        connection.BeginTransactionAsync(ct);

    /// <summary>Ends the statement that runs on the connection, where cancelling it does not.</summary>
    public virtual void Interrupt(DbConnection connection) { }

    /// <summary>True when there is no room left to write to; reading goes on.</summary>
    public abstract bool IsStorageFull(DbException exception);

    /// <summary>The folder whose disk the database fills; null where it lies on a server.</summary>
    public abstract string? FolderOf(string connectionString);

    /// <summary>Copies the database to a file while it is used.</summary>
    /// <returns>Null when that is done; else the statement an operator runs on the server.</returns>
    public abstract string? Backup(DbConnection connection, string file);

    /// <summary>Puts what was backed up in place of what is there.</summary>
    /// <returns>Null when that is done; else the statement an operator runs on the server.</returns>
    public abstract string? Restore(DbConnection connection, string file);

    /// <summary>
    /// One statement for many rows of one type, prepared once; a row's properties are its parameters.
    /// </summary>
    public abstract Task WriteAllAsync(
        DbConnection connection,
        DbTransaction transaction,
        string sql,
        IEnumerable<object> rows,
        CancellationToken ct
    );

    /// <summary>Makes room on a connection for a long transaction.</summary>
    public abstract Task PrepareForManyAsync(DbConnection connection, CancellationToken ct);

    /// <summary>Rows that refer to nothing, and pages that cannot be read.</summary>
    public abstract Task<IReadOnlyList<string>> FaultsAsync(DbConnection connection, CancellationToken ct);

    /// <summary>Keeps two processes from migrating and seeding at once, until the connection releases it.</summary>
    public abstract Task HoldStartAsync(DbConnection connection, CancellationToken ct);

    /// <summary>The other half of <see cref="HoldStartAsync"/>; does nothing where nothing is held.</summary>
    public abstract Task ReleaseStartAsync(DbConnection connection);

    /// <summary>The file an open connection uses; null where the database is no file of this machine.</summary>
    public abstract string? FileOf(DbConnection connection);
}
