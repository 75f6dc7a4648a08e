using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Changzheng.Api.Database;

/// <summary>For a town that has one.</summary>
internal sealed class SqlServerDialect : Dialect
{
    public override string Name => "SqlServer";
    protected override string Page => "OFFSET @Skip ROWS FETCH NEXT @Take ROWS ONLY";
    protected override string Hold => "WITH (UPDLOCK, HOLDLOCK)";
    protected override string LongText => "NVARCHAR(MAX)";
    protected override string Ordinal => "COLLATE Latin1_General_100_BIN2";
    protected override string Each => "OPENJSON";

    public override DbDataSource DataSource(string connectionString) => SqlClientFactory.Instance.CreateDataSource(connectionString);

    public override ValueTask<IDisposable?> WriteTurnAsync(string database, CancellationToken ct) => ValueTask.FromResult<IDisposable?>(null);

    public override bool IsDuplicateKey(DbException exception) => exception is SqlException { Number: 2601 or 2627 };

    public override bool IsTransient(DbException exception) => exception is SqlException { Number: 1205 or 1222 };

    /// <summary>A file group (1101, 1105) or the transaction log (9002) has no room.</summary>
    public override bool IsStorageFull(DbException exception) =>
        exception is SqlException { Number: 1101 or 1105 or 9002 };

    public override string? FolderOf(string connectionString) => null;

    public override async Task WriteAllAsync(DbConnection connection, DbTransaction transaction, string sql, IEnumerable<object> rows, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        (DbParameter Parameter, Func<object, object?> Read)[]? bound = null;
        foreach (var row in rows)
        {
            bound ??= [.. Columns.Of(row.GetType()).Select(column => (Bind(command, column.Name), column.Read))];
            foreach (var (parameter, read) in bound)
                parameter.Value = Columns.Laid(read(row)) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

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

    private static DbParameter Bind(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
