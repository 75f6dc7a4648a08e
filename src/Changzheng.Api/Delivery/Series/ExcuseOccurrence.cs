using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Excuse an occurrence</summary>
/// <remarks>
/// What its unit cancelled with a reason, another person excuses: it is then no longer missed, and the year holds one
/// occurrence less.
/// </remarks>
/// <body>Why, and by which document.</body>
internal static class ExcuseOccurrence
{
    /// <param name="Reason">Why.</param>
    /// <param name="DocumentNumber">The document that allows it, where there is one.</param>
    /// <param name="On">The day it is excused; today if omitted.</param>
    public sealed record Request(
        [property: JsonConverter(typeof(Masked))] string Reason,
        string? DocumentNumber = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new("封控期间停办聚集性活动");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.DocumentNumber).MaximumLength(100);
        }
    }

    public static void Map(IEndpointRouteBuilder series) =>
        series.MapMove<Series, SeriesView, Request>(
            SeriesSubject.Instance,
            "{series}/occurrences/{occurrence}/excuse",
            PlanRights.Review,
            [
                Refusals.NoteNeeded,
                Refusals.TextTooLong,
                SeriesRefusals.AlreadyExcused,
                SeriesRefusals.AlreadyHeld,
                SeriesRefusals.NotCancelled,
                SeriesRefusals.OccurrenceNotFound,
            ],
            (series, request, context) =>
                series.Excuse(context.Part, request.Reason, request.DocumentNumber, context.On),
            new(
                (series, context) => ((Series)series).Get(context.Part).CancelledBy is { } author ? [author] : [],
                "免办须由取消人以外的另一人准予。",
                "It is excused by another person than the one who cancelled it."
            )
        );
}
