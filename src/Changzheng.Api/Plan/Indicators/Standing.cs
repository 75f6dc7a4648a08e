using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Where an indicator stands on the day asked for.</summary>
/// <param name="Value">The year's figure so far in the indicator's unit; percent for growth, ratio and coverage; the rank; null without figures.</param>
/// <param name="Numerator">What the value was divided from: the period's sum, the members done, the rank.</param>
/// <param name="Denominator">What it was divided by: the same months of the base year, all members, the peers ranked.</param>
/// <param name="Attainment">Share of the year's target reached, 1 for all of it; null where a share would be meaningless (zero events, direction, rank) or the target or baseline is missing.</param>
/// <param name="Expected">The share expected by the pace on that day; null where there is no pace.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why, in words a clerk can read.</param>
/// <param name="Through">The last period counted.</param>
public sealed record Standing(
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Attainment,
    decimal? Expected,
    Lamp Lamp,
    string Reason,
    string? Through
)
{
    internal static Standing Example =>
        new(560, null, null, 0.56m, 0.4959m, Lamp.Green, "完成年度目标的56.00%，超序时进度6.41个百分点", "2022-06");

    /// <summary>The promise is kept, as far as it can be said on that day.</summary>
    internal bool Achieved { get; init; }

    /// <summary>What a measure answered by this indicator is credited with, 0 to 1: a promise that is kept or not counts at pace while it is kept.</summary>
    internal decimal Credit(decimal elapsed) =>
        Attainment is { } attainment ? Math.Clamp(attainment, 0, 1)
        : Lamp == Lamp.Green ? elapsed
        : 0;
}

