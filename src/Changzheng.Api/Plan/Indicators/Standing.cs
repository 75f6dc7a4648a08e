using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Where an indicator stands on the day asked for.</summary>
/// <param name="Value">The year's figure so far in the indicator's unit; percent for growth, ratio and coverage,
/// rounded
/// down to two places for the last two; the rank; null without figures.</param>
/// <param name="Numerator">What the value was divided from: the period's sum, the members done, the rank.</param>
/// <param name="Denominator">What it was divided by: the same months of the base year, all members, the peers
/// ranked.</param>
/// <param name="Attainment">Share of the year's target reached, 1 for all of it; for a growth the share of the growth
/// promised, 0 where it shrinks. Null where a share would be meaningless (zero events, ceilings, direction, rank) or
/// the
/// target or baseline is missing.</param>
/// <param name="YearShare">For a growth: the share of the amount the year needs, which the measure counts; else
/// null.</param>
/// <param name="Expected">The share expected by the pace on that day; null for what is kept or broken.</param>
/// <param name="Kept">For promises that are kept or broken, and for a growth; null for others, and where nothing is
/// known.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why, in words a clerk can read.</param>
/// <param name="Through">The last period the data reach to.</param>
/// <param name="Stale">A report is overdue: the figures are old.</param>
public sealed record Standing(
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Attainment,
    decimal? YearShare,
    decimal? Expected,
    bool? Kept,
    Lamp Lamp,
    string Reason,
    string? Through,
    bool Stale
)
{
    internal static Standing Example =>
        new(
            560,
            null,
            null,
            0.56m,
            null,
            0.5m,
            null,
            Lamp.Green,
            "完成年度目标的56.00%，超序时进度6.00个百分点",
            "2022-06",
            false
        );

    /// <summary>The reason in both languages; <see cref="Reason"/> is the Chinese half until somebody asks.</summary>
    internal Phrase Why { get; init; } = new(Reason, Reason);

    /// <summary>The promise is kept, as far as it can be said on that day.</summary>
    internal bool Achieved { get; init; }

    /// <param name="judge">The indicator and its figures.</param>
    /// <param name="dueOn">When it is due; null for the year's end.</param>
    /// <param name="asOf">The day judged.</param>
    /// <param name="schedule">When reports are due.</param>
    internal static Standing Of(Judge judge, DateOnly? dueOn, DateOnly asOf, ReportSchedule schedule)
    {
        var assessment = judge.Assess();
        var contribution = IndicatorContribution.Of(judge, assessment, "", Basis.Reported, asOf);
        var day = UndertakingStanding.Judge(
            contribution,
            (judge.Indicator.EffectiveOn, dueOn),
            asOf,
            judge.Plan,
            schedule
        );
        var isPaced = assessment is { Kept: null, Completion: not null };
        return new Standing(
            assessment.Value,
            assessment.Numerator,
            assessment.Denominator,
            assessment.Attainment,
            assessment.YearShare,
            isPaced || assessment.YearShare is not null ? day.Expected : null,
            assessment.Kept,
            day.Lamp,
            day.Reason.Chinese,
            day.Through is null ? null : judge.FindPeriod(day.Through.Value),
            day.IsStale
        )
        {
            Why = day.Reason,
            Achieved =
                isPaced || judge.Indicator.Kind == IndicatorKind.Accreditation
                    ? assessment.Attainment >= 1
                    : assessment.Kept == true && !day.IsStale && asOf >= new DateOnly(judge.Plan.PlanYear, 12, 31),
        };
    }

    /// <summary>With the reason in the language of the request: a board is kept for callers of both.</summary>
    internal Standing Translate() => this with { Reason = Why.ToString() };
}
