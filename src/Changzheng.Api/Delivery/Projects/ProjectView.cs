using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>A project as it stands today.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Measures">The measures it answers for.</param>
/// <param name="Title">Its name.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Kind">What it delivers.</param>
/// <param name="Status">How it stands.</param>
/// <param name="LeadUnit">牵头部门; null where nothing names one.</param>
/// <param name="LeadUnitName">Its name.</param>
/// <param name="SupportingUnits">配合部门.</param>
/// <param name="Completion">The weights of the milestones reached, 0 to 1.</param>
/// <param name="Expected">What the milestones' days expect by today; by days of the year where they have none.</param>
/// <param name="Lamp">The worst of the four.</param>
/// <param name="Lamps">开工、进度、支付、堵点, each by itself.</param>
/// <param name="Milestones">节点, in their order.</param>
/// <param name="Blocks">堵点, also those that were lifted.</param>
/// <param name="Payments">What was paid.</param>
/// <param name="Budget">In yuan; null where none is known.</param>
/// <param name="Paid">In yuan.</param>
/// <param name="DueOn">When its last milestone is due; null where that has no day.</param>
/// <param name="Site">Where it is; null where no coordinates are known.</param>
/// <param name="Assumed">True where the plan's text does not say all of this.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record ProjectView(
    string Code,
    string Plan,
    IReadOnlyList<string> Measures,
    string Title,
    string? TitleEn,
    ProjectKind Kind,
    ProjectStatus Status,
    string? LeadUnit,
    string? LeadUnitName,
    IReadOnlyList<string> SupportingUnits,
    decimal Completion,
    decimal Expected,
    Lamp Lamp,
    ProjectLamps Lamps,
    IReadOnlyList<MilestoneView> Milestones,
    IReadOnlyList<BlockView> Blocks,
    IReadOnlyList<PaymentView> Payments,
    decimal? Budget,
    decimal Paid,
    DateOnly? DueOn,
    Site? Site,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static ProjectView Example =>
        new(
            "2022-zhongjiang-road-pocket-garden",
            "changzheng-2022",
            ["4.1.8"],
            "中江路口袋花园",
            "Zhongjiang Road pocket park",
            ProjectKind.Works,
            ProjectStatus.Underway,
            "310107102-GHB",
            "规划建设办公室",
            [],
            0.4m,
            0.4m,
            Lamp.Green,
            new ProjectLamps(Lamp.Green, Lamp.Green, Lamp.NoData, Lamp.Green),
            [MilestoneView.Example],
            [BlockView.Example],
            [PaymentView.Example],
            1_200_000m,
            300_000m,
            new DateOnly(2022, 11, 30),
            Site.Example,
            true,
            3
        );

    internal static ProjectView Of(Project project, DossierSight sight)
    {
        var (day, plan) = (sight.Today, sight.Plans[project.PlanCode]);
        var pace = ProjectSubject.PaceOf(project, day) ?? Pace.Even;
        var due = project.Milestones[^1].DueBy(day);
        var expected = pace.Expected(day, plan.PlanYear, due, WorkingDays.WithoutNotices);
        var lamps = ProjectLamps.Of(project, expected, plan.LampRule, day);
        return new ProjectView(
            project.Code,
            project.PlanCode,
            project.Measures,
            project.Title,
            project.TitleEn,
            project.Kind,
            project.StatusOn(day),
            project.Unit,
            sight.NameOf(project.Unit),
            project.SupportingUnits,
            project.CompletionOn(day),
            expected,
            lamps.Worst,
            lamps,
            [.. project.Milestones.Select(MilestoneView.Of)],
            [.. project.Blocks.Select(block => BlockView.Of(block, sight))],
            [
                .. project.Payments.Select(payment => new PaymentView(
                    payment.Number,
                    payment.Amount,
                    payment.On,
                    payment.Note
                )),
            ],
            project.Budget,
            project.PaidBy(DateOnly.MaxValue),
            due,
            project.Site,
            project.Assumed,
            project.Version
        );
    }
}

/// <summary>Four lamps beside the one.</summary>
/// <param name="Start">开工: yellow when the first milestone is late, red after a quarter; noData without its day.</param>
/// <param name="Progress">进度: the milestones reached against their days, by the plan's lamp rule.</param>
/// <param name="Payment">支付: what was paid against what was done, by the plan's lamp rule; noData without a
/// budget.</param>
/// <param name="Blocks">堵点: yellow while one stands, red past the day it was to be lifted.</param>
public sealed record ProjectLamps(Lamp Start, Lamp Progress, Lamp Payment, Lamp Blocks)
{
    /// <summary>That nothing is known of its progress is not green: only a worse lamp shows then.</summary>
    internal Lamp Worst
    {
        get
        {
            var worst = new[] { Start, Progress, Payment, Blocks }
                .Where(lamp => lamp <= Lamp.Red)
                .DefaultIfEmpty(Lamp.NoData)
                .Max();
            return worst == Lamp.Green ? Progress : worst;
        }
    }

