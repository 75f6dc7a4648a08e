using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Reads one measure.</summary>
internal static class GetMeasure
{
    internal sealed record Query(string Plan, string Code, Viewpoint Viewpoint) : IQuery<MeasureView>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/measures/{code}", Handle)
            .WithName(nameof(GetMeasure))
            .Needs(PlanRights.Read)
            .Refuses(Refusals.RequestInvalid, PlanRefusals.NotFound, MeasureRefusals.NotFound);

    /// <summary>Read a measure</summary>
    /// <remarks>
    /// The ETag begins with the version of its wording, which an amendment names. With knownAt an amended measure is
    /// seen as it was worded then.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <response code="200">The measure.</response>
    internal static async Task<Ok<MeasureView>> Handle(
        IMediator mediator,
        string plan,
        string code,
        Viewpoint viewpoint,
        CancellationToken ct
    )
    {
        var measure = await mediator.Send(new Query(plan, code, viewpoint), ct);
        return TypedResults.Ok(measure);
    }

    internal sealed class Handler(Boards boards) : IQueryHandler<Query, MeasureView>
    {
        public async Task<MeasureView> Handle(Query query, CancellationToken cancellationToken) =>
            MeasureView.Of((await boards.SeeAsync(query.Plan, query.Viewpoint, cancellationToken)).Measure(query.Code));
    }
}
