using Changzheng.Api.Platform.Lists;
using static Changzheng.Api.Hotline.Rates.GetHotlineRates;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// The four rates as rows of a file: all tickets together, then each group; then the same by the definition compared
/// with.
/// </summary>
internal static class RateTable
{
    /// <param name="Definition">What it was worked out by.</param>
    /// <param name="Whole">All tickets together, not one group of them.</param>
    /// <param name="Key">The group.</param>
    /// <param name="Name">The unit's name.</param>
    /// <param name="RankedAmong">Whom it is ranked among.</param>
    /// <param name="Rates">Its rates.</param>
    /// <param name="Days">How long its closed tickets took.</param>
    internal sealed record Line(
        RateDefinition Definition,
        bool Whole,
        string? Key,
        string? Name,
        string? RankedAmong,
        RateSet Rates,
        ClosingDays? Days
    );

    public static readonly Exports.Table<(RatesView View, Line Line)> Table = new(
        "热线考核",
        new(Lines(RatesView.Example).Last())
        {
            { "起始日期", row => row.View.From },
            { "截止日期", row => row.View.To },
            { "渠道", row => row.View.Channel },
            { "口径代码", row => row.Line.Definition.Code },
            { "口径版本", row => row.Line.Definition.Version },
            { "是否合计", row => row.Line.Whole },
            { "分组", row => row.Line.Key },
            { "单位名称", row => row.Line.Name },
            { "排名范围", row => row.Line.RankedAmong },
            { "工单数", row => row.Line.Rates.Tickets },
            { "先行联系率", row => row.Line.Rates.FirstContact.Value },
            { "先行联系分子", row => row.Line.Rates.FirstContact.Numerator },
            { "先行联系分母", row => row.Line.Rates.FirstContact.Denominator },
            { "先行联系不计入", row => row.Line.Rates.FirstContact.Excluded },
            { "先行联系名次", row => row.Line.Rates.FirstContact.Rank },
            { "按时办结率", row => row.Line.Rates.OnTimeClosing.Value },
            { "按时办结分子", row => row.Line.Rates.OnTimeClosing.Numerator },
            { "按时办结分母", row => row.Line.Rates.OnTimeClosing.Denominator },
            { "按时办结不计入", row => row.Line.Rates.OnTimeClosing.Excluded },
            { "按时办结名次", row => row.Line.Rates.OnTimeClosing.Rank },
            { "实际解决率", row => row.Line.Rates.Resolution.Value },
            { "实际解决分子", row => row.Line.Rates.Resolution.Numerator },
            { "实际解决分母", row => row.Line.Rates.Resolution.Denominator },
            { "实际解决不计入", row => row.Line.Rates.Resolution.Excluded },
            { "实际解决名次", row => row.Line.Rates.Resolution.Rank },
            { "市民满意率", row => row.Line.Rates.Satisfaction.Value },
            { "市民满意分子", row => row.Line.Rates.Satisfaction.Numerator },
            { "市民满意分母", row => row.Line.Rates.Satisfaction.Denominator },
            { "市民满意不计入", row => row.Line.Rates.Satisfaction.Excluded },
            { "市民满意名次", row => row.Line.Rates.Satisfaction.Rank },
            { "及时派单率", row => row.Line.Rates.Dispatch.Value },
            { "及时派单分子", row => row.Line.Rates.Dispatch.Numerator },
            { "及时派单分母", row => row.Line.Rates.Dispatch.Denominator },
            { "及时派单不计入", row => row.Line.Rates.Dispatch.Excluded },
            { "已结案数", row => row.Line.Days!.Closed },
            { "当日结案", row => row.Line.Days!.SameDay },
            { "1个工作日", row => row.Line.Days!.One },
            { "2个工作日", row => row.Line.Days!.Two },
            { "3个工作日", row => row.Line.Days!.Three },
            { "4个工作日", row => row.Line.Days!.Four },
            { "5个工作日", row => row.Line.Days!.Five },
            { "5个工作日以上", row => row.Line.Days!.Later },
            { "末日结案", row => row.Line.Days!.OnLastDay },
            { "末日结案占比", row => row.Line.Days!.LastDayShare, Shown.AsPercentage },
        }
    );

    public static IEnumerable<(RatesView View, Line Line)> Lines(RatesView view) =>
        Of(view.Definition, view.Rates, view.Groups)
            .Concat(view.Comparison is { } other ? Of(other.Definition, other.Rates, other.Groups) : [])
            .Select(line => (view, line));

    private static IEnumerable<Line> Of(RateDefinition definition, RateSet all, IReadOnlyList<RateGroup> groups) =>
        groups
            .Select(group => new Line(
                definition,
                false,
                group.Key,
                group.Name,
                group.RankedAmong,
                group.Rates,
                group.Days
            ))
            .Prepend(new Line(definition, true, null, null, null, all, null));
}
