using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>How clerks write what an indicator is and how it stands.</summary>
internal static class IndicatorWordings
{
    public static readonly Wording<Indicators.Stage> Stage = new(
        (Indicators.Stage.Applied, "已申报"),
        (Indicators.Stage.Reviewed, "已评审"),
        (Indicators.Stage.Inspected, "已验收"),
        (Indicators.Stage.Named, "已命名"),
        (Indicators.Stage.Refused, "未通过")
    );

    public static readonly Wording<IndicatorKind> Kind = new(
        (IndicatorKind.Growth, "增长"),
        (IndicatorKind.Ratio, "比率"),
        (IndicatorKind.Minimum, "不少于"),
        (IndicatorKind.Maximum, "不超过"),
        (IndicatorKind.Range, "区间"),
        (IndicatorKind.ZeroEvent, "零发生"),
        (IndicatorKind.Hold, "保持称号"),
        (IndicatorKind.Direction, "方向"),
        (IndicatorKind.Relative, "对比"),
        (IndicatorKind.PointsChange, "百分点增减"),
        (IndicatorKind.Assigned, "区下达"),
        (IndicatorKind.Accreditation, "创建"),
        (IndicatorKind.Rank, "排名"),
        (IndicatorKind.Coverage, "覆盖")
    );

    public static readonly Wording<Indicators.Frequency> Frequency = new(
        (Indicators.Frequency.Month, "月报"),
        (Indicators.Frequency.Quarter, "季报"),
        (Indicators.Frequency.Year, "年报")
    );

    public static readonly Wording<Indicators.Accumulation> Accumulation = new(
        (Indicators.Accumulation.Sum, "各期相加"),
        (Indicators.Accumulation.Latest, "取最近一期"),
        (Indicators.Accumulation.Ratio, "分子分母各自相加")
    );

    public static readonly Wording<Indicators.Direction> Direction = new(
        (Indicators.Direction.Up, "越高越好"),
        (Indicators.Direction.Down, "越低越好")
    );

    public static readonly Wording<IndicatorSource> Source = new(
        (IndicatorSource.Reported, "填报"),
        (IndicatorSource.Derived, "系统算出")
    );

    public static readonly Wording<PaceKind> Pace = new(
        (PaceKind.Months, "按月"),
        (PaceKind.Even, "按日匀速"),
        (PaceKind.WorkingDays, "按工作日"),
        (PaceKind.Steps, "分步"),
        (PaceKind.BaseYear, "按基年各月"),
        (PaceKind.CalendarDays, "按自然日")
    );

    public static readonly Wording<ValueAction> Value = new(
        (ValueAction.Reported, "填报"),
        (ValueAction.Corrected, "更正"),
        (ValueAction.Confirmed, "确认"),
        (ValueAction.Returned, "退回")
    );

    public static readonly Wording<CountReports.ReportGrouping> Reports = new(
        (CountReports.ReportGrouping.Unit, "单位"),
        (CountReports.ReportGrouping.Month, "月份")
    );
}