/// <summary>Judges an indicator's figures on a day: pure, the ten kinds of API.md §3 in one place.</summary>
internal sealed record Judge(
    Indicator Indicator,
    Target? Target,
    Target? Baseline,
    Figures Figures,
    DateOnly AsOf,
    int Year,
    LampRule Rule,
    WorkingDays Calendar
)
{
    private bool YearIsOver => AsOf >= new DateOnly(Year, 12, 31);

    public Standing Stand()
    {
        if (Indicator.Kind == IndicatorKind.Assigned && Target is null)
            return Nothing(Lamp.AwaitingTarget, "待区下达目标");
        if (Figures.Through is null)
            return Nothing(Lamp.NoData, Indicator.Source == IndicatorSource.Derived ? "尚无业务数据" : "尚未填报");
        return Indicator.Kind switch
        {
            IndicatorKind.Growth => Growth(),
            IndicatorKind.Ratio => Ratio(),
            IndicatorKind.ZeroEvent => ZeroEvent(),
            IndicatorKind.Direction => Directed(),
            IndicatorKind.Rank => Rank(),
            IndicatorKind.Accreditation => Paced(
                Figures.Value!.Value,
                Round(Figures.Value.Value / (int)Stage.Named),
                $"已到“{StageName((int)Figures.Value.Value)}”阶段，"
            ),
            IndicatorKind.Coverage => Coverage(),
            IndicatorKind.Range => Range(),
            _ => Target is null
                ? Nothing(Lamp.NoData, "缺目标值")
                : Paced(Figures.Value!.Value, Share(Figures.Value!.Value, Target.Value), ""),
        };
    }

    private Standing Growth()
    {
        if (Target is null || Baseline is null || Baseline.Value <= 0)
            return Nothing(Lamp.NoData, Target is null ? "缺目标值" : "缺上年基数") with { Numerator = Figures.Value };
        var done = Figures.Value!.Value;
        var sameMonths =
            Baseline.Months is { Count: 12 } months ? Covered.Sum(month => months[month - 1])
            : Covered.Count == 12 ? Baseline.Value
            : (decimal?)null;
        var growth = sameMonths > 0 ? Round((done / sameMonths.Value - 1) * 100) : (decimal?)null;
        var words = growth is null
            ? ""
            : $"同比{(growth < 0 ? "下降" : "增长")}{Percent(Math.Abs(growth.Value))}（目标增长{Percent(Target.Value)}），";
        var paced = Paced(growth, Round(done / (Baseline.Value * (1 + Target.Value / 100))), words);
        return paced with
        {
            Numerator = done,
            Denominator = sameMonths,
            Achieved = YearIsOver && Covered.Count == 12 && growth >= Target.Value,
        };
    }

    private Standing Ratio()
    {
        if (Figures.Denominator is not > 0)
            return Nothing(Lamp.NoData, "分母为零");
        var percent = Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value);
        if (Target is null)
            return Nothing(Lamp.NoData, "缺目标值") with { Value = percent };
        var attainment = Share(percent, Target.Value);
        var lamp = Rule.ForShare(attainment);
        var gap = Math.Abs(percent - Target.Value);
        var words =
            lamp == Lamp.Green
                ? $"为{Percent(percent)}，达到目标{Percent(Target.Value)}"
                : $"为{Percent(percent)}，距目标{Percent(Target.Value)}差{Points(gap)}个百分点";
        return Standing(percent, attainment, 1, lamp, words) with { Achieved = YearIsOver && lamp == Lamp.Green };
    }

    private Standing Coverage()
    {
        if (Figures.Denominator is not > 0)
            return Nothing(Lamp.NoData, "名单为空");
        var percent = Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value);
        return Paced(
            percent,
            Share(percent, Target?.Value ?? 100),
            $"{Plain(Figures.Numerator.Value)}/{Plain(Figures.Denominator.Value)}已完成，"
        );
    }

    private Standing Range()
    {
        if (Target is null)
            return Nothing(Lamp.NoData, "缺目标值");
        var done = Figures.Value!.Value;
        var words =
            done >= Target.Upper ? "达到上限，"
            : done >= Target.Value ? "达到下限，"
            : "";
        return Paced(done, Share(done, Target.Value), words);
    }

    private Standing ZeroEvent() =>
        Figures.Value is 0
            ? Standing(0, null, null, Lamp.Green, "未发生") with
            {
                Achieved = YearIsOver,
            }
            : Standing(
                Figures.Value,
                null,
                null,
                Lamp.Red,
                $"已发生{Plain(Figures.Value!.Value)}{Indicator.UnitOfMeasure}，全年亮红灯"
            );

    private Standing Directed()
    {
        var value = Figures.Denominator is > 0
            ? Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value)
            : Figures.Value;
        if (Baseline is null || value is null)
            return Nothing(Lamp.NoData, Baseline is null ? "缺上年基数" : "分母为零") with { Value = value };
        var better = Indicator.Direction == Direction.Up ? value.Value - Baseline.Value : Baseline.Value - value.Value;
        var lamp =
            better > 0 ? Lamp.Green
            : better == 0 ? Lamp.Yellow
            : Lamp.Red;
        var words = better == 0 ? "与上年持平" : $"较上年{(better > 0 ? "改善" : "变差")}{Points(Math.Abs(better))}";
        return Standing(value, null, null, lamp, words) with { Achieved = YearIsOver && lamp == Lamp.Green };
    }

    private Standing Rank()
    {
        var (rank, of) = (Figures.Numerator!.Value, Figures.Denominator!.Value);
        var lamp =
            rank * 3 <= of ? Lamp.Green
            : rank * 3 <= of * 2 ? Lamp.Yellow
            : Lamp.Red;
        var third = lamp switch
        {
            Lamp.Green => "上游",
            Lamp.Yellow => "中游",
            _ => "下游",
        };
        return Standing(rank, null, null, lamp, $"第{Plain(rank)}名（共{Plain(of)}），位居{third}") with
        {
            Achieved = YearIsOver && lamp == Lamp.Green,
        };
    }

    /// <summary>Attainment against the share expected by now.</summary>
    private Standing Paced(decimal? value, decimal attainment, string before)
    {
        var expected = Indicator.Pace.Expected(AsOf, Year, Calendar, Baseline?.Months, Covered);
        var ahead = attainment - expected;
        var pace =
            ahead == 0
                ? "与序时进度持平"
                : $"{(ahead > 0 ? "超" : "落后")}序时进度{Points(Math.Abs(ahead) * 100)}个百分点";
        return Standing(
            value,
            attainment,
            expected,
            Rule.For(attainment, expected),
            $"{before}完成年度目标的{Percent(attainment * 100)}，{pace}"
        ) with
        {
            Achieved = attainment >= 1,
        };
    }

    /// <summary>The months the figures cover: a running total covers all months up to its period.</summary>
    private IReadOnlySet<int> Covered =>
        Indicator.Accumulation == Accumulation.Latest && Figures.Through is { } through
            ? Enumerable.Range(1, Period.Parse(through).End.Month).ToHashSet()
            : Figures.Months;

    /// <summary>Where less is better, all is reached at or below the target, and what is above it counts in proportion.</summary>
    private decimal Share(decimal done, decimal target) =>
        Round(
            Indicator.Direction == Direction.Up
                ? target == 0
                    ? 1
                    : done / target
                : done <= target
                    ? 1
                    : target / done
        );

    private Standing Nothing(Lamp lamp, string reason) => Standing(null, null, null, lamp, reason);

    private Standing Standing(decimal? value, decimal? attainment, decimal? expected, Lamp lamp, string reason) =>
        new(value, Figures.Numerator, Figures.Denominator, attainment, expected, lamp, reason, Figures.Through);

    private static string StageName(int stage) =>
        (Stage)stage switch
        {
            Stage.Applied => "申报",
            Stage.Reviewed => "初审",
            Stage.Inspected => "验收",
            _ => "命名",
        };

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    private static string Percent(decimal percent) => Points(percent) + "%";

    private static string Points(decimal points) =>
        Math.Round(points, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
