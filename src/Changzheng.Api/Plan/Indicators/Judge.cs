using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Indicators;

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
    private static readonly Phrase awaitingTarget = new("待区下达目标", "the district has not set the target yet"),
        noRecords = new("尚无业务数据", "no records yet"),
        notReported = new("尚未填报", "nothing reported yet"),
        noTarget = new("缺目标值", "the target is missing"),
        noBaseline = new("缺上年基数", "last year's base is missing"),
        zeroDenominator = new("分母为零", "the denominator is zero"),
        emptyList = new("名单为空", "the list is empty"),
        noEvent = new("未发生", "none happened"),
        asLastYear = new("与上年持平", "the same as last year");

    private bool YearIsOver => AsOf >= new DateOnly(Year, 12, 31);

    public Standing Stand()
    {
        if (Indicator.Kind == IndicatorKind.Assigned && Target is null)
            return Nothing(Lamp.AwaitingTarget, awaitingTarget);
        if (Figures.Through is null)
            return Nothing(Lamp.NoData, Indicator.Source == IndicatorSource.Derived ? noRecords : notReported);
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
                ReachedStage((int)Figures.Value.Value)
            ),
            IndicatorKind.Coverage => Coverage(),
            IndicatorKind.Range => Range(),
            _ => Target is null
                ? Nothing(Lamp.NoData, noTarget)
                : Paced(Figures.Value!.Value, Share(Figures.Value!.Value, Target.Value), Phrase.None),
        };
    }

    private Standing Growth()
    {
        if (Target is null || Baseline is null || Baseline.Value <= 0)
            return Nothing(Lamp.NoData, Target is null ? noTarget : noBaseline) with { Numerator = Figures.Value };
        var done = Figures.Value!.Value;
        var sameMonths =
            Baseline.Months is { Count: 12 } months ? Covered.Sum(month => months[month - 1])
            : Covered.Count == 12 ? Baseline.Value
            : (decimal?)null;
        var growth = sameMonths > 0 ? Round((done / sameMonths.Value - 1) * 100) : (decimal?)null;
        var paced = Paced(
            growth,
            Round(done / (Baseline.Value * (1 + Target.Value / 100))),
            growth is { } known ? Grown(known, Target.Value) : Phrase.None
        );
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
            return Nothing(Lamp.NoData, zeroDenominator);
        var percent = Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value);
        if (Target is null)
            return Nothing(Lamp.NoData, noTarget) with { Value = percent };
        var attainment = Share(percent, Target.Value);
        var lamp = Rule.ForShare(attainment);
        var (now, target) = (Percent(percent), Percent(Target.Value));
        var gap = Points(Math.Abs(percent - Target.Value));
        var words =
            lamp == Lamp.Green
                ? new Phrase($"为{now}，达到目标{target}", $"{now}, the target of {target} is met")
                : new Phrase(
                    $"为{now}，距目标{target}差{gap}个百分点",
                    $"{now}, {gap} points from the target of {target}"
                );
        return Standing(percent, attainment, 1, lamp, words) with { Achieved = YearIsOver && lamp == Lamp.Green };
    }

    private Standing Coverage()
    {
        if (Figures.Denominator is not > 0)
            return Nothing(Lamp.NoData, emptyList);
        var percent = Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value);
        var (done, all) = (Plain(Figures.Numerator.Value), Plain(Figures.Denominator.Value));
        return Paced(
            percent,
            Share(percent, Target?.Value ?? 100),
            new Phrase($"{done}/{all}已完成，", $"{done} of {all} done, ")
        );
    }

    private Standing Range()
    {
        if (Target is null)
            return Nothing(Lamp.NoData, noTarget);
        var done = Figures.Value!.Value;
        var words =
            done >= Target.Upper ? new Phrase("达到上限，", "upper bound reached, ")
            : done >= Target.Value ? new Phrase("达到下限，", "lower bound reached, ")
            : Phrase.None;
        return Paced(done, Share(done, Target.Value), words);
    }

    private Standing ZeroEvent()
    {
        if (Figures.Value is 0)
            return Standing(0, null, null, Lamp.Green, noEvent) with { Achieved = YearIsOver };
        var events = Plain(Figures.Value!.Value);
        var words = new Phrase(
            $"已发生{events}{Indicator.UnitOfMeasure}，全年亮红灯",
            $"{events} happened, red for the whole year"
        );
        return Standing(Figures.Value, null, null, Lamp.Red, words);
    }

    private Standing Directed()
    {
        var value = Figures.Denominator is > 0
            ? Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value)
            : Figures.Value;
        if (Baseline is null || value is null)
            return Nothing(Lamp.NoData, Baseline is null ? noBaseline : zeroDenominator) with { Value = value };
        var better = Indicator.Direction == Direction.Up ? value.Value - Baseline.Value : Baseline.Value - value.Value;
        var lamp =
            better > 0 ? Lamp.Green
            : better == 0 ? Lamp.Yellow
            : Lamp.Red;
        var by = Points(Math.Abs(better));
        var words =
            better == 0 ? asLastYear
            : better > 0 ? new Phrase($"较上年改善{by}", $"better than last year by {by}")
            : new Phrase($"较上年变差{by}", $"worse than last year by {by}");
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
            Lamp.Green => new Phrase("上游", "upper third"),
            Lamp.Yellow => new Phrase("中游", "middle third"),
            _ => new Phrase("下游", "lower third"),
        };
        var place = new Phrase($"第{Plain(rank)}名（共{Plain(of)}），位居", $"rank {Plain(rank)} of {Plain(of)}, ");
        return Standing(rank, null, null, lamp, place.Then(third)) with { Achieved = YearIsOver && lamp == Lamp.Green };
    }

    /// <summary>Attainment against the share expected by now.</summary>
    private Standing Paced(decimal? value, decimal attainment, Phrase before)
    {
        var expected = Indicator.Pace.Expected(AsOf, Year, Calendar, Baseline?.Months, Covered);
        var done = Percent(attainment * 100);
        var facts = before.Then(new Phrase($"完成年度目标的{done}", $"{done} of the year's target done"));
        var words = Phrase.Join(new("，", ", "), [facts, UndertakingStanding.DescribePace(attainment, expected)]);
        return Standing(value, attainment, expected, Rule.For(attainment, expected), words) with
        {
            Achieved = attainment >= 1,
            Facts = facts,
            IsPaced = true,
        };
    }

    /// <summary>The months the figures cover: a running total covers all months up to its period.</summary>
    internal IReadOnlySet<int> Covered =>
        Indicator.Accumulation == Accumulation.Latest && Figures.Through is { } through
            ? Enumerable.Range(1, Period.Parse(through).End.Month).ToHashSet()
            : Figures.Months;

    /// <summary>
    /// Where less is better, all is reached at or below the target, and what is above it counts in proportion.
    /// </summary>
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

    private Standing Nothing(Lamp lamp, Phrase reason) => Standing(null, null, null, lamp, reason);

    private Standing Standing(decimal? value, decimal? attainment, decimal? expected, Lamp lamp, Phrase reason) =>
        new(value, Figures.Numerator, Figures.Denominator, attainment, expected, lamp, reason.Chinese, Figures.Through)
        {
            Why = reason,
            Facts = reason,
        };

    private static Phrase Grown(decimal growth, decimal target)
    {
        var (by, aim) = (Percent(Math.Abs(growth)), Percent(target));
        return growth < 0
            ? new($"同比下降{by}（目标增长{aim}），", $"down {by} on last year (target: up {aim}), ")
            : new($"同比增长{by}（目标增长{aim}），", $"up {by} on last year (target: up {aim}), ");
    }

    private static Phrase ReachedStage(int stage) =>
        (Stage)stage switch
        {
            Stage.Applied => new("已到“申报”阶段，", "stage reached: applied, "),
            Stage.Reviewed => new("已到“初审”阶段，", "stage reached: reviewed, "),
            Stage.Inspected => new("已到“验收”阶段，", "stage reached: inspected, "),
            _ => new("已到“命名”阶段，", "stage reached: named, "),
        };

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    private static string Percent(decimal percent) => Points(percent) + "%";

    private static string Points(decimal points) =>
        Math.Round(points, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
