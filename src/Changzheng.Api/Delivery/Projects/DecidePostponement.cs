using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Decide on a postponement</summary>
/// <remarks>By another person than the one who asked.</remarks>
/// <body>Granted or not.</body>
internal static class DecidePostponement
{
    /// <param name="Grant">Whether it is granted.</param>
    /// <param name="Note">Why.</param>
    /// <param name="On">The day it is decided; today if omitted.</param>
    public sealed record Request(
        bool Grant,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new(true, "情况属实，同意延期");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).MaximumLength(500);
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}/milestones/{milestone}/decidePostponement",
            PlanRights.Review,
            [ProjectRefusals.MilestoneNotFound, ProjectRefusals.MilestoneReached, ProjectRefusals.NothingAsked],
            (project, request, context) => project.DecidePostponement(context.Part, request.Grant, context.On),
            new(
                (project, context) =>
                    ((Project)project).Get(context.Part).Postponement is { } asked ? [asked.Author] : [],
                "延期须由申请人以外的另一人决定。",
                "A postponement is decided by another person than the one who asked."
            )
        );
}
