using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Record that an occurrence was held</summary>
/// <remarks>
/// In time up to its last day, late after it. One day counts once. What is recorded more than five working days later
/// is a late entry and takes evidence.
/// </remarks>
/// <body>When, who took part, where, what it cost.</body>
internal static class HoldOccurrence
{
    /// <param name="On">The day it was held; today if omitted.</param>
    /// <param name="Participants">How many took part, by group.</param>
    /// <param name="Places">The units whose places it reached.</param>
    /// <param name="Cost">In yuan.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Evidence">佐证材料.</param>
    public sealed record Request(
        DateOnly? On = null,
        IReadOnlyList<ParticipantGroup>? Participants = null,
        IReadOnlyList<string>? Places = null,
        decimal? Cost = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        IReadOnlyList<Evidence>? Evidence = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new(
                new DateOnly(2022, 3, 4),
                [new("河长", 3)],
                ["310107102-GHB"],
                null,
                "巡查河道3条，发现问题2处",
                [Plan.Indicators.Evidence.Example]
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Participants).HoldsAtMost(20);
            RuleForEach(r => r.Participants)
                .ChildRules(group =>
                {
                    group.RuleFor(one => one.Group).NotEmpty().MaximumLength(50);
                    group.RuleFor(one => one.Number).InclusiveBetween(0, 1_000_000);
                });
            RuleFor(r => r.Places).HoldsAtMost(100);
            RuleForEach(r => r.Places).NotEmpty().MaximumLength(32);
            RuleFor(r => r.Cost).IsFigure();
            RuleFor(r => r.Cost).GreaterThanOrEqualTo(0);
            RuleFor(r => r.Note).MaximumLength(500);
            RuleFor(r => r.Evidence).IsEvidence();
        }
    }

    public static void Map(IEndpointRouteBuilder series) =>
        series.MapMove<Series, SeriesView, Request>(
            SeriesSubject.Instance,
            "{series}/occurrences/{occurrence}/hold",
            PlanRights.Report,
            [
                Refusals.ValueTooLarge,
                Refusals.ValueTooPrecise,
                SeriesRefusals.AlreadyHeld,
                SeriesRefusals.DayTaken,
                SeriesRefusals.EvidenceNeeded,
                SeriesRefusals.OccurrenceNotFound,
                SeriesRefusals.TooEarly,
            ],
            (series, request, context) =>
                series.Hold(
                    context.Part,
                    new Holding(
                        request.Participants ?? [],
                        request.Cost,
                        request.Places ?? [],
                        request.Note,
                        request.Evidence ?? []
                    ),
                    context
                )
        );
}
