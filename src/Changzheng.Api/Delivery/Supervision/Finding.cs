using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    General,
    Major,
}

/// <summary>How a finding stands: closed is verified by another person than the one who rectified it.</summary>
public enum FindingStatus
{
    Found,
    Ordered,
    Rectified,
    Closed,
    Exempted,
}

/// <summary>What is done with a finding.</summary>
public enum FindingAction
{
    Order,
    Rectify,
    Defer,
    DecideDeferral,
    Verify,
    Reopen,
    Exempt,
}

/// <summary>隐患、问题: what an inspection found, until it is put right and that is verified.</summary>
internal sealed record Finding : Dossier
{
    /// <summary>What was inspected.</summary>
    public required string Inspected { get; init; }
    public string? Address { get; init; }
    public Site? Site { get; init; }
    public required Severity Severity { get; init; }
    public required DateOnly FoundOn { get; init; }

    /// <summary>The earlier finding of the same object that it repeats; null where none is named.</summary>
    public string? RepeatOf { get; init; }
    public IReadOnlyList<Evidence> Before { get; init; } = [];
    public IReadOnlyList<Evidence> After { get; init; } = [];

    /// <summary>五落实: what was ordered; null before.</summary>
    public RectificationOrder? Order { get; init; }
    public Deferral? Deferral { get; init; }
    public Author? RectifiedBy { get; init; }

    /// <summary>Every status it had, with its day.</summary>
    public required IReadOnlyList<FindingStep> Steps { get; init; }

    public override string Status => Steps[^1].Status.Text();

    public override DateOnly? DueOn => Order?.DueOn;

    public FindingStatus StatusOn(DateOnly day) =>
        Steps.Where(step => step.On <= day).Select(step => step.Status).LastOrDefault();

    /// <summary>Found by that day, and neither closed nor exempted by then.</summary>
    public bool IsOpen(DateOnly day) =>
        FoundOn <= day && StatusOn(day) is not (FindingStatus.Closed or FindingStatus.Exempted);

    /// <summary>Found at the same object before this one: width, spaces and brackets apart.</summary>
    public bool IsEarlierOf(Finding other) =>
        Code != other.Code
        && (FoundOn < other.FoundOn || FoundOn == other.FoundOn && string.CompareOrdinal(Code, other.Code) < 0)
        && Width.Key(Inspected) == Width.Key(other.Inspected);

    /// <summary>By the table of moves, on a day that is not before the last step's.</summary>
    public Finding Take(FindingAction action, FindingStatus to, DateOnly on)
    {
        FindingMoves.Table.MustAllow(Steps[^1].Status, action).MustLeadTo(to);
        if (on < Steps[^1].On)
            throw SupervisionRefusals.DatesOutOfOrder.WithDetail(
                $"不能早于上一步的 {Steps[^1].On:yyyy-MM-dd}。",
                $"The step before was on {Steps[^1].On:yyyy-MM-dd}."
            );
        return to == Steps[^1].Status ? this : this with { Steps = [.. Steps, new FindingStep(to, on)] };
    }
}

/// <param name="Status">How it stood from then on.</param>
/// <param name="On">From when.</param>
public sealed record FindingStep(FindingStatus Status, DateOnly On);

/// <summary>五落实: the five settled points of an order.</summary>
/// <param name="Goal">目标.</param>
/// <param name="Measure">措施.</param>
/// <param name="WorkingDays">时限, in working days from the order.</param>
/// <param name="Funds">经费物资.</param>
/// <param name="Person">责任人.</param>
/// <param name="DueOn">The day the term ends, as it stands.</param>
/// <param name="OriginalDueOn">The day it ended when it was ordered.</param>
public sealed record RectificationOrder(
    string Goal,
    string Measure,
    int WorkingDays,
    string Funds,
    string Person,
    DateOnly DueOn,
    DateOnly OriginalDueOn
)
{
    internal static RectificationOrder Example =>
        new(
            "消除通道堵塞",
            "清理堆物，划线标识",
            5,
            "物业自筹",
            "物业经理",
            new DateOnly(2022, 6, 27),
            new DateOnly(2022, 6, 27)
        );
}

/// <summary>A request for a later day, not decided yet.</summary>
internal sealed record Deferral(int WorkingDays, string Reason, Author Author);
