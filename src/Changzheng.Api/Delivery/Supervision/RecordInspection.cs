using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Record an inspection</summary>
/// <remarks>
/// Minor findings can be entered by count; what needs an order is recorded as a finding of its own. A checklist is
/// answered whole.
/// </remarks>
/// <body>What was inspected, when, and what was seen.</body>
internal static class RecordInspection
{
    /// <param name="Code">Not used before.</param>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Inspected">What was inspected, by its full name: one object counts once.</param>
    /// <param name="Address">Where it is.</param>
    /// <param name="Unit">The unit it lies in.</param>
    /// <param name="Checklist">The checklist that is answered.</param>
    /// <param name="Answers">An answer to each of its questions.</param>
    /// <param name="MinorFound">Minor findings, by count.</param>
    /// <param name="MinorRectified">Of those, put right on the spot.</param>
    /// <param name="Note">What was seen.</param>
    /// <param name="Evidence">佐证材料.</param>
    /// <param name="On">When; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Campaign,
        [property: JsonConverter(typeof(Masked))] string Inspected,
        [property: JsonConverter(typeof(Masked))] string? Address = null,
        string? Unit = null,
        string? Checklist = null,
        IReadOnlyList<ChecklistAnswer>? Answers = null,
        int MinorFound = 0,
        int MinorRectified = 0,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        IReadOnlyList<Evidence>? Evidence = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        string? IDossierRequest.Parent => Campaign;

        string? IDossierRequest.Template => Checklist;

        internal static Request Example =>
            new("2022-fire-0001", "2022-fire-safety", "某商场（示例）", "某路1号", MinorFound: 3, MinorRectified: 3);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Code).IsCode();
            RuleFor(r => r.Campaign).IsCode();
            RuleFor(r => r.Inspected).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Address).MaximumLength(200);
            RuleFor(r => r.Unit).MaximumLength(32);
            RuleFor(r => r.Answers).HoldsAtMost(200);
            RuleFor(r => r.MinorFound).InclusiveBetween(0, 10_000);
            RuleFor(r => r.MinorRectified).InclusiveBetween(0, 10_000);
            RuleFor(r => r.MinorRectified)
                .LessThanOrEqualTo(r => r.MinorFound)
                .When(r => r.MinorFound is >= 0 and <= 10_000);
            RuleFor(r => r.Note).MaximumLength(500);
            RuleFor(r => r.Evidence).IsEvidence();
        }
    }

    public static void Map(IEndpointRouteBuilder inspections) =>
        inspections.MapOpen<Inspection, InspectionView, Request>(
            InspectionSubject.Instance,
            "",
            PlanRights.Report,
            [SupervisionRefusals.AnswersIncomplete, SupervisionRefusals.ChecklistNotFound],
            (request, context) =>
            {
                MustAnswer((Checklist?)context.Template, request.Answers ?? []);
                return new Inspection
                {
                    Code = request.Code,
                    Parent = request.Campaign,
                    PlanCode = context.Whole!.PlanCode,
                    Title = request.Inspected,
                    Address = request.Address,
                    Unit = request.Unit,
                    SupportingUnits = context.Whole.Unit is { } lead ? [lead] : [],
                    InspectedOn = context.On,
                    Answers = request.Answers ?? [],
                    MinorFound = request.MinorFound,
                    MinorRectified = request.MinorRectified,
                    Note = request.Note,
                    Evidence = request.Evidence ?? [],
                };
            }
        );

    private static void MustAnswer(Checklist? list, IReadOnlyList<ChecklistAnswer> answers)
    {
        var asked = Enumerable.Range(1, list?.Items.Count ?? 0);
        if (!answers.Select(answer => answer.Item).Order().SequenceEqual(asked))
            throw SupervisionRefusals.AnswersIncomplete.WithDetail(
                $"检查表有 {list?.Items.Count ?? 0} 项，须逐项作答一次。",
                $"The checklist has {list?.Items.Count ?? 0} questions; each is answered once."
            );
    }
}
