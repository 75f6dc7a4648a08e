using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Ask for a milestone to be postponed</summary>
/// <remarks>Nothing moves until another person grants it; the first plan stays beside the revised day.</remarks>
/// <body>Until when, and why.</body>
internal static class PostponeMilestone
{
    /// <param name="To">The day asked for.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="On">The day it is asked; today if omitted.</param>
    public sealed record Request(
        DateOnly To,
        [property: JsonConverter(typeof(Masked))] string Reason,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new(new DateOnly(2022, 6, 30), "疫情封控，施工单位无法进场");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Reason).IsNote(500);
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}/milestones/{milestone}/postpone",
            PlanRights.Report,
            [
                Refusals.NoteNeeded,
                Refusals.TextTooLong,
                ProjectRefusals.DatesOutOfOrder,
                ProjectRefusals.MilestoneNotFound,
                ProjectRefusals.MilestoneReached,
                ProjectRefusals.NothingPlanned,
                ProjectRefusals.PostponementAsked,
            ],
            (project, request, context) => project.AskToPostpone(context.Part, request.To, request.Reason, context)
        );
}
