using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Reads one indicator with where it stands and why.</summary>
internal static class GetIndicator
{
    internal sealed record Query(string Code, Viewpoint Viewpoint) : IQuery<IndicatorView>;

    public static void Map(IEndpointRouteBuilder indicators) =>
        indicators
            .MapGet("{code}", Handle)
            .WithName(nameof(GetIndicator))
            .Needs(PlanRights.Read)
            .Refuses(Refusals.RequestInvalid, IndicatorRefusals.NotFound);

    /// <summary>Read an indicator</summary>
    /// <param name="code">The indicator.</param>
    /// <response code="200">The indicator.</response>
    internal static async Task<Ok<IndicatorView>> Handle(
        IMediator mediator,
        string code,
        Viewpoint viewpoint,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(code, viewpoint), ct));

    internal sealed class Handler(IndicatorRows indicators, Boards boards) : IQueryHandler<Query, IndicatorView>
    {
        public async Task<IndicatorView> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await boards.SeeAsync(
                (await indicators.FindAsync(query.Code, cancellationToken)).PlanCode,
                query.Viewpoint,
                cancellationToken
            );
            return board.Indicators.TryGetValue(query.Code, out var indicator)
                ? IndicatorView.Of(board, indicator)
                : throw IndicatorRefusals.NotFound.WithDetail(
                    $"从所问的日子和时刻看，还没有指标 {query.Code}。",
                    $"Seen from the day and instant asked about, there is no indicator {query.Code} yet."
                );
        }
    }
}
