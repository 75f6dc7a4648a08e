using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Amend a project</summary>
/// <remarks>
/// By a document: its name, its units, its budget, and the planned day of milestones that had none. A planned day that
/// is there is moved by a postponement only.
/// </remarks>
/// <body>All of what can be amended; what is left out is emptied, planned days apart.</body>
internal static class AmendProject
{
    /// <param name="Title">Its name.</param>
    /// <param name="DocumentNumber">The document that says so.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="Budget">In yuan; not below what is paid already.</param>
    /// <param name="Planned">Planned days for milestones that have none, by number.</param>
    /// <param name="Site">Where it is.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Title,
        string DocumentNumber,
        [property: JsonConverter(typeof(Masked))] string Reason,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        decimal? Budget = null,
        IReadOnlyList<PlannedDay>? Planned = null,
        Site? Site = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new(
                "中江路口袋花园",
                "普长府〔2022〕18号",
                "概算批复",
                LeadUnit: "310107102-GHB",
                Budget: 1_350_000m,
                Planned: [new(3, new DateOnly(2022, 11, 30))]
            );
    }

    /// <param name="Number">The milestone.</param>
    /// <param name="On">Its day.</param>
    public sealed record PlannedDay(int Number, DateOnly On);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.TitleEn).MaximumLength(300);
            RuleFor(r => r.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.LeadUnit).MaximumLength(32);
            RuleFor(r => r.SupportingUnits).HoldsAtMost(50);
            RuleFor(r => r.Budget).IsFigure();
            RuleFor(r => r.Budget).GreaterThan(0);
            RuleFor(r => r.Planned).HoldsAtMost(30);
            RuleFor(r => r.Site).SetValidator(new Site.Validator());
        }
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}",
            PlanRights.Amend,
            [
                Refusals.NoteNeeded,
                Refusals.TextTooLong,
                Refusals.ValueTooLarge,
                Refusals.ValueTooPrecise,
                DossierRefusals.SystemNotTaken,
                ProjectRefusals.DatesOutOfOrder,
                ProjectRefusals.MilestoneNotFound,
                ProjectRefusals.OverBudget,
            ],
            (project, request, _) => Amend(project, request),
            puts: "amend"
        );

    private static Project Amend(Project project, Request request)
    {
        foreach (var day in request.Planned ?? [])
            if (
                project.Get(day.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)).PlannedOn is { } set
            )
                throw ProjectRefusals.DatesOutOfOrder.WithDetail(
                    $"第 {day.Number} 个节点已计划于 {set:yyyy-MM-dd}，改期须申请延期。",
                    $"Milestone {day.Number} is planned for {set:yyyy-MM-dd}; a postponement moves it."
                );
        var milestones = project
            .Milestones.Select(one =>
                one with
                {
                    PlannedOn =
                        (request.Planned ?? []).LastOrDefault(day => day.Number == one.Number)?.On ?? one.PlannedOn,
                }
            )
            .ToList();
        Project.MustRise(milestones);
        var paid = project.PaidBy(DateOnly.MaxValue);
        if (request.Budget < paid)
            throw ProjectRefusals.OverBudget.WithDetail($"已支付 {paid} 元。", $"{paid} yuan are paid already.");
        return project with
        {
            Title = request.Title,
            TitleEn = request.TitleEn,
            Unit = request.LeadUnit,
            SupportingUnits = request.SupportingUnits ?? [],
            Budget = request.Budget,
            Milestones = milestones,
            Site = request.Site,
        };
    }
}
