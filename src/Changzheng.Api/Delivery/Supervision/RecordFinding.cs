using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Record a finding</summary>
/// <remarks>It stays open until another person than the one who put it right has verified it.</remarks>
/// <body>What is wrong, where, and how bad.</body>
internal static class RecordFinding
{
    /// <param name="Code">Not used before.</param>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Inspected">What was inspected, as its inspection names it.</param>
    /// <param name="Title">What is wrong.</param>
    /// <param name="Severity">How bad it is.</param>
    /// <param name="Unit">The unit that must put it right.</param>
    /// <param name="Address">Where it is.</param>
    /// <param name="Site">Its coordinates.</param>
    /// <param name="Before">Evidence of what is wrong.</param>
    /// <param name="RepeatOf">The earlier finding of the same object that it repeats.</param>
    /// <param name="On">When it was found; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Campaign,
        [property: JsonConverter(typeof(Masked))] string Inspected,
        [property: JsonConverter(typeof(Masked))] string Title,
        Severity Severity,
        string? Unit = null,
        [property: JsonConverter(typeof(Masked))] string? Address = null,
        Site? Site = null,
        IReadOnlyList<Evidence>? Before = null,
        string? RepeatOf = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        string? IDossierRequest.Parent => Campaign;

        internal static Request Example =>
            new(
                "2022-fire-0001-1",
                "2022-fire-safety",
                "某商场（示例）",
                "疏散通道堆物",
                Severity.General,
                "310107102-AQB",
                Before: [Evidence.Example]
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Code).IsCode();
            RuleFor(r => r.Campaign).IsCode();
            RuleFor(r => r.Inspected).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Unit).MaximumLength(32);
            RuleFor(r => r.Address).MaximumLength(200);
            RuleFor(r => r.Site).SetValidator(new Site.Validator());
            RuleFor(r => r.Before).IsEvidence();
            RuleFor(r => r.RepeatOf).MaximumLength(64);
        }
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapOpen<Finding, FindingView, Request>(
            FindingSubject.Instance,
            "",
            PlanRights.Report,
            [DossierRefusals.SystemNotTaken, SupervisionRefusals.RepeatUnlike],
            (request, context) =>
                new Finding
                {
                    Code = request.Code,
                    Parent = request.Campaign,
                    PlanCode = context.Whole!.PlanCode,
                    Title = request.Title,
                    Inspected = request.Inspected,
                    Address = request.Address,
                    Site = request.Site,
                    Severity = request.Severity,
                    Unit = request.Unit,
                    SupportingUnits = context.Whole.Unit is { } lead ? [lead] : [],
                    FoundOn = context.On,
                    RepeatOf = request.RepeatOf,
                    Before = request.Before ?? [],
                    Steps = [new FindingStep(FindingStatus.Found, context.On)],
                }
        );
}
