using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Lists a plan's measures with how far each is.</summary>
internal static class ListMeasures
{
    internal sealed record Query(
        string Plan,
        int? Pillar,
        string? Initiative,
        MeasureKind? Kind,
        Lamp? Lamp,
        MeasureState? State,
        string? LeadUnit,
        AnsweredBy? AnsweredBy,
        string? Q,
        Viewpoint Viewpoint
    ) : IQuery<IReadOnlyList<MeasureView>>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/measures", Handle)
            .WithName(nameof(ListMeasures))
            .Needs(PlanRights.Read)
            .SendsAs(MeasureSheet.Table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound);

    /// <summary>List a plan's measures</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pillar">Only this pillar's.</param>
    /// <param name="initiative">Only this initiative's: 4.2.</param>
    /// <param name="kind">Only those this mechanism answers for.</param>
    /// <param name="lamp">Only this lamp.</param>
    /// <param name="state">Only this state.</param>
    /// <param name="leadUnit">Only those this unit leads; <c>none</c> for those nobody leads.</param>
    /// <param name="answeredBy">Only those this kind of undertaking answers for; <c>none</c> for those without
    /// one.</param>
    /// <param name="q">Only those whose title or quote contains this text.</param>
    /// <response code="200">One page of measures, by code.</response>
    internal static async Task<Ok<Page<MeasureView>>> Handle(
        IMediator mediator,
        string plan,
        int? pillar,
        string? initiative,
        Choice<MeasureKind>? kind,
        Choice<Lamp>? lamp,
        Choice<MeasureState>? state,
        string? leadUnit,
        Choice<AnsweredBy>? answeredBy,
        string? q,
        Viewpoint viewpoint,
        Paging page,
        CancellationToken ct
    )
    {
        var query = new Query(plan, pillar, initiative, kind, lamp, state, leadUnit, answeredBy, q, viewpoint);
        return TypedResults.Ok(
            page.Cut(await mediator.Send(query, ct), measure => measure.Code, NaturalOrder.Instance)
        );
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Q).MaximumLength(100);
    }

    internal sealed class Handler(Boards boards) : IQueryHandler<Query, IReadOnlyList<MeasureView>>
    {
        public async Task<IReadOnlyList<MeasureView>> Handle(Query query, CancellationToken cancellationToken) =>
            [
                .. (await boards.SeeAsync(query.Plan, query.Viewpoint, cancellationToken))
                    .Measures.Where(measure => Fits(query, measure))
                    .Select(MeasureView.Of),
            ];

        private static bool Fits(Query query, MeasureStanding measure) =>
            (query.Pillar is null || measure.Row.Pillar == query.Pillar)
            && (query.Initiative is null || measure.Row.Initiative == query.Initiative)
            && (query.Kind is null || measure.Row.Kind == query.Kind)
            && (query.Lamp is null || measure.Lamp == query.Lamp)
            && (query.State is null || measure.State == query.State)
            && (query.LeadUnit is null || (measure.Row.LeadUnit ?? "none") == query.LeadUnit)
            && (query.AnsweredBy is not { } by || IsAnsweredBy(by, measure))
            && (
                query.Q is null
                || measure.Row.Title.Contains(query.Q, StringComparison.OrdinalIgnoreCase)
                || measure.Row.Quote.Contains(query.Q, StringComparison.OrdinalIgnoreCase)
            );

        private static bool IsAnsweredBy(AnsweredBy by, MeasureStanding measure) =>
            by == AnsweredBy.None
                ? measure.Undertakings.Count == 0
                : measure.Undertakings.Any(one => one.Contribution.Kind.Text() == by.Text());
    }
}
