using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using FluentValidation;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Open a series</summary>
/// <remarks>
/// The cadence is an RRULE of RFC 5545. Its days of the plan's year are moved to working days and stay as they are; a
/// calendar notice that comes later does not move what was promised.
/// </remarks>
/// <body>The series.</body>
internal static class OpenSeries
{
    /// <param name="Code">Not used before: 2022-river-chief.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Measures">The measures it answers for.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Kind">What is held.</param>
    /// <param name="Cadence">频次: an RRULE without its name.</param>
    /// <param name="StartsOn">The first day the cadence counts from; the year's first day if omitted.</param>
    /// <param name="GraceDays">How many working days after its day an occurrence is still in time; 5 if
    /// omitted.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">主办部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="Feeds">The derived indicator its participants count for.</param>
    /// <param name="Programme">多年计划: the programme it is a year of.</param>
    /// <param name="ProgrammeYear">Which year of it.</param>
    /// <param name="Predecessor">The series of the year before.</param>
    /// <param name="Assumed">True where no text says all of this.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        IReadOnlyList<string> Measures,
        string Title,
        SeriesKind Kind,
        string Cadence,
        DateOnly? StartsOn = null,
        int? GraceDays = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        ParticipantFeed? Feeds = null,
        string? Programme = null,
        int? ProgrammeYear = null,
        string? Predecessor = null,
        bool Assumed = false,
        DateOnly? On = null
    ) : IUndertakingOpening
    {
        internal static Request Example =>
            new(
                "2022-river-chief",
                "changzheng-2022",
                ["4.2.20"],
                "河长巡河",
                SeriesKind.Mechanism,
                "FREQ=MONTHLY;BYDAY=1FR",
                new DateOnly(2022, 1, 1),
                LeadUnit: "310107102-GHB",
                Assumed: true
            );
    }

    internal sealed class Validator : UndertakingValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Cadence).NotEmpty().IsCadence();
            RuleFor(r => r.GraceDays).InclusiveBetween(0, 60);
            RuleFor(r => r.Programme).MaximumLength(100);
            RuleFor(r => r.ProgrammeYear).InclusiveBetween(1, 30);
            RuleFor(r => r.Predecessor).MaximumLength(64);
        }
    }

    /// <summary>Working days of grace where a request names none (assumed).</summary>
    private const int UsualGrace = 5;

    public static void Map(IEndpointRouteBuilder series) =>
        series.MapOpen<Series, SeriesView, Request>(
            SeriesSubject.Instance,
            "",
            PlanRights.Amend,
            [SeriesRefusals.CadenceMalformed, SeriesRefusals.FeedNotFound],
            Open
        );

    internal static Series Open(Request request, DossierContext context)
    {
        var (year, grace) = (context.Plan.PlanYear, request.GraceDays ?? UsualGrace);
        var startsOn = request.StartsOn ?? new DateOnly(year, 1, 1);
        return new Series
        {
            Code = request.Code,
            PlanCode = request.Plan,
            Measures = request.Measures,
            Title = request.Title,
            TitleEn = request.TitleEn,
            Unit = request.LeadUnit,
            SupportingUnits = request.SupportingUnits ?? [],
            Kind = request.Kind,
            Cadence = request.Cadence,
            GraceDays = grace,
            Occurrences = Series.ListOccurrences(request.Cadence, startsOn, grace, 1, context),
            Feeds = request.Feeds,
            Programme = request.Programme,
            ProgrammeYear = request.ProgrammeYear,
            Predecessor = request.Predecessor,
            Assumed = request.Assumed,
        };
    }
}
