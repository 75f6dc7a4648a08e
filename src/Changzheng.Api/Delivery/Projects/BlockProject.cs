using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Report what blocks a project</summary>
/// <remarks>The lamp is yellow from that day, and red when it was not lifted by its day.</remarks>
/// <body>What it is, who must lift it and until when.</body>
internal static class BlockProject
{
    /// <param name="Reason">What stands in the way.</param>
    /// <param name="Unit">The unit that must lift it.</param>
    /// <param name="Until">Until when.</param>
    /// <param name="On">The day it began; today if omitted.</param>
    public sealed record Request(
        [property: JsonConverter(typeof(Masked))] string Reason,
        string Unit,
        DateOnly Until,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new("管线搬迁滞后", "310107102-GHB", new DateOnly(2022, 6, 10));
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.Unit).NotEmpty().MaximumLength(32);
        }
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}/blocks",
            PlanRights.Report,
            [Refusals.NoteNeeded, Refusals.TextTooLong, ProjectRefusals.DatesOutOfOrder],
            (project, request, context) => project.Obstruct(request.Reason, request.Unit, request.Until, context.On)
        );
}
