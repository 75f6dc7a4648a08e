using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Cancel an occurrence</summary>
/// <remarks>It still counts as missed, until it is held after all or another person excuses it.</remarks>
/// <body>Why.</body>
internal static class CancelOccurrence
{
    /// <param name="Reason">Why.</param>
    /// <param name="On">The day it was cancelled; today if omitted.</param>
    public sealed record Request([property: JsonConverter(typeof(Masked))] string Reason, DateOnly? On = null)
        : IDossierRequest
    {
        internal static Request Example => new("疫情封控，无法聚集");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Reason).IsNote(500);
    }

    public static void Map(IEndpointRouteBuilder series) =>
        series.MapMove<Series, SeriesView, Request>(
            SeriesSubject.Instance,
            "{series}/occurrences/{occurrence}/cancel",
            PlanRights.Report,
            [
                Refusals.NoteNeeded,
                Refusals.TextTooLong,
                SeriesRefusals.AlreadyCancelled,
                SeriesRefusals.AlreadyExcused,
                SeriesRefusals.AlreadyHeld,
                SeriesRefusals.OccurrenceNotFound,
            ],
            (series, request, context) => series.Cancel(context.Part, request.Reason, context)
        );
}
