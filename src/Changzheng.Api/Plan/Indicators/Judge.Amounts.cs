using Changzheng.Api.Plan.Board;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Promises that come in over the year: amounts, growth, stages, coverage.</summary>
internal sealed partial record Judge
{
    private Assessment Amount()
    {
        if (Target is null)
            return Nothing(noTarget);
        var (done, attainment) = (Figures.Value!.Value, Share(Figures.Value!.Value, Target.Value));
        return Found(done, attainment, DescribeDone(attainment).Then(DescribeStretch(done)));
    }

    /// <summary>Met at the lower bound; more is told, up to the upper one.</summary>
    private Assessment Range()
    {
        if (Target is null)
            return Nothing(noTarget);
        var done = Figures.Value!.Value;
        var words =
            done >= Target.Upper ? new Phrase("达到上限，", "upper bound reached, ")
            : done >= Target.Value ? new Phrase("达到下限，", "lower bound reached, ")
            : Phrase.None;
        var attainment = Share(done, Target.Value);
        return Found(done, attainment, words.Then(DescribeDone(attainment)).Then(DescribeStretch(done)));
    }

    /// <summary>
    /// Growth over growth, compared with the same months of the base year, month after month. What the measure counts
    /// is another thing: the share of the amount that the year needs.
    /// </summary>
    private Assessment Growth()
    {
        if (Target is null || Baseline is null || Baseline.Value <= 0)
            return Nothing(Target is null ? noTarget : noBaseline) with { Numerator = Figures.Value };
        var done = Figures.Value!.Value;
        var covered = CoveredMonths;
        var sameMonths =
            Baseline.Months is { Count: 12 } months ? covered.Sum(month => months[month - 1])
            : covered.Count == 12 ? Baseline.Value
            : 0;
        var yearShare = Round(done / (Baseline.Value * (1 + Target.Value / 100)));
        var amount = new Phrase(
            $"完成全年目标额的{Percent(yearShare * 100)}",
            $"{Percent(yearShare * 100)} of the year's amount done"
        );
        if (sameMonths <= 0)
            return Found(null, null, amount) with { YearShare = yearShare, Numerator = done, Denominator = null };
        // In amounts, so that nothing is decided by a rounded figure.
        var (grown, aim, near) = (
            done - sameMonths,
            sameMonths * Target.Value / 100,
            sameMonths * Target.Value * 0.7m / 100
        );
        var growth = Round((done / sameMonths - 1) * 100);
        return Found(growth, AttainGrowth(grown, aim), DescribeGrowth(growth, Target).Then(amount)) with
        {
            Numerator = done,
            Denominator = sameMonths,
            YearShare = yearShare,
            Kept = grown >= aim,
            Short = grown > near && grown > 0 ? Lamp.Yellow : Lamp.Red,
        };
    }

    private static decimal AttainGrowth(decimal grown, decimal aim) =>
        grown >= aim && aim <= 0 ? 1
        : grown <= 0 || aim <= 0 ? 0
        : Share(grown, aim);

    /// <summary>The months the figures cover: a running total covers all months up to its period.</summary>
    private IReadOnlyCollection<int> CoveredMonths =>
        Indicator.Accumulation == Accumulation.Latest
            ? [.. Enumerable.Range(1, Period.Parse(Figures.Periods[^1]).End.Month)]
            : Figures.Months;

    /// <summary>A change promised in points, from the base.</summary>
    private Assessment Changed()
    {
        if (Target is null || Target.Value <= 0)
            return Nothing(noTarget);
        if (Baseline is null || PairOrValue is not { } value)
            return Nothing(Baseline is null ? noBaseline : zeroDenominator);
        var change = Improvement(value, Baseline.Value);
        var attainment = change <= 0 ? 0 : Share(change, Target.Value);
        var (by, aim) = (Points(Math.Abs(change)), Points(Target.Value));
        var words =
            change >= 0
                ? new Phrase($"较上年改善{by}（目标{aim}），", $"better than last year by {by} (target: {aim}), ")
                : new Phrase($"较上年变差{by}（目标{aim}），", $"worse than last year by {by} (target: {aim}), ");
        return Found(value, attainment, words.Then(DescribeDone(attainment)));
    }

    /// <summary>
    /// By the plan's scale of stages. Only named is all of it; refused leaves nothing.
    /// </summary>
    private Assessment Accredited()
    {
        var stage = (Stage)(int)Figures.Value!.Value;
        if (stage == Stage.Refused)
            return Found(Figures.Value, 0, new Phrase("未通过", "refused")) with { Kept = false };
        var attainment = Plan.StagesOrUsual.First(one => one.Stage == stage).Share;
        return Found(Figures.Value, attainment, ReachedStage(stage).Then(DescribeDone(attainment)));
    }

    private Assessment Coverage()
    {
        if (Figures.Denominator is not > 0)
            return Nothing(emptyList);
        var (done, all, aim) = (Figures.Numerator!.Value, Figures.Denominator.Value, Target?.Value ?? 100);
        var attainment = Share(done * 100, all * aim);
        var words = new Phrase($"{Plain(done)}/{Plain(all)}已完成，", $"{Plain(done)} of {Plain(all)} done, ");
        return Found(PercentDown(done, all), attainment, words.Then(DescribeDone(attainment)));
    }

    private Phrase DescribeStretch(decimal done)
    {
        if (Target?.Stretch is not { } stretch)
            return Phrase.None;
        return done >= stretch
            ? new Phrase($"，达到力争目标{Plain(stretch)}", $", the stretch target of {Plain(stretch)} is met")
            : new Phrase(
                $"，距力争目标{Plain(stretch)}差{Plain(stretch - done)}",
                $", {Plain(stretch - done)} from the stretch target of {Plain(stretch)}"
            );
    }

    private static Phrase DescribeGrowth(decimal growth, Target target)
    {
        var by = Percent(Math.Abs(growth));
        var aim = target.Upper is { } upper ? $"{Percent(target.Value)}-{Percent(upper)}" : Percent(target.Value);
        var stretch = target.Stretch is { } more ? $"，力争{Percent(more)}" : "";
        var stretchEn = target.Stretch is { } most ? $", stretch: {Percent(most)}" : "";
        return growth < 0
            ? new(
                $"同比下降{by}（目标增长{aim}{stretch}），",
                $"down {by} on last year (target: up {aim}{stretchEn}), "
            )
            : new($"同比增长{by}（目标增长{aim}{stretch}），", $"up {by} on last year (target: up {aim}{stretchEn}), ");
    }

    private static Phrase ReachedStage(Stage stage) =>
        stage switch
        {
            Stage.Applied => new("已到“申报”阶段，", "stage reached: applied, "),
            Stage.Reviewed => new("已到“初审”阶段，", "stage reached: reviewed, "),
            Stage.Inspected => new("已到“验收”阶段，", "stage reached: inspected, "),
            _ => new("已到“命名”阶段，", "stage reached: named, "),
        };
}
