using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>What happens to indicators and their values, as the change feed names it.</summary>
internal static class IndicatorChanges
{
    public static readonly ChangeKind<AddIndicator.Request> Added = new(
        "indicator.added",
        PlanRights.Read,
        ChangeReach.Everyone,
        "后发文件新增指标",
        "A later document added an indicator"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<TargetView> TargetSet = new(
        "indicator.target.set",
        PlanRights.Read,
        ChangeReach.Everyone,
        "指标目标已设定",
        "A target was set"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<TargetView> BaselineSet = new(
        "indicator.baseline.set",
        PlanRights.Read,
        ChangeReach.Everyone,
        "指标基数已设定",
        "A baseline was set"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ReportedValue> ValueReported = new(
        "indicator.value.reported",
        PlanRights.Read,
        ChangeReach.Units,
        "指标值已填报",
        "A value was reported"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ReportedValue> ValueCorrected = new(
        "indicator.value.corrected",
        PlanRights.Read,
        ChangeReach.Units,
        "指标值已更正",
        "A value was corrected"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ReportedValue> ValueConfirmed = new(
        "indicator.value.confirmed",
        PlanRights.Read,
        ChangeReach.Units,
        "指标值已确认",
        "A value was confirmed"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ReportedValue> ValueReturned = new(
        "indicator.value.returned",
        PlanRights.Read,
        ChangeReach.Units,
        "指标值已退回",
        "A value was returned"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<ReportedValue> ValueDerived = new(
        "indicator.value.derived",
        PlanRights.Read,
        ChangeReach.Units,
        "指标值已由系统计算",
        "A value was worked out by the system"
    )
    {
        Marks = true,
    };

    /// <summary>
    /// A version of a value as a fact. The town's figure is for all to read, a unit's for itself and what lies above
    /// it.
    /// </summary>
    public static ChangeFeed.Fact Of(
        ChangeKind<ReportedValue> kind,
        ValueKey key,
        Indicator indicator,
        ValueVersion version
    ) =>
        ChangeFeed.Fact.Of(
            kind,
            key.Url,
            ReportedValue.View(indicator, version),
            [version.Hash ?? throw new InvalidOperationException("It is told once it is recorded.")]
        ) with
        {
            Units = [key.Unit.Length == 0 ? ChangeFeed.Everyone : key.Unit],
            Marks = [AnnualPlan.Url(indicator.PlanCode)],
        };
}
