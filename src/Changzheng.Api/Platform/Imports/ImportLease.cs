using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// A worker's lease on an import: claimed, renewed while it works, released or finished. An expired lease is claimed by
/// another worker; a statement of the former holder then changes no row.
/// </summary>
internal sealed class ImportLease(Db db, ImportRows rows, TimeProvider clock)
{
    /// <summary>An import is not claimed again after this many processes died over it.</summary>
    private const int MostDeaths = 2;

    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    public const string WaitingSql =
        $"SELECT {ImportRows.Columns} FROM Imports WHERE State = 'queued' OR (State = 'running' AND LeaseUntil < @Now) ORDER BY Id {{page}}";

    /// <summary>
    /// An expired lease of this same worker, left when the database did not answer, does not count as a death.
    /// </summary>
    public const string ClaimSql = """
        UPDATE Imports SET Deaths = CASE WHEN State = 'running' AND Worker <> @Worker THEN Deaths + 1 ELSE Deaths END,
            State = 'running', Worker = @Worker, LeaseUntil = @LeaseUntil, Attempts = Attempts + 1, StartedAt = @Now, Progress = 0,
            RowsRead = 0, RowsCreated = 0, RowsUpdated = 0, RowsUnchanged = 0, RowsSkipped = 0, RowsRejected = 0
        WHERE Id = @Id AND CancelAsked = 0 AND (State = 'queued' OR (State = 'running' AND LeaseUntil < @Now))
        """;

    public const string RenewSql = """
        UPDATE Imports SET LeaseUntil = @LeaseUntil, Progress = @Progress, RowsRead = @Read, RowsCreated = @Created, RowsUpdated = @Updated, RowsUnchanged = @Unchanged,
            RowsSkipped = @Skipped, RowsRejected = @Rejected
        WHERE Id = @Id AND Worker = @Worker AND State = 'running' AND CancelAsked = 0
        """;

    public const string FinishSql = """
        UPDATE Imports SET State = @State, FinishedAt = @Now, Progress = 1, Shown = @Shown, RowsRead = @Read, RowsCreated = @Created, RowsUpdated = @Updated,
            RowsUnchanged = @Unchanged, RowsSkipped = @Skipped, RowsRejected = @Rejected, Code = @Code, SealedDetail = @SealedDetail,
            SealedNotes = @SealedNotes
        WHERE Id = @Id AND Worker = @Worker AND State = 'running' AND CancelAsked = 0
        """;

    public const string GiveUpSql = """
        UPDATE Imports SET State = 'failed', FinishedAt = @Now, Progress = 1, Deaths = Deaths + 1, Code = @Code
        WHERE Id = @Id AND CancelAsked = 0 AND State = 'running' AND LeaseUntil < @Now
        """;

    public const string CancelAskedSql = "SELECT CancelAsked FROM Imports WHERE Id = @Id";

    /// <summary>Releases the lease; the next worker starts the import from the beginning.</summary>
    public const string ReleaseSql =
        "UPDATE Imports SET State = 'queued', Worker = NULL, LeaseUntil = NULL, Attempts = Attempts - @Back WHERE Id = @Id AND Worker = @Worker AND State = 'running'";

    /// <summary>
    /// For the worker that holds the lease, cancelled in its own process, perhaps before CancelAsked is written.
    /// </summary>
    public const string StopSql = """
        UPDATE Imports SET State = 'cancelled', CancelAsked = 1, FinishedAt = @Now
        WHERE Id = @Id AND State = 'running' AND Worker = @Worker
        """;

    public const string CancelSql =
        "UPDATE Imports SET State = 'cancelled', FinishedAt = @Now WHERE Id = @Id AND CancelAsked = 1 AND (State = 'queued' OR LeaseUntil < @Now OR Worker = @Worker)";

    /// <summary>Polled every second by every process, outside a transaction, so that it takes no write lock.</summary>
    public async Task<bool> AnyWaitingAsync(CancellationToken ct) =>
        (
            await db.QueryAsync<Import>(
                WaitingSql,
                new
                {
                    Now = clock.GetUtcNow(),
                    Skip = 0,
                    Take = 1,
                },
                ct
            )
        ).Count > 0;

