using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>What a judged indicator says to a measure it answers for, from the day judged on. Pure.</summary>
internal static class IndicatorContribution
{
    /// <summary>
    /// To be raised with every change of what <see cref="Judge"/> or this class says of the same figures.
    /// </summary>
    public const int Rules = 1;

    public static Contribution Of(Judge judge, string measure, Basis basis)
    {
        var (indicator, standing) = (judge.Indicator, judge.Stand());
        var isKnown = standing.Lamp <= Lamp.Red;
        bool? kept = isKnown && !standing.IsPaced ? standing.Lamp == Lamp.Green : null;
        // A promise that is kept needs no alarm, and a broken one is red by itself: between the two is yellow.
        var isAlarmed = isKnown ? kept == false && standing.Lamp == Lamp.Yellow : standing.Lamp != Lamp.NoData;
        return new Contribution
        {
            PlanCode = indicator.PlanCode,
            Measure = measure,
            Kind = UndertakingKind.Indicator,
            UndertakingKey = indicator.Code,
            Basis = basis,
            Title = indicator.Name,
            TitleEn = indicator.NameEn,
            Url = $"/api/v1/indicators/{indicator.Code}",
            Completion = isKnown ? standing.Attainment : null,
            Kept = kept,
            Pace = PaceOf(judge, standing),
            Alarms = isAlarmed ? [new Alarm(judge.AsOf, standing.Lamp, Phrase.None)] : [],
            Facts = standing.Facts,
            Evidence =
                indicator.Source == IndicatorSource.Derived ? EvidenceClass.Measured
                : basis == Basis.Confirmed ? EvidenceClass.Confirmed
                : EvidenceClass.SelfReported,
            Rules = Rules,
            EffectiveOn = judge.AsOf,
        };
    }

    /// <summary>
    /// The pace as the board reads it. A base year's pace compares the same months, and a share promised in full is
    /// expected in full: there what is expected changes with the figures and not with the day. Without a pace, the year
    /// counts as it passes.
    /// </summary>
    private static Pace PaceOf(Judge judge, Standing standing)
    {
        if (standing.Expected is not { } expected)
            return Pace.Even;
        var followsFigures =
            !standing.IsPaced
            || (
                judge.Indicator.Pace.Kind == PaceKind.BaseYear
                && judge.Baseline?.Months is { Count: 12 } months
                && months.Sum() > 0
            );
        return followsFigures
            ? new Pace(PaceKind.Steps, [new PaceStep(new DateOnly(judge.Year, 1, 1), expected)])
            : judge.Indicator.Pace;
    }
}
