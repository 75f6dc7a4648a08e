using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Reads a measure's progress as it stands, and everything that was ever said of it.</summary>
internal static class ListProgress
{
    internal sealed record Query(string Plan, string Code) : IQuery<IReadOnlyList<MeasureProgress>>;

    private static readonly Exports.Table<MeasureProgress> table = new(
        "举措进展",
        new(MeasureProgress.Example)
        {
            { "版本", progress => progress.Version },
            { "事项", progress => progress.Status },
            { "档次", progress => progress.Step },
            { "完成度", progress => progress.Completion, Shown.AsPercentage },
            { "说明", progress => progress.Note },
            { "evidence", "佐证材料", progress => Evidence.Text(progress.Evidence) },
            { "所属日期", progress => progress.On },
            { "记录时间", progress => progress.RecordedAt },
            { "记录人", progress => progress.RecordedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder plans)
    {
        plans
            .MapGet("{plan}/measures/{code}/progress", HandleCurrent)
            .WithName("GetProgress")
            .Needs(PlanRights.Read)
            .Refuses(PlanRefusals.NotFound, MeasureRefusals.NotFound, MeasureRefusals.ProgressNotFound);
        plans
            .MapGet("{plan}/measures/{code}/progress/history", HandleHistory)
            .WithName("ListProgressHistory")
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound, MeasureRefusals.NotFound);
    }

    /// <summary>Read a measure's progress</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <response code="200">What last happened to it.</response>
    internal static async Task<Ok<MeasureProgress>> HandleCurrent(
        IMediator mediator,
        string plan,
        string code,
        CancellationToken ct
    )
    {
        var history = await mediator.Send(new Query(plan, code), ct);
        return history.Count == 0 ? throw MeasureRefusals.ProgressNotFound.ToRefusal() : TypedResults.Ok(history[^1]);
    }

    /// <summary>List everything said of a measure's progress</summary>
    /// <remarks>Append-only: who reported, asked for sign-off, signed off or returned it, when and why.</remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <response code="200">The versions, the first first.</response>
    internal static async Task<Ok<Page<MeasureProgress>>> HandleHistory(
        IMediator mediator,
        string plan,
        string code,
        Paging page,
        CancellationToken ct
    )
    {
        return TypedResults.Ok(
            page.Cut(
                await mediator.Send(new Query(plan, code), ct),
                progress => $"{progress.Version:00000000}",
                StringComparer.Ordinal
            )
        );
    }

    internal sealed class Handler(Boards boards, ProgressLedger ledger, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<MeasureProgress>>
    {
        public async Task<IReadOnlyList<MeasureProgress>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await boards.SeeAsync(query.Plan, Viewpoint.Of(null, null, null, clock), cancellationToken);
            board.Measure(query.Code);
            return
            [
                .. (await ledger.HistoryAsync(query.Plan, query.Code, cancellationToken)).Select(version =>
                    version.View(board.Plan)
                ),
            ];
        }
    }
}
