using Changzheng.Api.Access;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Plans;
using Changzheng.Api.Units;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Indicators;

/// <summary>Lists indicators with where they stand.</summary>
internal static class ListIndicators
{
    internal sealed record Query(string? Plan, int? Pillar, IndicatorKind? Kind, Lamp? Lamp, string? Unit, Viewpoint Viewpoint) : IQuery<IReadOnlyList<IndicatorView>>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("", Handle)
        .WithName(nameof(ListIndicators))
        .Needs(Right.ReadPlan)
        .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, Refusals.PlanNotFound, Refusals.UnitNotFound);

    /// <summary>List indicators</summary>
    /// <param name="context">The request.</param>
    /// <param name="sender">The mediator.</param>
    /// <param name="clock">The time.</param>
    /// <param name="plan">Only this plan's; every plan's unless told.</param>
    /// <param name="pillar">Only those its measures cite.</param>
    /// <param name="kind">Only this kind of promise.</param>
    /// <param name="lamp">Only this lamp.</param>
    /// <param name="unit">Only those led by this unit or one below it.</param>
    /// <param name="asOf">The day the figures are about; today unless told.</param>
    /// <param name="knownAt">The instant at which the figures were known, RFC 3339 with offset; now unless told.</param>
    /// <param name="basis">Which figures count: all reported, or only those a reviewer confirmed.</param>
    /// <param name="limit">How many rows a page holds: 50 unless told, 500 at most.</param>
    /// <param name="cursor">Where the page begins, from the last page's next.</param>
    /// <param name="count">True adds total.</param>
    /// <param name="ct">Cancels.</param>
    /// <response code="200">One page of indicators, by code.</response>
    internal static async Task<Ok<Page<IndicatorView>>> Handle(
        HttpContext context, ISender sender, TimeProvider clock, string? plan, int? pillar, Choice<IndicatorKind>? kind, Choice<Lamp>? lamp, string? unit,
        DateOnly? asOf, string? knownAt, Choice<Basis>? basis, int? limit, string? cursor, bool? count, CancellationToken ct)
    {
        var page = PageRequest.Of(limit, cursor, count);
        var query = new Query(plan, pillar, kind, lamp, unit, Viewpoint.Of(asOf, knownAt, basis, clock));
        return TypedResults.Ok(page.Cut(context, await sender.Send(query, ct), indicator => indicator.Code, StringComparer.Ordinal));
    }

    internal sealed class Handler(Db db, Boards boards, UnitTree units) : IQueryHandler<Query, IReadOnlyList<IndicatorView>>
    {
        public const string PlansSql = "SELECT Code FROM Plans ORDER BY Code";

        public async ValueTask<IReadOnlyList<IndicatorView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var plans = query.Plan is { } one ? [one] : await db.QueryAsync<string>(PlansSql, null, cancellationToken);
            var tree = await units.AllAsync(cancellationToken);
            if (query.Unit is not null && !tree.ContainsKey(query.Unit))
                throw Refusals.UnitNotFound.Because($"没有单位 {query.Unit}。", $"There is no unit {query.Unit}.");
            var found = new List<IndicatorView>();
            foreach (var plan in plans)
            {
                var board = await boards.SeeAsync(plan, query.Viewpoint, cancellationToken);
                var indicators = query.Pillar is { } pillar ? board.OfPillar(pillar) : board.Indicators.Values;
                found.AddRange(indicators
                    .Where(indicator => (query.Kind is null || indicator.Indicator.Kind == query.Kind) && (query.Lamp is null || indicator.Standing.Lamp == query.Lamp)
                        && (query.Unit is null || UnitTree.IsWithin(tree, indicator.Indicator.LeadUnit, query.Unit)))
                    .Select(indicator => IndicatorView.Of(board, indicator)));
            }

            return found;
        }
    }
}
