using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Plan.Board;

/// <summary>A board and its summary, each worked out once however often it is asked for.</summary>
internal sealed class BoardSummaries(Db db, Boards boards)
{
    public const string LastChangeSql = "SELECT HappenedAt FROM ChangeFeed WHERE Position = @Position";

    public const string FirstChangeSql =
        "SELECT HappenedAt FROM ChangeFeed WHERE Position = (SELECT MIN(Position) FROM ChangeFeed)";

    /// <summary>A board does not change: it is summed up once in each language.</summary>
    private static readonly ConditionalWeakTable<PlanBoard, ConcurrentDictionary<string, Summed>> summed = [];

    public async Task<(PlanBoard Board, SummarisePillars.PillarSummary Summary)> SeeAsync(
        string plan,
        Viewpoint viewpoint,
        bool isLatest,
        CancellationToken ct
    )
    {
        // Before the board: a change that comes between is on the board, and never the other way round.
        var known = isLatest ? await FindLastChangeAsync(plan, ct) : null;
        var board = await boards.SeeAsync(plan, viewpoint, ct);
        var sum = summed.GetValue(board, _ => new()).GetOrAdd(Words.Say("zh", "en"), _ => Sum(board));
        var seen = board.Viewpoint;
        var summary = new SummarisePillars.PillarSummary(
            plan,
            seen.AsOf,
            known ?? viewpoint.KnownAt,
            seen.Basis,
            board.Elapsed,
            sum.Overall,
            sum.Pillars
        );
        return (board, summary);
    }

    /// <summary>
    /// Not the time of asking, nor that of a change elsewhere: answer and ETag stay the same until something on the
    /// board changes. A change that is no longer kept is as old as the oldest that is, at least.
    /// </summary>
    private async Task<DateTimeOffset?> FindLastChangeAsync(string plan, CancellationToken ct)
    {
        var position = await boards.ReadPositionAsync(plan, ct);
        return await db.FindAsync<DateTimeOffset?>(LastChangeSql, new { Position = position }, ct)
            ?? await db.FindAsync<DateTimeOffset?>(FirstChangeSql, null, ct);
    }

    internal sealed record Summed(
        SummarisePillars.OverallCompletion Overall,
        IReadOnlyList<SummarisePillars.PillarCompletion> Pillars
    );

    internal static Summed Sum(PlanBoard board) =>
        new(
            SummarisePillars.OverallCompletion.Of(BoardSum.Of(board, board.Measures)),
            new SentList<SummarisePillars.PillarCompletion>([.. board.Pillars.Select(pillar => Sum(board, pillar))])
        );

    private static SummarisePillars.PillarCompletion Sum(PlanBoard board, PillarRow pillar) =>
        SummarisePillars.PillarCompletion.Of(
            pillar,
            BoardSum.Of(board, [.. board.Measures.Where(measure => measure.Row.Pillar == pillar.Number)]),
            $"/api/v1/plans/{board.Plan.Code}/measures?pillar={pillar.Number}{board.Viewpoint.Query}"
        );
}
