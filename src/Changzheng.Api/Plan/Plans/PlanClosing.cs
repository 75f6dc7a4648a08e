using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Whether a plan's year takes reports: open, its closing asked for, closed.</summary>
public enum PlanState
{
    Open,
    CloseRequested,
    Closed,
}

/// <summary>What happened to a plan's year.</summary>
public enum ClosingAction
{
    Requested,
    Closed,
    Reopened,
}

/// <summary>A row of PlanClosings.</summary>
internal sealed record ClosingRow : HistoryRow
{
    public const string Columns =
        "PlanCode, Version, Action, DocumentNumber, Reason, RecordedAt, RecordedBy, CallerId, Hash";

    public const string AllSql = $"SELECT {Columns} FROM PlanClosings ORDER BY PlanCode, Version";

    public static readonly History<ClosingRow> History = new("PlanClosings", AllSql);

    public string PlanCode { get; init; } = "";
    public string Action { get; init; } = "";
    public string? DocumentNumber { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    /// <summary>The credential that recorded it; null in rows older than the column.</summary>
    public string? CallerId { get; init; }

    public override string GetSubject() => PlanCode;
}

/// <summary>One step of a plan's closing.</summary>
internal sealed record PlanClosing : AuthoredVersion
{
    public const string AllSql = """
        SELECT Version, Action, DocumentNumber, Reason, RecordedAt, RecordedBy, CallerId
        FROM PlanClosings
        WHERE PlanCode = @PlanCode
        ORDER BY Version
        """;

    public int Version { get; init; }
    public ClosingAction Action { get; init; }
    public string? DocumentNumber { get; init; }
    public string? Reason { get; init; }

    /// <summary>The request that waits for another person; null where none does.</summary>
    public static PlanClosing? FindRequest(IReadOnlyList<PlanClosing> history) =>
        history is [.., { Action: ClosingAction.Requested } request] ? request : null;
}

/// <summary>
/// The append-only history of the closing of plans' years. A plan's own row says whether it is closed now; it is moved
/// in the same transaction.
/// </summary>
internal sealed class PlanClosings(Db db, Caller caller, TimeProvider clock)
{
    public const string HoldSql =
        "UPDATE Plans SET Version = Version + 1 WHERE Code = @PlanCode AND Version = @Expected";

    public const string SetSql = "UPDATE Plans SET ClosedAt = @ClosedAt, ClosedBy = @ClosedBy WHERE Code = @PlanCode";

    public const string AppendSql = $"INSERT INTO PlanClosings {{insert {ClosingRow.Columns}}}";

    /// <summary>
    /// Moves the plan to its next version, which holds its row: two callers never decide from the same history.
    /// </summary>
    public async Task<IReadOnlyList<PlanClosing>> HoldAsync(AnnualPlan plan, int expected, CancellationToken ct)
    {
        if (await db.ExecuteAsync(HoldSql, new { PlanCode = plan.Code, Expected = expected }, ct) == 0)
            throw Refusals.Stale.WithDetail($"现为第 {plan.Version} 版。", $"The version is {plan.Version}.");
        return await ListAsync(plan.Code, ct);
    }

    public Task<IReadOnlyList<PlanClosing>> ListAsync(string plan, CancellationToken ct) =>
        db.QueryAsync<PlanClosing>(PlanClosing.AllSql, new { PlanCode = plan }, ct);

    /// <param name="history">What happened before, read while the plan was held.</param>
    /// <param name="next">What happens now; who and when are filled in.</param>
    /// <returns>The hash of the row.</returns>
    public async Task<string> AppendAsync(
        string plan,
        IReadOnlyList<PlanClosing> history,
        PlanClosing next,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var row = History.Seal(
            new ClosingRow
            {
                PlanCode = plan,
                Version = history.Count + 1,
                Action = next.Action.Text(),
                DocumentNumber = next.DocumentNumber,
                Reason = next.Reason,
                RecordedAt = now,
                RecordedBy = caller.Name,
                CallerId = caller.Id,
            }
        );
        await db.ExecuteAsync(AppendSql, row, ct);
        if (next.Action != ClosingAction.Requested)
        {
            var isClosed = next.Action == ClosingAction.Closed;
            var set = new
            {
                PlanCode = plan,
                ClosedAt = isClosed ? now : (DateTimeOffset?)null,
                ClosedBy = isClosed ? caller.Name : null,
            };
            await db.ExecuteAsync(SetSql, set, ct);
        }

        return row.Hash!;
    }
}
