using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Plan.Plans;

/// <summary>What happens to plans, as the change feed names it.</summary>
internal static class PlanChanges
{
    internal sealed record IssuedPlan(string Code, string Title, string DocumentNumber, int Year);

    internal sealed record ClosedPlan(string Code);

    internal sealed record ReopenedPlan(string Code, string DocumentNumber, string Reason);

    public static readonly ChangeKind<IssuedPlan> Issued = new(
        "plan.issued",
        PlanRights.Read,
        ChangeReach.Everyone,
        "计划已下达",
        "A plan was issued"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ClosedPlan> CloseRequested = new(
        "plan.close.requested",
        PlanRights.Read,
        ChangeReach.Everyone,
        "已申请关账",
        "The closing of a plan's year was asked for"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ReopenedPlan> Reopened = new(
        "plan.reopened",
        PlanRights.Read,
        ChangeReach.Everyone,
        "计划年度已重开",
        "A closed year was reopened"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ClosedPlan> Closed = new(
        "plan.closed",
        PlanRights.Read,
        ChangeReach.Everyone,
        "计划年度已关账",
        "A plan's year was closed"
    )
    {
        Marks = true,
    };
}

/// <summary>What happens to measures, as the change feed names it.</summary>
internal static class MeasureChanges
{
    public static readonly ChangeKind<AmendMeasure.Request> Added = new(
        "measure.added",
        PlanRights.Read,
        ChangeReach.Everyone,
        "举措已新增",
        "A measure was added"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<AddMeasure.Request> AddedByDocument = new(
        "measure.added_by_document",
        PlanRights.Read,
        ChangeReach.Everyone,
        "后发文件新增举措",
        "A later document added a measure"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<AmendMeasure.Request> Amended = new(
        "measure.amended",
        PlanRights.Read,
        ChangeReach.Everyone,
        "举措已修订",
        "A measure was amended"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<MeasureForecast> Forecast = new(
        "measure.forecast",
        PlanRights.Read,
        ChangeReach.Everyone,
        "举措已预计",
        "A measure was forecast"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<MeasureProgress> ProgressReported = new(
        "measure.progress.reported",
        PlanRights.Read,
        ChangeReach.Everyone,
        "进展已填报",
        "Progress was reported"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<MeasureProgress> SignOffRequested = new(
        "measure.sign_off.requested",
        PlanRights.Read,
        ChangeReach.Everyone,
        "已申请办结销号",
        "A sign-off was asked for"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<MeasureProgress> SignedOff = new(
        "measure.signed_off",
        PlanRights.Read,
        ChangeReach.Everyone,
        "已办结销号",
        "A measure was signed off"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<MeasureProgress> SignOffReturned = new(
        "measure.sign_off.returned",
        PlanRights.Read,
        ChangeReach.Everyone,
        "办结销号已退回",
        "A sign-off was returned"
    )
    {
        Marks = true,
    };
}
