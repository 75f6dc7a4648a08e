using System.Text.Json.Nodes;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Board;

/// <summary>The whole board in one answer: pillars, their measures, their undertakings.</summary>
internal static class GetBoard
{
    internal sealed record Query(string Plan, Viewpoint Viewpoint) : IQuery<WholeBoard>;

    /// <param name="Summary">As the pillar summary has it: overall and each pillar.</param>
    /// <param name="Measures">The measures of each pillar, by code, in the order of the summary's pillars.</param>
    public sealed record WholeBoard(SummarisePillars.PillarSummary Summary, IReadOnlyList<PillarMeasures> Measures)
    {
        internal static WholeBoard Example =>
            new(SummarisePillars.PillarSummary.Example, [new PillarMeasures(4, [MeasureView.Example])]);
    }

    /// <param name="Pillar">The pillar's number.</param>
    /// <param name="Items">Its measures, by code, each with its undertakings.</param>
    public sealed record PillarMeasures(int Pillar, IReadOnlyList<MeasureView> Items);

    private sealed record SparseBoard(SummarisePillars.PillarSummary Summary, IReadOnlyList<SparsePillar> Measures);

    private sealed record SparsePillar(int Pillar, IReadOnlyList<JsonObject> Items);

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/board", Handle)
            .WithName(nameof(GetBoard))
            .AddEndpointFilter(PruneAsync)
            .Needs(PlanRights.Read)
            .Refuses(PlanRefusals.NotFound, Refusals.RequestInvalid);

    /// <summary>Read the whole board</summary>
    /// <remarks>
    /// One call for a screen: the summary, and every measure with its undertakings, from one viewpoint. With `fields` a
    /// measure has only those: code,title,lamp,completion,undertakings.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="fields">Only these fields of each measure, separated by commas; all if omitted.</param>
    /// <response code="200">The board.</response>
    internal static async Task<Ok<WholeBoard>> Handle(
        IMediator mediator,
        string plan,
        Viewpoint viewpoint,
        string? fields,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(plan, viewpoint), ct));

    private static async ValueTask<object?> PruneAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var context = invocation.HttpContext;
        var fields = SparseFields.Read(context, typeof(MeasureView));
        var answer = await next(invocation);
        if (fields is null || answer is not Ok<WholeBoard> { Value: { } board })
            return answer;
        var pillars = board.Measures.Select(pillar => new SparsePillar(
            pillar.Pillar,
            [.. pillar.Items.Select(measure => SparseFields.Prune(measure, fields, context))]
        ));
        return TypedResults.Ok(new SparseBoard(board.Summary, [.. pillars]));
    }

    internal sealed class Handler(BoardSummaries summaries) : IQueryHandler<Query, WholeBoard>
    {
        public async Task<WholeBoard> Handle(Query query, CancellationToken cancellationToken)
        {
            var (board, summary) = await summaries.SeeAsync(
                query.Plan,
                query.Viewpoint,
                query.Viewpoint.IsLatest,
                cancellationToken
            );
            return new WholeBoard(
                summary,
                [
                    .. board.Pillars.Select(pillar => new PillarMeasures(
                        pillar.Number,
                        [
                            .. board
                                .Measures.Where(measure => measure.Row.Pillar == pillar.Number)
                                .OrderBy(measure => measure.Row.Code, NaturalOrder.Instance)
                                .Select(MeasureView.Of),
                        ]
                    )),
                ]
            );
        }
    }
}
