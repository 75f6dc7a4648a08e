using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Make a set of stages</summary>
/// <remarks>The usual milestones of one kind of project, so that projects of a kind can be compared.</remarks>
/// <body>The set.</body>
internal static class MakeStageSet
{
    /// <param name="Code">Not used before.</param>
    /// <param name="Plan">The plan whose projects follow it.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Stages">In their order; their weights add up to 1.</param>
    /// <param name="Assumed">True where no text prescribes it.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        string Title,
        IReadOnlyList<ProjectStage> Stages,
        bool Assumed = false,
        DateOnly? On = null
    ) : IOpening
    {
        internal static Request Example =>
            new("changzheng-2022-fit-out", "changzheng-2022", "装修改造", [new("开工", 0.4m), new("验收", 0.6m)], true);
    }

    internal sealed class Validator : OpeningValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Stages).NotEmpty().HoldsAtMost(30);
            RuleForEach(r => r.Stages)
                .ChildRules(stage =>
                {
                    stage.RuleFor(one => one.Name).NotEmpty().MaximumLength(100);
                    stage.RuleFor(one => one.NameEn).MaximumLength(200);
                    stage.RuleFor(one => one.Weight).GreaterThan(0).LessThanOrEqualTo(1);
                });
        }
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapOpen<StageSet, StageSetView, Request>(
            StageSetSubject.Instance,
            "",
            PlanRights.Amend,
            [ProjectRefusals.WeightsNotWhole],
            Open
        );

    internal static StageSet Open(Request request, DossierContext context)
    {
        Project.MustAddUp(request.Stages.Select(stage => stage.Weight));
        return new StageSet
        {
            Code = request.Code,
            PlanCode = request.Plan,
            Title = request.Title,
            Stages = request.Stages,
            Assumed = request.Assumed,
        };
    }
}