    public async Task<Import?> ClaimAsync(string worker, CancellationToken ct)
    {
        foreach (
            var waiting in await db.QueryAsync<Import>(
                WaitingSql,
                new
                {
                    Now = clock.GetUtcNow(),
                    Skip = 0,
                    Take = 10,
                },
                ct
            )
        )
        {
            var now = clock.GetUtcNow();
            if (
                waiting.State == ImportState.Running
                && waiting.Worker != worker
                && waiting.Deaths + 1 >= MostDeaths
                && await db.ExecuteAsync(
                    GiveUpSql,
                    new
                    {
                        waiting.Id,
                        Now = now,
                        ImportRefusals.GaveUp.Code,
                    },
                    ct
                ) == 1
            )
                continue;
            if (
                await db.ExecuteAsync(
                    ClaimSql,
                    new
                    {
                        waiting.Id,
                        Worker = worker,
                        Now = now,
                        LeaseUntil = now + Duration,
                    },
                    ct
                ) == 1
            )
                return await rows.FindAsync(waiting.Id, ct);
            // Its process died after the cancellation was requested.
            await CancelAsync(waiting.Id, "", ct);
        }

        return null;
    }

    /// <returns>False when the import is no longer this worker's, or is to be cancelled.</returns>
    public async Task<bool> RenewAsync(string id, string worker, Pulse pulse, CancellationToken ct) =>
        await db.ExecuteAsync(
            RenewSql,
            new
            {
                Id = id,
                Worker = worker,
                LeaseUntil = clock.GetUtcNow() + Duration,
                pulse.Progress,
                pulse.Rows.Read,
                pulse.Rows.Created,
                pulse.Rows.Updated,
                pulse.Rows.Unchanged,
                pulse.Rows.Skipped,
                pulse.Rows.Rejected,
            },
            ct
        ) == 1;

    public async Task<bool> IsToBeCancelledAsync(string id, CancellationToken ct) =>
        await db.FindAsync<bool>(CancelAskedSql, new { Id = id }, ct);

    /// <summary>
    /// Fences the write: a worker whose import was claimed by another, or is to be cancelled, throws and rolls back.
    /// </summary>
    public async Task FinishAsync(
        Import import,
        string worker,
        ImportState state,
        RowCounts counts,
        IReadOnlyList<FileNote> notes,
        string? shown,
        ImportProblem? problem,
        CancellationToken ct
    )
    {
        if (
            await db.ExecuteAsync(
                FinishSql,
                new
                {
                    import.Id,
                    Worker = worker,
                    State = state.Text(),
                    Now = clock.GetUtcNow(),
                    Shown = shown,
                    counts.Read,
                    counts.Created,
                    counts.Updated,
                    counts.Unchanged,
                    counts.Skipped,
                    counts.Rejected,
                    problem?.Code,
                    SealedDetail = rows.Seal(problem?.Detail),
                    SealedNotes = rows.Seal(notes),
                },
                ct
            ) == 0
        )
            throw new OperationCanceledException($"Import {import.Id} is no longer this worker's.");
    }

    /// <param name="counts">Whether this counts as an attempt; not when the database was busy.</param>
    public Task ReleaseAsync(string id, string worker, bool counts, CancellationToken ct) =>
        db.ExecuteAsync(
            ReleaseSql,
            new
            {
                Id = id,
                Worker = worker,
                Back = counts ? 0 : 1,
            },
            ct
        );

    public Task CancelAsync(string id, string worker, CancellationToken ct) =>
        db.ExecuteAsync(
            CancelSql,
            new
            {
                Id = id,
                Worker = worker,
                Now = clock.GetUtcNow(),
            },
            ct
        );

    public Task StopAsync(string id, string worker, CancellationToken ct) =>
        db.ExecuteAsync(
            StopSql,
            new
            {
                Id = id,
                Worker = worker,
                Now = clock.GetUtcNow(),
            },
            ct
        );
}
