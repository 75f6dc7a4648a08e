using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>What a project delivers: works, an investment, a title, a rule to adopt, a facility to build.</summary>
public enum ProjectKind
{
    Works,
    Investment,
    Accreditation,
    Rule,
    Facility,
}

/// <summary>How a project stands.</summary>
public enum ProjectStatus
{
    Planned,
    Underway,
    Blocked,
    Completed,
}

/// <summary>项目: works, an investment, a title, a rule or a facility, milestone by milestone.</summary>
internal sealed record Project : Dossier
{
    public required ProjectKind Kind { get; init; }
    public required IReadOnlyList<Milestone> Milestones { get; init; }
    public IReadOnlyList<Block> Blocks { get; init; } = [];
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>In yuan; null where none is known.</summary>
    public decimal? Budget { get; init; }
    public Site? Site { get; init; }

    public override DateOnly? DueOn => Milestones[^1].DueOn;

    public override string Status => StatusOn(DateOnly.MaxValue).Text();

    public ProjectStatus StatusOn(DateOnly day) =>
        Milestones.All(milestone => milestone.IsReached(day)) ? ProjectStatus.Completed
        : Blocks.Any(block => block.IsOpen(day)) ? ProjectStatus.Blocked
        : Milestones.Any(milestone => milestone.IsReached(day)) ? ProjectStatus.Underway
        : ProjectStatus.Planned;

    /// <summary>The weights of what is reached by that day.</summary>
    public decimal CompletionOn(DateOnly day) =>
        Milestones.Where(milestone => milestone.IsReached(day)).Sum(milestone => milestone.Weight);

    /// <summary>In yuan, by that day.</summary>
    public decimal PaidBy(DateOnly day) => Payments.Where(payment => payment.On <= day).Sum(payment => payment.Amount);

    /// <summary>The weights of a project's milestones, or of a set's stages.</summary>
    public static void MustAddUp(IEnumerable<decimal> weights)
    {
        var sum = weights.Sum();
        if (sum != 1)
            throw ProjectRefusals.WeightsNotWhole.WithDetail($"权重之和为 {sum}。", $"The weights add up to {sum}.");
    }

    /// <summary>Planned days rise; milestones without one are passed over.</summary>
    public static void MustRise(IEnumerable<Milestone> milestones)
    {
        var days = milestones.Select(one => one.PlannedOn).OfType<DateOnly>().ToList();
        if (days.Zip(days.Skip(1)).Any(pair => pair.Second < pair.First))
            throw ProjectRefusals.DatesOutOfOrder.WithDetail(
                "节点计划日期须依次不早于前一节点。",
                "No milestone is planned before the one it follows."
            );
    }

    public Milestone Get(string? number) =>
        Milestones.FirstOrDefault(milestone => milestone.Number.ToString(Invariant) == number)
        ?? throw ProjectRefusals.MilestoneNotFound.WithDetail(
            $"项目 {Code} 没有第 {number} 个节点，共 {Milestones.Count} 个。",
            $"Project {Code} has no milestone {number}; it has {Milestones.Count}."
        );

    /// <summary>Each milestone is reached after the one before it, on a day that is not before that one's.</summary>
    public Project Reach(string? number, DateOnly on, string? note, IReadOnlyList<Evidence> evidence)
    {
        var milestone = Get(number);
        if (milestone.ActualOn is { } reached)
            throw ProjectRefusals.MilestoneReached.WithDetail(
                $"节点“{milestone.Name}”已于 {reached:yyyy-MM-dd} 完成。",
                $"Milestone {milestone.Number} was reached on {reached:yyyy-MM-dd}."
            );
        if (Milestones.FirstOrDefault(one => one.Number < milestone.Number && one.ActualOn is null) is { } skipped)
            throw ProjectRefusals.StageSkipped.WithDetail(
                $"须先完成节点“{skipped.Name}”。",
                $"Milestone {skipped.Number} comes first."
            );
        if (Milestones.LastOrDefault(one => one.Number < milestone.Number) is { ActualOn: { } before } && on < before)
            throw ProjectRefusals.DatesOutOfOrder.WithDetail(
                $"不能早于前一节点的 {before:yyyy-MM-dd}。",
                $"The milestone before it was reached on {before:yyyy-MM-dd}."
            );
        if (milestone.Number == Milestones.Count && evidence.Count == 0)
            throw ProjectRefusals.EvidenceNeeded.WithDetail(
                "最后一个节点须附验收、命名或印发的佐证材料。",
                "The last milestone takes evidence: the acceptance, the title or the document."
            );
        return With(milestone with { ActualOn = on, Note = note, Evidence = evidence, Postponement = null });
    }

    public Project AskToPostpone(string? number, DateOnly to, string reason, DossierContext context)
    {
        var milestone = GetOpen(number);
        if (milestone.DueOn is not { } due)
            throw ProjectRefusals.NothingPlanned.WithDetail(
                $"节点“{milestone.Name}”没有计划日期。",
                $"Milestone {milestone.Number} has no planned date."
            );
        if (milestone.Postponement is not null)
            throw ProjectRefusals.PostponementAsked.ToRefusal();
        if (to <= due)
            throw ProjectRefusals.DatesOutOfOrder.WithDetail(
                $"延期后的日期须晚于 {due:yyyy-MM-dd}。",
                $"It is due on {due:yyyy-MM-dd}; a postponement is to a later day."
            );
        return With(milestone with { Postponement = new Postponement(to, reason, context.On, context.Author) });
    }

