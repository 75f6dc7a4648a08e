using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Changzheng.Api.Platform.Operations;
using Dapper;

namespace Changzheng.Api.Platform.Database;

/// <summary>One connection for one request: speaks the shared SQL, joins the command's transaction.</summary>
internal sealed class Db(Dialect dialect, DbDataSource source) : IAsyncDisposable
{
    private static readonly TimeSpan interrupting = TimeSpan.FromMilliseconds(200);

    private const string Attempt = "attempt";

    private DbConnection? connection;
    private DbTransaction? transaction;
    private readonly List<Action> onCommitted = [];

    public Dialect Dialect => dialect;

    public bool InTransaction => transaction is not null;

    /// <summary>How many statements so far have changed rows.</summary>
    public int Writes { get; private set; }

    public async Task<T> TransactAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        if (transaction is not null)
            return await work();

        var open = await OpenAsync(ct);
        using var turn = await dialect.WriteTurnAsync(open.ConnectionString, ct);
        await using var begun = await dialect.BeginAsync(open, ct);
        transaction = begun;
        try
        {
            var answer = await work();
            await begun.CommitAsync(CancellationToken.None);
            onCommitted.ForEach(act => act());
            return answer;
        }
        finally
        {
            transaction = null;
            onCommitted.Clear();
        }
    }

    /// <summary>
    /// Inside a transaction: what fails leaves nothing, and the transaction goes on. Outside one, the work is by
    /// itself.
    /// </summary>
    public async Task<T> AttemptAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        if (transaction is not { } around)
            return await work();
        await around.SaveAsync(Attempt, ct);
        try
        {
            return await work();
        }
        catch
        {
            await around.RollbackAsync(Attempt, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Until it is disposed, cancelling also ends a statement that is running and would not look at the token itself.
    /// Again and again, for between two statements there is nothing to end. Dispose it before the transaction is rolled
    /// back.
    /// </summary>
    public async Task<IAsyncDisposable> InterruptOnAsync(CancellationToken ct)
    {
        var open = await OpenAsync(ct);
        return new Timer(
            _ =>
            {
                if (ct.IsCancellationRequested)
                    dialect.Interrupt(open);
            },
            null,
            interrupting,
            interrupting
        );
    }

    /// <summary>Runs an action after the transaction has committed; a rollback drops it.</summary>
    public void OnCommitted(Action act) => onCommitted.Add(act);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        using var traced = Trace(sql);
        return (await (await OpenAsync(ct)).QueryAsync<T>(Command(sql, parameters, ct))).AsList();
    }

    public async Task<T?> FindAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        using var traced = Trace(sql);
        return await (await OpenAsync(ct)).QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct));
    }

    public async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken ct)
    {
        using var traced = Trace(sql);
        var rows = await (await OpenAsync(ct)).ExecuteAsync(Command(sql, parameters, ct));
        Writes += rows > 0 ? 1 : 0;
        return rows;
    }

    /// <summary>
    /// Every row as it is read, none of them kept; nothing else is asked of this connection meanwhile.
    /// </summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        using var traced = Trace(sql);
        var open = await OpenAsync(ct);
        await foreach (
            var row in open.QueryUnbufferedAsync<T>(dialect.Speak(sql), transaction: transaction).WithCancellation(ct)
        )
            yield return row;
    }

    /// <summary>
    /// Before so much is written in one transaction that it would not fit what a connection keeps in memory.
    /// </summary>
    public async Task PrepareForManyAsync(CancellationToken ct) =>
        await dialect.PrepareForManyAsync(await OpenAsync(ct), ct);

    /// <summary>
    /// One statement for many rows of one type, prepared once; a row's properties are its parameters.
    /// </summary>
    public async Task WriteAllAsync(string sql, IEnumerable<object> rows, CancellationToken ct)
    {
        using var traced = Trace(sql);
        Writes++;
        await dialect.WriteAllAsync(
            await OpenAsync(ct),
            transaction
                ?? throw new InvalidOperationException("Many rows are written in a transaction, or not at all."),
            dialect.Speak(sql),
            rows,
            ct
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private Activity? Trace(string sql) =>
        Observability
            .Source.StartActivity("sql", ActivityKind.Client)
            ?.SetTag("db.system.name", dialect.Name)
            .SetTag("db.query.text", sql);

    private CommandDefinition Command(string sql, object? parameters, CancellationToken ct) =>
        new(dialect.Speak(sql), parameters, transaction, cancellationToken: ct);

    private async ValueTask<DbConnection> OpenAsync(CancellationToken ct) =>
        connection ??= await source.OpenConnectionAsync(ct);
}
