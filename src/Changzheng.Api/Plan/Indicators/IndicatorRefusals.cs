using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Why an indicator's figure or target is not recorded.</summary>
internal static class IndicatorRefusals
{
    public static readonly RefusalKind PeriodMalformed = new(
        400,
        "period.malformed",
        "期间写法不对",
        "The period is not written as a period"
    );
    public static readonly RefusalKind PeriodWrongFrequency = new(
        400,
        "period.wrong_frequency",
        "期间与报送频率不符",
        "The period is not of the indicator's frequency"
    );
    public static readonly RefusalKind PeriodOutsidePlan = new(
        400,
        "period.outside_plan",
        "期间不在计划年度内",
        "The period is outside the plan year"
    );
    public static readonly RefusalKind PeriodFuture = new(
        400,
        "period.future",
        "期间尚未开始",
        "The period has not begun"
    );
    public static readonly RefusalKind ValueNegative = new(
        400,
        "value.negative",
        "计数不能为负",
        "A count cannot be negative"
    );
    public static readonly RefusalKind ValueNotWhole = new(
        400,
        "value.not_whole",
        "计数须为整数",
        "A count is a whole number"
    );
    public static readonly RefusalKind ValueWrongShape = new(
        400,
        "value.wrong_shape",
        "填报内容与指标类型不符",
        "The report does not fit the kind of indicator"
    );
    public static readonly RefusalKind NumeratorAboveDenominator = new(
        400,
        "value.numerator_above_denominator",
        "分子大于分母",
        "The numerator is above the denominator"
    );
    public static readonly RefusalKind MembersMismatch = new(
        400,
        "value.members_mismatch",
        "分母与名单数不符",
        "The denominator is not the number of members"
    );
    public static readonly RefusalKind PaceIncomplete = new(
        400,
        "pace.incomplete",
        "序时进度须逐步升至 1",
        "A pace rises step by step to 1"
    );
    public static readonly RefusalKind StretchBelowTarget = new(
        400,
        "target.stretch_below",
        "力争目标不高于确保目标",
        "The stretch does not lie beyond the target"
    );
    public static readonly RefusalKind Implausible = new(
        422,
        "value.implausible",
        "数值明显偏离，须核实后确认",
        "The value is far outside what was reported before"
    );
    public static readonly RefusalKind NotFound = new(404, "indicator.not_found", "没有这个指标", "No such indicator");
    public static readonly RefusalKind ValueNotFound = new(
        404,
        "value.not_found",
        "该期间尚未填报",
        "Nothing is reported for that period"
    );
    public static readonly RefusalKind Exists = new(
        409,
        "indicator.exists",
        "指标代码已被使用",
        "The indicator's code is taken"
    );
    public static readonly RefusalKind Derived = new(
        409,
        "indicator.derived",
        "该指标由系统计算，不接受填报",
        "The indicator is derived and takes no reports"
    );
    public static readonly RefusalKind TownOnly = new(
        409,
        "indicator.town_only",
        "该指标只按全镇填报",
        "The indicator is reported for the town only"
    );
    public static readonly RefusalKind ReportedForTown = new(
        409,
        "indicator.reported_for_town",
        "该指标已按全镇填报",
        "The indicator is reported for the town"
    );
    public static readonly RefusalKind ReportedByUnits = new(
        409,
        "indicator.reported_by_units",
        "该指标已按单位填报",
        "The indicator is reported by units"
    );
    public static readonly RefusalKind TargetNotSettable = new(
        409,
        "indicator.target_not_settable",
        "该类指标没有数值目标",
        "This kind of indicator has no target figure"
    );
    public static readonly RefusalKind ValueConfirmed = new(
        409,
        "value.already_confirmed",
        "该数值已确认",
        "The value is confirmed already"
    );
    public static readonly RefusalKind ValueReturned = new(
        409,
        "value.already_returned",
        "该数值已退回",
        "The value is returned already"
    );
}
