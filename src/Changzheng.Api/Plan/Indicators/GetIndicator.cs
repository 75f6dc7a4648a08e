using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
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
    /// <param name="clock">The time.</param>
    /// <param name="code">The indicator.</param>
    /// <param name="asOf">The day the figures are about; today unless told.</param>
    /// <param name="knownAt">The instant at which the figures were known, RFC 3339 with offset; now unless told.</param>
    /// <param name="basis">Which figures count: all reported, or only those a reviewer confirmed.</param>
    /// <response code="200">The indicator.</response>
    internal static async Task<Ok<IndicatorView>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string code,
        DateOnly? asOf,
        string? knownAt,
        Choice<Basis>? basis,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(code, Viewpoint.Of(asOf, knownAt, basis, clock)), ct));

    internal sealed class Handler(IndicatorRows indicators, Boards boards) : IQueryHandler<Query, IndicatorView>
    {
        public async Task<IndicatorView> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await boards.SeeAsync(
                (await indicators.FindAsync(query.Code, cancellationToken)).PlanCode,
                query.Viewpoint,
                cancellationToken
            );
            return IndicatorView.Of(board, board.Indicators[query.Code]);
        }
    }
}
