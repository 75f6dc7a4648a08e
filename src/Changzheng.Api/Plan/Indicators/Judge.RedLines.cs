using Changzheng.Api.Plan.Board;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Promises that are kept or broken.</summary>
internal sealed partial record Judge
{
    private static readonly Phrase noEvent = new("未发生", "none happened"),
        asLastYear = new("与上年持平", "the same as last year"),
        held = new("保持", "kept"),
        lost = new("未能保持", "lost");

    /// <summary>Numerators and denominators are compared as they are: 19,999 of 20,000 is not 100%.</summary>
    private Assessment Ratio()
    {
        if (Figures.Denominator is not > 0)
            return Nothing(zeroDenominator);
        var (part, whole) = (Figures.Numerator!.Value, Figures.Denominator.Value);
        var percent = PercentDown(part, whole);
        if (Target is null)
            return Nothing(noTarget) with { Value = percent };
        var attainment = Share(part * 100, whole * Target.Value);
        var lamp = Plan.LampRule.ForShare(attainment);
        var (now, aim) = (Percent(percent), Percent(Target.Value));
        var gap = Points(Target.Value - percent);
        var words =
            lamp == Lamp.Green
                ? new Phrase($"为{now}，达到目标{aim}", $"{now}, the target of {aim} is met")
                : new Phrase($"为{now}，距目标{aim}差{gap}个百分点", $"{now}, {gap} points from the target of {aim}");
        return Found(percent, attainment, words) with { Kept = lamp == Lamp.Green, Short = lamp };
    }

    private Assessment ZeroEvent()
    {
        var events = Figures.Value!.Value;
        if (events == 0)
            return Found(0, null, noEvent) with { Kept = true };
        var words = new Phrase(
            $"已发生{Plain(events)}{Indicator.UnitOfMeasure}，全年亮红灯",
            $"{Plain(events)} happened, red for the whole year"
        );
        return Found(events, null, words) with { Kept = false, IsBrokenForGood = true };
    }

    /// <summary>控制在…以内: at or below is kept, above is broken, and there is no share of it.</summary>
    private Assessment Ceiling()
    {
        if (Target is null)
            return Nothing(noTarget);
        var (value, aim, unit) = (Figures.Value!.Value, Plain(Target.Value), Indicator.UnitOfMeasure);
        if (value <= Target.Value)
            return Found(value, null, new Phrase($"控制在{aim}{unit}以内", $"within {aim}")) with { Kept = true };
        var over = Plain(value - Target.Value);
        return Found(
            value,
            null,
            new Phrase($"超出上限{aim}{unit}{over}{unit}", $"{over} above the ceiling of {aim}")
        ) with
        {
            Kept = false,
            IsBrokenForGood = true,
        };
    }

    private Assessment Held() =>
        Found(Figures.Value, null, Figures.Value >= 1 ? held : lost) with
        {
            Kept = Figures.Value >= 1,
        };

    /// <summary>Better than the base or not; within the tolerance it is neither.</summary>
    private Assessment Directed()
    {
        if (Baseline is null || PairOrValue is not { } value)
            return Nothing(Baseline is null ? noBaseline : zeroDenominator) with { Value = PairOrValue };
        var better = Improvement(value, Baseline.Value);
        var (tolerance, by) = (Indicator.Tolerance ?? 0, Points(Math.Abs(better)));
        var words =
            better == 0 ? asLastYear
            : better > 0 ? new Phrase($"较上年改善{by}", $"better than last year by {by}")
            : new Phrase($"较上年变差{by}", $"worse than last year by {by}");
        return Found(value, null, words) with
        {
            Kept = better > tolerance,
            Short = better >= -tolerance ? Lamp.Yellow : Lamp.Red,
        };
    }

    private Assessment Rank()
    {
        var (rank, of) = (Figures.Numerator!.Value, Figures.Denominator!.Value);
        var third =
            rank * 3 <= of ? new Phrase("上游", "upper third")
            : rank * 3 <= of * 2 ? new Phrase("中游", "middle third")
            : new Phrase("下游", "lower third");
        var place = new Phrase($"第{Plain(rank)}名（共{Plain(of)}），位居", $"rank {Plain(rank)} of {Plain(of)}, ");
        return Found(rank, null, place.Then(third)) with
        {
            Kept = rank * 3 <= of,
            Short = rank * 3 <= of * 2 ? Lamp.Yellow : Lamp.Red,
        };
    }

    /// <summary>Against another series, reported beside it: the town's figure over the whole city's, for
    /// example.</summary>
    private Assessment Compared()
    {
        var (own, other) = (Figures.Numerator!.Value, Figures.Denominator!.Value);
        var ahead = Improvement(own, other) - (Target?.Value ?? 0);
        var (mine, theirs, gap) = (Plain(own), Plain(other), Plain(Math.Abs(own - other)));
        var words =
            own == other ? new Phrase($"为{mine}，与对比值相同", $"{mine}, the same as the other series")
            : own > other
                ? new Phrase(
                    $"为{mine}，高于对比值{theirs}（高{gap}）",
                    $"{mine}, above the other series' {theirs} by {gap}"
                )
            : new Phrase(
                $"为{mine}，低于对比值{theirs}（低{gap}）",
                $"{mine}, below the other series' {theirs} by {gap}"
            );
        return Found(own, null, words) with
        {
            Kept = ahead >= 0,
            Short = ahead >= -(Indicator.Tolerance ?? 0) ? Lamp.Yellow : Lamp.Red,
        };
    }

    /// <summary>Positive where it changed for the better.</summary>
    private decimal Improvement(decimal now, decimal before) =>
        Indicator.Direction == Direction.Up ? now - before : before - now;

    /// <summary>The value, or the percentage of a pair; null without a denominator.</summary>
    private decimal? PairOrValue =>
        Figures.Denominator is > 0 ? Round(100 * Figures.Numerator!.Value / Figures.Denominator.Value) : Figures.Value;
}
