using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Town.Units;

/// <summary>Reads one unit.</summary>
internal static class GetUnit
{
    internal sealed record Query(string Code) : IQuery<Unit>;

    public static void Map(IEndpointRouteBuilder units) =>
        units.MapGet("{code}", Handle).WithName(nameof(GetUnit)).Needs(TownRights.Read).Refuses(UnitRefusals.NotFound);

    /// <summary>Read a unit</summary>
    /// <param name="code">The unit.</param>
    /// <response code="200">The unit.</response>
    internal static async Task<Ok<Unit>> Handle(IMediator mediator, string code, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new Query(code), ct));

    internal sealed class Handler(UnitTree tree) : IQueryHandler<Query, Unit>
    {
        public async Task<Unit> Handle(Query query, CancellationToken cancellationToken) =>
            await tree.FindAsync(query.Code, cancellationToken);
    }
}
