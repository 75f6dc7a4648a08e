using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Correct the accidents of a month</summary>
/// <remarks>
/// One that became known later is added with a reason. One that was reported goes, or becomes milder, by the document
/// of an investigation only.
/// </remarks>
/// <body>All accidents of the month, as they are known now.</body>
internal static class CorrectAccidents
{
    /// <param name="Accidents">All of them.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="DocumentNumber">The document of the investigation.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        IReadOnlyList<Accident> Accidents,
        [property: JsonConverter(typeof(Masked))] string Reason,
        string? DocumentNumber = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new([Accident.Example], "医院补报重伤一人");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Accidents).AreAccidents();
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.DocumentNumber).MaximumLength(100);
        }
    }

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapMove<AccidentReport, AccidentReportView, Request>(
            AccidentReportSubject.Instance,
            "{campaign}/accidents/{reportMonth}",
            PlanRights.Report,
            [
                Refusals.NoteNeeded,
                Refusals.TextTooLong,
                Refusals.ValueTooLarge,
                Refusals.ValueTooPrecise,
                SupervisionRefusals.AccidentOutsideMonth,
                SupervisionRefusals.DocumentNeeded,
                SupervisionRefusals.MonthNotOver,
            ],
            (report, request, context) =>
            {
                AccidentReport.MustBeSayable(report.Month, request.Accidents, context);
                if (string.IsNullOrWhiteSpace(request.DocumentNumber) && IsMilder(report.Accidents, request.Accidents))
                    throw SupervisionRefusals.DocumentNeeded.WithDetail(
                        "减少事故起数或降低等级，须有调查结论的文号。",
                        "Fewer or milder accidents take the document of an investigation."
                    );
                return report with { Accidents = request.Accidents };
            },
            puts: "correct"
        );

    /// <summary>Whether of any level or above there are fewer than before.</summary>
    private static bool IsMilder(IReadOnlyList<Accident> before, IReadOnlyList<Accident> after) =>
        Enum.GetValues<AccidentLevel>()
            .Any(level => after.Count(one => one.Level >= level) < before.Count(one => one.Level >= level));
}
