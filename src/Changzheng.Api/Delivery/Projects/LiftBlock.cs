using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Lift a block</summary>
/// <remarks>It stays listed, with its days.</remarks>
/// <body>When, and how.</body>
internal static class LiftBlock
{
    /// <param name="Note">How it was lifted.</param>
    /// <param name="On">The day it was; today if omitted.</param>
    public sealed record Request([property: JsonConverter(typeof(Masked))] string Note, DateOnly? On = null)
        : IDossierRequest
    {
        internal static Request Example => new("管线已搬迁", new DateOnly(2022, 6, 8));
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote(500);
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}/blocks/{block}/lift",
            PlanRights.Report,
            [
                Refusals.NoteNeeded,
                Refusals.TextTooLong,
                ProjectRefusals.BlockLifted,
                ProjectRefusals.BlockNotFound,
                ProjectRefusals.DatesOutOfOrder,
            ],
            (project, request, context) => project.Lift(context.Part, context.On, request.Note)
        );
}
