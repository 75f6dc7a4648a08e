using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>
/// A contribution judged on a day. Time that passes needs no write: what is expected by now comes from the pace, and an
/// alarm begins to count on its day.
/// </summary>
internal sealed record UndertakingStanding(Contribution Contribution, decimal Expected, Lamp Lamp, Phrase Reason)
{
    private static readonly Phrase comma = new("，", ", "),
        onPace = new("与序时进度持平", "on pace");

    /// <summary>Whether there is anything to judge: a share, or a promise kept or broken.</summary>
    public bool IsKnown => Contribution.Completion is not null || Contribution.Kept is not null;

    /// <summary>
    /// What the measure is credited with, 0 to 1: a promise that is kept or broken counts at pace while it is kept.
    /// </summary>
    public decimal Credit(decimal elapsed) =>
        Contribution.Completion is { } completion ? Math.Clamp(completion, 0, 1)
        : Contribution.Kept == true ? elapsed
        : 0;

    /// <param name="contribution">What stands on that day.</param>
    /// <param name="measureExpected">What the measure's own due day expects: for a contribution without a pace.</param>
    /// <param name="asOf">The day judged.</param>
    /// <param name="plan">The plan: its year and its lamp rule.</param>
    /// <param name="calendar">For a pace by working days.</param>
    public static UndertakingStanding Judge(
        Contribution contribution,
        decimal measureExpected,
        DateOnly asOf,
        AnnualPlan plan,
        WorkingDays calendar
    )
    {
        var expected = contribution.Pace?.Expected(asOf, plan.PlanYear, calendar) ?? measureExpected;
        var alarms = contribution.Alarms.Where(alarm => alarm.From <= asOf).ToList();
        var (lamp, pace) = contribution switch
        {
            // A promise that is not kept is red, unless its alarm says that it is only yellow.
            { Kept: { } kept } => (kept || alarms.Count > 0 ? Lamp.Green : Lamp.Red, Phrase.None),
            { Completion: { } completion } => (
                plan.LampRule.For(completion, expected),
                DescribePace(completion, expected)
            ),
            _ => (alarms.Count > 0 ? Lamp.Green : Lamp.NoData, Phrase.None),
        };
        var words = alarms.Select(alarm => alarm.Reason).Prepend(pace).Prepend(contribution.Facts);
        return new UndertakingStanding(
            contribution,
            expected,
            alarms.Select(alarm => alarm.Lamp).Append(lamp).Max(),
            Phrase.Join(comma, words.Where(phrase => !phrase.IsEmpty))
        );
    }

    internal static Phrase DescribePace(decimal completion, decimal expected)
    {
        var ahead = completion - expected;
        if (ahead == 0)
            return onPace;
        var points = (Math.Abs(ahead) * 100).ToString("0.00", CultureInfo.InvariantCulture);
        return ahead > 0
            ? new($"超序时进度{points}个百分点", $"{points} points ahead of pace")
            : new($"落后序时进度{points}个百分点", $"{points} points behind pace");
    }
}
