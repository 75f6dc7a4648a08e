using System.Globalization;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Judges an indicator's figures: pure, every kind of promise of API.md §3 with its own rule. What a day adds (pace,
/// due
/// day, overdue reports) is added by <see cref="Undertakings.UndertakingStanding"/>.
/// </summary>
internal sealed partial record Judge(
    Indicator Indicator,
    Target? Target,
    Target? Baseline,
    Figures Figures,
    AnnualPlan Plan
)
{
    private static readonly Phrase awaitingTarget = new("待区下达目标", "the district has not set the target yet"),
        noRecords = new("尚无业务数据", "no records yet"),
        notReported = new("尚未填报", "nothing reported yet"),
        noTarget = new("缺目标值", "the target is missing"),
        noBaseline = new("缺上年基数", "last year's base is missing"),
        zeroDenominator = new("分母为零", "the denominator is zero"),
        emptyList = new("名单为空", "the list is empty");

    /// <summary>底线: a promise that is kept or broken and stands outside every mean.</summary>
    public bool IsRedLine =>
        Indicator.Kind
            is IndicatorKind.ZeroEvent
                or IndicatorKind.Maximum
                or IndicatorKind.Hold
                or IndicatorKind.Direction
                or IndicatorKind.Rank
                or IndicatorKind.Relative
        || (Indicator.Kind == IndicatorKind.Ratio && Target is not { Value: < 100 })
        || Indicator.IsCeiling;

    public Assessment Assess()
    {
        if (Indicator.Kind == IndicatorKind.Assigned && Target is null)
            return Nothing(awaitingTarget) with { AwaitsTarget = true };
        if (Figures.Periods.Count == 0)
            return Nothing(Indicator.Source == IndicatorSource.Derived ? noRecords : notReported);
        return Indicator.Kind switch
        {
            _ when Indicator.IsCeiling => Ceiling(),
            IndicatorKind.Growth => Growth(),
            IndicatorKind.Ratio => Ratio(),
            IndicatorKind.ZeroEvent => ZeroEvent(),
            IndicatorKind.Direction => Directed(),
            IndicatorKind.Hold => Held(),
            IndicatorKind.Rank => Rank(),
            IndicatorKind.Relative => Compared(),
            IndicatorKind.PointsChange => Changed(),
            IndicatorKind.Accreditation => Accredited(),
            IndicatorKind.Coverage => Coverage(),
            IndicatorKind.Range => Range(),
            _ => Amount(),
        };
    }

    /// <summary>
    /// The last day to which the data reach; null where there are none. Where a gap would flatter (growth, red lines
    /// counted month by month) they reach only to the first gap. Where they reach nowhere in the year, it is the day
    /// before.
    /// </summary>
    public DateOnly? Through
    {
        get
        {
            var complete = Figures.Complete.Select(Period.Parse).OrderBy(period => period.End).ToList();
            var before = Begin.AddDays(-1);
            if (Figures.Periods.Count == 0 && Indicator.Kind != IndicatorKind.ZeroEvent)
                return Indicator.EffectiveOn is null ? null : before;
            if (!MustBeWhole)
                return complete.Count == 0 ? before : complete[^1].End;
            var reached = before;
            foreach (var period in complete)
                if (period.Start == reached.AddDays(1))
                    reached = period.End;
            return reached;
        }
    }

    /// <summary>
    /// The first day reports are about: the year's, or the first of the period in which a later document added the
    /// indicator.
    /// </summary>
    private DateOnly Begin => Indicator.ListDuePeriods(Plan.PlanYear).First().Start;

    /// <summary>The period that ends on that day, as it was reported; null where none does.</summary>
    public string? FindPeriod(DateOnly end) =>
        Figures.Complete.FirstOrDefault(period => Period.Parse(period).End == end);

    private bool MustBeWhole =>
        (Indicator.Source == IndicatorSource.Reported || Indicator.DerivedSince is not null)
        && Indicator.Accumulation != Accumulation.Latest
        && (Indicator.Kind == IndicatorKind.Growth || IsRedLine);

    private Assessment Nothing(Phrase reason) =>
        new()
        {
            Numerator = Figures.Numerator,
            Denominator = Figures.Denominator,
            Facts = reason,
        };

    private Assessment Found(decimal? value, decimal? attainment, Phrase facts) =>
        new()
        {
            Value = value,
            Numerator = Figures.Numerator,
            Denominator = Figures.Denominator,
            Attainment = attainment,
            Facts = facts,
        };

    /// <summary>Rounded to four places, but 1 only where all is reached.</summary>
    private static decimal Share(decimal part, decimal whole)
    {
        if (whole == 0)
            return 1;
        var share = part / whole;
        var rounded = Math.Round(share, 4, MidpointRounding.AwayFromZero);
        return rounded >= 1 && share < 1 ? 0.9999m : rounded;
    }

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    /// <summary>A share that is short of 100% never reads 100%.</summary>
    private static decimal PercentDown(decimal numerator, decimal denominator) =>
        Math.Floor(10_000 * numerator / denominator) / 100;

    private static string Percent(decimal percent) => Points(percent) + "%";

    private static string Points(decimal points) =>
        Math.Round(points, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static Phrase DescribeDone(decimal attainment)
    {
        var done = Percent(attainment * 100);
        return new Phrase($"完成年度目标的{done}", $"{done} of the year's target done");
    }
}
