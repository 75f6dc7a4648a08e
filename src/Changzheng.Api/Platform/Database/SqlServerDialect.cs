using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Changzheng.Api.Platform.Database;

/// <summary>For a town that has one.</summary>
internal sealed class SqlServerDialect : Dialect
{
    /// <summary>How long a start waits for another one that migrates and seeds.</summary>
    private const int StartWaitSeconds = 300;

    internal const string HoldStart =
        "EXEC @code = sp_getapplock @Resource = 'Changzheng.Api.Migrations', @LockMode = 'Exclusive', "
        + "@LockOwner = 'Session', @LockTimeout = 300000";

    internal const string ReleaseStart =
        "EXEC sp_releaseapplock @Resource = 'Changzheng.Api.Migrations', @LockOwner = 'Session'";

    public override string Name => "SqlServer";
    protected override string Page => "OFFSET @Skip ROWS FETCH NEXT @Take ROWS ONLY";
    protected override string Hold => "WITH (UPDLOCK, HOLDLOCK)";
    protected override string LongText => "NVARCHAR(MAX)";
    protected override string Ordinal => "COLLATE Latin1_General_100_BIN2";
    protected override string Each => "OPENJSON";

    public override DbDataSource DataSource(string connectionString) =>
        SqlClientFactory.Instance.CreateDataSource(connectionString);

    public override ValueTask<IDisposable?> WriteTurnAsync(string database, CancellationToken ct) =>
        ValueTask.FromResult<IDisposable?>(null);

    public override bool IsDuplicateKey(DbException exception) => exception is SqlException { Number: 2601 or 2627 };

    public override bool IsTransient(DbException exception) => exception is SqlException { Number: 1205 or 1222 };

    /// <summary>
    /// -2: the command timed out, which is what waiting for a lock ends in unless LOCK_TIMEOUT is set.
    /// </summary>
    public override bool IsBusy(DbException exception) =>
        exception is SqlException { Number: -2 } || IsTransient(exception);

    /// <summary>A file group (1101, 1105) or the transaction log (9002) has no room.</summary>
    public override bool IsStorageFull(DbException exception) =>
        exception is SqlException { Number: 1101 or 1105 or 9002 };

    public override string? FolderOf(string connectionString) => null;

    public override async Task WriteAllAsync(
        DbConnection connection,
        DbTransaction transaction,
        string sql,
        IEnumerable<object> rows,
        CancellationToken ct
    )
    {
        await using var command = new SqlCommand(sql, (SqlConnection)connection, (SqlTransaction)transaction);
        IReadOnlyList<(SqlParameter Parameter, Func<object, object?> Read)>? bound = null;
        foreach (var row in rows)
        {
            bound ??= SqlServerRows.Bind(command, row.GetType());
            foreach (var (parameter, read) in bound)
                SqlServerRows.Set(parameter, read(row));
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public override Task PrepareForManyAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    public override string? Backup(DbConnection connection, string file) =>
        $"BACKUP DATABASE [{connection.Database.Replace("]", "]]", StringComparison.Ordinal)}] TO DISK = N'{file.Replace("'", "''", StringComparison.Ordinal)}' WITH CHECKSUM, COPY_ONLY";

    public override string? Restore(DbConnection connection, string file) =>
        $"RESTORE DATABASE [{connection.Database.Replace("]", "]]", StringComparison.Ordinal)}] FROM DISK = N'{file.Replace("'", "''", StringComparison.Ordinal)}' WITH CHECKSUM, REPLACE";

    /// <summary>
    /// The server enforces references on every write; what was loaded around them is found by its own check.
    /// </summary>
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

    /// <summary>A lock of the session: the pool would hand it on with the connection, so it must be released.</summary>
    public override async Task HoldStartAsync(DbConnection connection, CancellationToken ct)
    {
        await using var hold = connection.CreateCommand();
        hold.CommandText = HoldStart;
        hold.CommandTimeout = StartWaitSeconds + 30;
        var code = new SqlParameter("@code", SqlDbType.Int) { Direction = ParameterDirection.Output };
        hold.Parameters.Add(code);
        await hold.ExecuteNonQueryAsync(ct);
        MustHold((int)code.Value);
    }

    public override async Task ReleaseStartAsync(DbConnection connection)
    {
        // A connection that broke took its session, and with it the lock, away.
        if (connection.State != ConnectionState.Open)
            return;
        await using var release = connection.CreateCommand();
        release.CommandText = ReleaseStart;
        await release.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public override string? FileOf(DbConnection connection) => null;

    /// <param name="code">What sp_getapplock returned: 0 or 1 when it is held, below 0 when it is not.</param>
    internal static void MustHold(int code)
    {
        if (code < 0)
            throw new InvalidOperationException(
                $"Another process is migrating or seeding this database "
                    + $"(sp_getapplock answered {code} after at most {StartWaitSeconds} seconds). Nothing was changed."
            );
    }
}
