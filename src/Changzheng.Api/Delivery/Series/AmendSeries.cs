using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Amend a series</summary>
/// <remarks>
/// By a document: its name, its units, its cadence. Another cadence counts for the days to come: whatever was due by
/// today, or was already held, cancelled or excused, stays as it is, so that nothing missed disappears.
/// </remarks>
/// <body>All of what can be amended; what is left out is emptied, the cadence apart.</body>
internal static class AmendSeries
{
    /// <param name="Title">Its name.</param>
    /// <param name="DocumentNumber">The document that says so.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Cadence">频次 of the days to come; as before if omitted.</param>
    /// <param name="Feeds">The derived indicator its participants count for from now on; as before if omitted.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">主办部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Title,
        string DocumentNumber,
        [property: JsonConverter(typeof(Masked))] string Reason,
        string? Cadence = null,
        ParticipantFeed? Feeds = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new("河长制例会", "普长府〔2022〕21号", "防汛期加密", "FREQ=WEEKLY;BYDAY=FR", LeadUnit: "310107102-GHB");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.TitleEn).MaximumLength(300);
            RuleFor(r => r.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.Cadence).IsCadence();
            RuleFor(r => r.LeadUnit).MaximumLength(32);
            RuleFor(r => r.SupportingUnits).HoldsAtMost(50);
        }
    }

    public static void Map(IEndpointRouteBuilder series) =>
        series.MapMove<Series, SeriesView, Request>(
            SeriesSubject.Instance,
            "{series}",
            PlanRights.Amend,
            [Refusals.NoteNeeded, Refusals.TextTooLong, SeriesRefusals.CadenceMalformed, SeriesRefusals.FeedNotFound],
            (series, request, context) =>
                (request.Cadence is { } cadence ? series.Follow(cadence, context) : series) with
                {
                    Title = request.Title,
                    TitleEn = request.TitleEn,
                    Unit = request.LeadUnit,
                    SupportingUnits = request.SupportingUnits ?? [],
                    Feeds = request.Feeds ?? series.Feeds,
                },
            puts: "amend"
        );
}
