using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
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
    /// <remarks>The ETag begins with the version of its wording, which an amendment names.</remarks>
    /// <param name="clock">The time.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="asOf">The day the figures are about; today unless told.</param>
    /// <param name="knownAt">The instant at which the figures were known, RFC 3339 with offset; now unless told. An amended measure is seen as it was worded then.</param>
    /// <param name="basis">Which figures count: all reported, or only those a reviewer confirmed.</param>
    /// <response code="200">The measure.</response>
    internal static async Task<Ok<MeasureView>> Handle(
        HttpContext context,
        IMediator mediator,
        TimeProvider clock,
        string plan,
        string code,
        DateOnly? asOf,
        string? knownAt,
        Choice<Basis>? basis,
        CancellationToken ct
    )
    {
        var measure = await mediator.Send(new Query(plan, code, Viewpoint.Of(asOf, knownAt, basis, clock)), ct);
        return Answer.Of(context, measure, measure.Version);
    }

    internal sealed class Handler(Boards boards) : IQueryHandler<Query, MeasureView>
    {
        public async Task<MeasureView> Handle(Query query, CancellationToken cancellationToken) =>
            MeasureView.Of((await boards.SeeAsync(query.Plan, query.Viewpoint, cancellationToken)).Measure(query.Code));
    }
}
