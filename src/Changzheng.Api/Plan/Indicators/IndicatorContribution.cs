using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>What a judged indicator says to a measure it answers for, from a day on. Pure.</summary>
internal static class IndicatorContribution
{
    /// <summary>
    /// To be raised with every change of what <see cref="Judge"/> or this class says of the same figures.
    /// </summary>
    public const int Rules = 2;

    public static Contribution Of(Judge judge, Assessment assessment, string measure, Basis basis, DateOnly day)
    {
        var indicator = judge.Indicator;
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
            Completion = assessment.Completion,
            Kept = assessment.Kept,
            RedLine = judge.IsRedLine,
            Pace = PaceOf(judge),
            Alarms = AlarmsOf(assessment, day),
            Facts = assessment.Facts,
            Evidence = EvidenceClass.Measured,
            Through = judge.Through,
            Frequency = indicator.Source == IndicatorSource.Reported ? indicator.Frequency : null,
            Rules = Rules,
            EffectiveOn = day,
        };
    }

    /// <summary>
    /// A promise that is not kept is red by itself; where it is only yellow, or red for good, an alarm says so.
    /// </summary>
    private static IReadOnlyList<Alarm> AlarmsOf(Assessment assessment, DateOnly day) =>
        assessment switch
        {
            { AwaitsTarget: true } => [new Alarm(day, Lamp.AwaitingTarget, Phrase.None)],
            { IsBrokenForGood: true } => [new Alarm(day, Lamp.Red, Phrase.None)],
            { Kept: false, Short: Lamp.Yellow } => [new Alarm(day, Lamp.Yellow, Phrase.None)],
            _ => [],
        };

    /// <summary>The pace as the board reads it: a base year's months are steps, so that no reader needs the
    /// base.</summary>
    private static Pace PaceOf(Judge judge)
    {
        var pace = judge.Indicator.Pace;
        if (pace.Kind != PaceKind.BaseYear)
            return pace;
        return judge.Baseline?.Months is { Count: 12 } months && months.Sum() > 0
            ? Pace.OfBaseYear(judge.Plan.PlanYear, months)
            : Pace.ByMonth;
    }
}