    internal static ProjectLamps Of(Project project, decimal expected, LampRule rule, DateOnly day)
    {
        var first = project.Milestones[0];
        var start = first.DueBy(day) switch
        {
            _ when first.IsReached(day) => Lamp.Green,
            null => Lamp.NoData,
            { } due when day > due.AddMonths(ProjectSubject.RedAfterMonths) => Lamp.Red,
            { } due when day > due => Lamp.Yellow,
            _ => Lamp.Green,
        };
        var done = project.CompletionOn(day);
        var isKnown = project.Milestones.Any(milestone => milestone.IsReached(day) || milestone.DueBy(day) is not null);
        var paid = project.PaidBy(day);
        var open = project.Blocks.Where(block => block.IsOpen(day)).ToList();
        return new ProjectLamps(
            start,
            isKnown ? rule.For(done, expected) : Lamp.NoData,
            project.Budget is > 0 and { } budget ? rule.For(paid / budget, Math.Min(done, 0.9999m)) : Lamp.NoData,
            open.Any(block => block.Until < day) ? Lamp.Red
                : open.Count > 0 ? Lamp.Yellow
                : Lamp.Green
        );
    }
}

/// <summary>节点.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">English gloss.</param>
/// <param name="Weight">Its share of the project, 0 to 1.</param>
/// <param name="PlannedOn">When it was first planned for; null where no day is known.</param>
/// <param name="RevisedOn">The day a postponement was granted to; null where there was none.</param>
/// <param name="ActualOn">When it was reached; null while it is not.</param>
/// <param name="Note">What was done.</param>
/// <param name="Evidence">佐证材料.</param>
/// <param name="Revisions">Every postponement that was granted.</param>
/// <param name="PostponementAsked">The day a request that waits asks for; null where none waits.</param>
public sealed record MilestoneView(
    int Number,
    string Name,
    string? NameEn,
    decimal Weight,
    DateOnly? PlannedOn,
    DateOnly? RevisedOn,
    DateOnly? ActualOn,
    string? Note,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<Revision> Revisions,
    DateOnly? PostponementAsked
)
{
    internal static MilestoneView Example =>
        new(
            2,
            "开工",
            "Begun",
            0.3m,
            new DateOnly(2022, 4, 30),
            new DateOnly(2022, 6, 30),
            new DateOnly(2022, 6, 20),
            "施工单位进场",
            [Plan.Indicators.Evidence.Example],
            [new Revision(new DateOnly(2022, 4, 25), new DateOnly(2022, 6, 30), "疫情封控，施工单位无法进场")],
            null
        );

    internal static MilestoneView Of(Milestone milestone) =>
        new(
            milestone.Number,
            milestone.Name,
            milestone.NameEn,
            milestone.Weight,
            milestone.PlannedOn,
            milestone.Revisions.Count > 0 ? milestone.Revisions[^1].To : null,
            milestone.ActualOn,
            milestone.Note,
            milestone.Evidence,
            milestone.Revisions,
            milestone.Postponement?.To
        );
}

/// <summary>堵点.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Reason">What stands in the way.</param>
/// <param name="Unit">The unit that must lift it.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">Until when it must be lifted.</param>
/// <param name="LiftedOn">When it was; null while it stands.</param>
/// <param name="Note">How it was lifted.</param>
public sealed record BlockView(
    int Number,
    string Reason,
    string Unit,
    string? UnitName,
    DateOnly Since,
    DateOnly Until,
    DateOnly? LiftedOn,
    string? Note
)
{
    internal static BlockView Example =>
        new(
            1,
            "管线搬迁滞后",
            "310107102-GHB",
            "规划建设办公室",
            new DateOnly(2022, 5, 10),
            new DateOnly(2022, 6, 10),
            new DateOnly(2022, 6, 8),
            "管线已搬迁"
        );

    internal static BlockView Of(Block block, DossierSight sight) =>
        new(
            block.Number,
            block.Reason,
            block.Unit,
            sight.NameOf(block.Unit),
            block.Since,
            block.Until,
            block.LiftedOn,
            block.Note
        );
}

/// <summary>A payment.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Amount">In yuan.</param>
/// <param name="On">When it was paid.</param>
/// <param name="Note">For what.</param>
public sealed record PaymentView(int Number, decimal Amount, DateOnly On, string? Note)
{
    internal static PaymentView Example => new(1, 300_000m, new DateOnly(2022, 6, 25), "工程预付款");
}
