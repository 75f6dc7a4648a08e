using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Town.Units;

/// <summary>Lists the units of the tree.</summary>
internal static class ListUnits
{
    internal sealed record Query(UnitKind? Kind, string? Parent) : IQuery<IReadOnlyList<Unit>>;

    public static void Map(IEndpointRouteBuilder units) =>
        units
            .MapGet("", Handle)
            .WithName(nameof(ListUnits))
            .Needs(TownRights.Read)
            .SendsAs(UnitIntake.Table)
            .Refuses(Refusals.CursorInvalid, Refusals.RequestInvalid);

    /// <summary>List units</summary>
    /// <remarks>
    /// The tree from the district down: town, offices, centres, neighbourhood and village committees.
    /// </remarks>
    /// <param name="kind">Only units of this kind.</param>
    /// <param name="parent">Only the units directly below this one.</param>
    /// <response code="200">One page of units, by code.</response>
    internal static async Task<Ok<Page<Unit>>> Handle(
        IMediator mediator,
        Choice<UnitKind>? kind,
        string? parent,
        Paging page,
        CancellationToken ct
    )
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(kind, parent), ct), unit => unit.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(UnitTree tree) : IQueryHandler<Query, IReadOnlyList<Unit>>
    {
        public async Task<IReadOnlyList<Unit>> Handle(Query query, CancellationToken cancellationToken) =>
            [
                .. (await tree.AllAsync(cancellationToken)).Values.Where(unit =>
                    (query.Kind is null || unit.Kind == query.Kind)
                    && (query.Parent is null || unit.Parent == query.Parent)
                ),
            ];
    }
}