    /// <summary>The first plan stays; the revised date moves the pace from the day of the decision.</summary>
    public Project DecidePostponement(string? number, bool grant, DateOnly on)
    {
        var milestone = GetOpen(number);
        var asked = milestone.Postponement ?? throw ProjectRefusals.NothingAsked.ToRefusal();
        IReadOnlyList<Revision> revisions = grant
            ? [.. milestone.Revisions, new Revision(on, asked.To, asked.Reason)]
            : milestone.Revisions;
        return With(milestone with { Revisions = revisions, Postponement = null });
    }

    public Project Obstruct(string reason, string unit, DateOnly until, DateOnly on)
    {
        if (until < on)
            throw ProjectRefusals.DatesOutOfOrder.WithDetail(
                "解除期限不能早于发生之日。",
                "It is to be lifted no earlier than it began."
            );
        return this with { Blocks = [.. Blocks, new Block(Blocks.Count + 1, reason, unit, on, until, null, null)] };
    }

    public Project Lift(string? number, DateOnly on, string? note)
    {
        var block =
            Blocks.FirstOrDefault(one => one.Number.ToString(Invariant) == number)
            ?? throw ProjectRefusals.BlockNotFound.WithDetail(
                $"项目 {Code} 没有第 {number} 个堵点。",
                $"Project {Code} has no block {number}."
            );
        if (block.LiftedOn is not null)
            throw ProjectRefusals.BlockLifted.ToRefusal();
        if (on < block.Since)
            throw ProjectRefusals.DatesOutOfOrder.WithDetail(
                $"堵点发生于 {block.Since:yyyy-MM-dd}。",
                $"The block began on {block.Since:yyyy-MM-dd}."
            );
        var lifted = block with { LiftedOn = on, Note = note };
        return this with { Blocks = [.. Blocks.Select(one => one.Number == block.Number ? lifted : one)] };
    }

    /// <summary>More than the budget is not paid: an amendment raises the budget first.</summary>
    public Project Pay(decimal amount, DateOnly on, string? note)
    {
        var paid = PaidBy(DateOnly.MaxValue) + amount;
        if (Budget is { } budget && paid > budget)
            throw ProjectRefusals.OverBudget.WithDetail(
                $"累计支付 {paid} 元，超过概算 {budget} 元。",
                $"{paid} yuan would be paid; the budget is {budget}."
            );
        return this with { Payments = [.. Payments, new Payment(Payments.Count + 1, amount, on, note)] };
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private Milestone GetOpen(string? number)
    {
        var milestone = Get(number);
        return milestone.ActualOn is null ? milestone : throw ProjectRefusals.MilestoneReached.ToRefusal();
    }

    private Project With(Milestone changed) =>
        this with
        {
            Milestones = [.. Milestones.Select(one => one.Number == changed.Number ? changed : one)],
        };
}

/// <summary>节点: a step of a project, with what it was first planned for, what that became, and when it was
/// reached.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">English gloss.</param>
/// <param name="Weight">Its share of the project, 0 to 1; those of all milestones add up to 1.</param>
/// <param name="PlannedOn">When it was first planned for; never overwritten.</param>
internal sealed record Milestone(int Number, string Name, string? NameEn, decimal Weight, DateOnly? PlannedOn)
{
    /// <summary>The postponements that were granted, the last last.</summary>
    public IReadOnlyList<Revision> Revisions { get; init; } = [];
    public DateOnly? ActualOn { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Asked for and not decided yet.</summary>
    public Postponement? Postponement { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public DateOnly? DueOn => DueBy(DateOnly.MaxValue);

    /// <summary>When it was due, as was decided by that day.</summary>
    public DateOnly? DueBy(DateOnly day) => Revisions.LastOrDefault(revision => revision.On <= day)?.To ?? PlannedOn;

    public bool IsReached(DateOnly day) => ActualOn <= day;
}

/// <summary>A postponement that was granted.</summary>
/// <param name="On">The day of the decision.</param>
/// <param name="To">The day the milestone is due from then on.</param>
/// <param name="Reason">Why.</param>
public sealed record Revision(DateOnly On, DateOnly To, string Reason);

/// <summary>A request to postpone a milestone.</summary>
internal sealed record Postponement(DateOnly To, string Reason, DateOnly AskedOn, Author Author);

/// <summary>堵点: what stands in a project's way, which unit must lift it and until when.</summary>
internal sealed record Block(
    int Number,
    string Reason,
    string Unit,
    DateOnly Since,
    DateOnly Until,
    DateOnly? LiftedOn,
    string? Note
)
{
    public bool IsOpen(DateOnly day) => Since <= day && !(LiftedOn <= day);
}

/// <summary>What was paid, in yuan.</summary>
internal sealed record Payment(int Number, decimal Amount, DateOnly On, string? Note);
