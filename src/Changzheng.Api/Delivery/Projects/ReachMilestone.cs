using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Reach a milestone</summary>
/// <remarks>Milestones are reached one after the other. The last takes evidence: accepted, named or adopted.</remarks>
/// <body>When, and what shows it.</body>
internal static class ReachMilestone
{
    /// <param name="On">The day it was reached; today if omitted.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Evidence">佐证材料.</param>
    public sealed record Request(
        DateOnly? On = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        IReadOnlyList<Evidence>? Evidence = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new(new DateOnly(2022, 6, 20), "施工单位进场", [Plan.Indicators.Evidence.Example]);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).MaximumLength(500);
            RuleFor(r => r.Evidence).IsEvidence();
        }
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}/milestones/{milestone}/reach",
            PlanRights.Report,
            [
                ProjectRefusals.DatesOutOfOrder,
                ProjectRefusals.EvidenceNeeded,
                ProjectRefusals.MilestoneNotFound,
                ProjectRefusals.MilestoneReached,
                ProjectRefusals.StageSkipped,
            ],
            (project, request, context) => project.Reach(context.Part, context.On, request.Note, request.Evidence ?? [])
        );
}
