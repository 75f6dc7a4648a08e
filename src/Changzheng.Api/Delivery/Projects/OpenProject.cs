using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Open a project</summary>
/// <remarks>
/// Milestones come from a set of stages, or are given with names and weights that add up to 1. Planned days rise; where
/// no day is known it stays empty.
/// </remarks>
/// <body>The project.</body>
internal static class OpenProject
{
    /// <param name="Code">Not used before: 2022-zhongjiang-pocket-park.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Measures">The measures it answers for.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Kind">What it delivers.</param>
    /// <param name="StageSet">The set of stages it follows; milestones are given whole if omitted.</param>
    /// <param name="Milestones">With a set: the planned day of its stages by number. Without: all of them.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="Budget">In yuan.</param>
    /// <param name="Site">Where it is.</param>
    /// <param name="Assumed">True where no text says all of this.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        IReadOnlyList<string> Measures,
        string Title,
        ProjectKind Kind,
        string? StageSet = null,
        IReadOnlyList<NewMilestone>? Milestones = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        decimal? Budget = null,
        Site? Site = null,
        bool Assumed = false,
        DateOnly? On = null
    ) : IUndertakingOpening
    {
        string? IDossierRequest.Template => StageSet;

        internal static Request Example =>
            new(
                "2022-zhongjiang-pocket-park",
                "changzheng-2022",
                ["4.1.8"],
                "中江路口袋花园",
                ProjectKind.Works,
                Milestones:
                [
                    new(1, new DateOnly(2022, 3, 31), "立项", 0.1m, "Approved"),
                    new(2, new DateOnly(2022, 6, 30), "开工", 0.3m, "Begun"),
                    new(3, new DateOnly(2022, 11, 30), "验收", 0.6m, "Accepted"),
                ],
                LeadUnit: "310107102-GHB",
                Budget: 1_200_000m
            );
    }

    /// <param name="Number">From 1, in their order.</param>
    /// <param name="PlannedOn">When it is planned for.</param>
    /// <param name="Name">Its name; of a set's stage the set says it.</param>
    /// <param name="Weight">Its share of the project, 0 to 1; of a set's stage the set says it.</param>
    /// <param name="NameEn">English gloss.</param>
    public sealed record NewMilestone(
        int Number,
        DateOnly? PlannedOn = null,
        string? Name = null,
        decimal? Weight = null,
        string? NameEn = null
    );

    internal sealed class Validator : UndertakingValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Milestones).HoldsAtMost(30);
            RuleFor(r => r.Milestones).NotEmpty().When(r => r.StageSet is null);
            RuleForEach(r => r.Milestones)
                .Must(one => one.Name is { Length: > 0 and <= 100 } && one.Weight is > 0 and <= 1)
                .When(r => r.StageSet is null)
                .WithMessage(_ => Words.Say("须有名称和 0 至 1 之间的权重。", "A name, and a weight between 0 and 1."));
            RuleForEach(r => r.Milestones)
                .Must(one => one.Name is null && one.Weight is null)
                .When(r => r.StageSet is not null)
                .WithMessage(_ => Words.Say("名称和权重由节点套确定。", "The set says names and weights."));
            RuleFor(r => r.Budget).IsFigure();
            RuleFor(r => r.Budget).GreaterThan(0);
            RuleFor(r => r.Site).SetValidator(new Site.Validator());
        }
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapOpen<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "",
            PlanRights.Amend,
            [
                ProjectRefusals.DatesOutOfOrder,
                ProjectRefusals.WeightsNotWhole,
                ProjectRefusals.StageSetNotFound,
                DossierRefusals.SystemNotTaken,
            ],
            Open
        );

    internal static Project Open(Request request, DossierContext context) =>
        new()
        {
            Code = request.Code,
            PlanCode = request.Plan,
            Measures = request.Measures,
            Title = request.Title,
            TitleEn = request.TitleEn,
            Unit = request.LeadUnit,
            SupportingUnits = request.SupportingUnits ?? [],
            Kind = request.Kind,
            Milestones = Plan(request, (StageSet?)context.Template),
            Budget = request.Budget,
            Site = request.Site,
            Assumed = request.Assumed,
        };

    private static List<Milestone> Plan(Request request, StageSet? set)
    {
        var given = request.Milestones ?? [];
        var milestones = set is null
            ? given
                .OrderBy(one => one.Number)
                .Select(one => new Milestone(one.Number, one.Name!, one.NameEn, one.Weight!.Value, one.PlannedOn))
                .ToList()
            :
            [
                .. set
                    .Stages.Index()
                    .Select(stage => new Milestone(
                        stage.Index + 1,
                        stage.Item.Name,
                        stage.Item.NameEn,
                        stage.Item.Weight,
                        given.FirstOrDefault(one => one.Number == stage.Index + 1)?.PlannedOn
                    )),
            ];
        var numbers = set is null ? milestones.Select(one => one.Number) : given.Select(one => one.Number).Order();
        if (
            set is null
                ? !numbers.SequenceEqual(Enumerable.Range(1, milestones.Count))
                : numbers.Any(one => one < 1 || one > milestones.Count) || numbers.Distinct().Count() != given.Count
        )
            throw Refusals.RequestInvalid.WithDetail(
                "节点编号须从1起连续。",
                "Milestones are numbered from 1 without gaps."
            );
        Project.MustAddUp(milestones.Select(one => one.Weight));
        Project.MustRise(milestones);
        return milestones;
    }
}
