using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>
/// A contribution judged on a day. Time that passes needs no write: what is expected by now comes from the pace, an
/// alarm begins to count on its day, and a report that did not come makes the data stale.
/// </summary>
/// <param name="Contribution">What stands on that day.</param>
/// <param name="Expected">How far its pace expects it, 0 to 1.</param>
/// <param name="Missing">How many of its reports are overdue.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why.</param>
internal sealed record UndertakingStanding(
    Contribution Contribution,
    decimal Expected,
    int Missing,
    Lamp Lamp,
    Phrase Reason
)
{
    private static readonly Phrase comma = new("，", ", "),
        onPace = new("与序时进度持平", "on pace");

    public bool IsKnown => Contribution.IsKnown;

    public bool IsStale => Lamp == Lamp.Stale;

    /// <summary>A red line that is broken for good: nothing that is reported later makes it fade.</summary>
    public bool IsBrokenForGood => Contribution is { RedLine: true, Kept: false } && IsAlarmedRed(Contribution.Alarms);

    /// <summary>The last day to which its data reach; null where there are none.</summary>
    public DateOnly? Through { get; init; }

    /// <param name="contribution">What stands on that day.</param>
    /// <param name="term">From when the measure counts, and when it is due; null for the year's first and last
    /// day.</param>
    /// <param name="asOf">The day judged.</param>
    /// <param name="plan">The plan: its year and its lamp rule.</param>
    /// <param name="schedule">When reports are due.</param>
    public static UndertakingStanding Judge(
        Contribution contribution,
        (DateOnly? From, DateOnly? DueOn) term,
        DateOnly asOf,
        AnnualPlan plan,
        ReportSchedule schedule
    )
    {
        var pace = contribution.Pace ?? Pace.Even;
        var due = contribution.DueOn ?? term.DueOn;
        var expected = pace.Expected(asOf, plan.PlanYear, due, schedule.Calendar, term.From);
        var missing = contribution.Frequency is { } frequency
            ? schedule.CountMissing(frequency, contribution.Through, asOf)
            : 0;
        var alarms = contribution.Alarms.Where(alarm => alarm.From <= asOf).ToList();
        var (lamp, words) = Judge(contribution, alarms, expected, plan.LampRule);
        var isOld = contribution.Through is not null && missing > 0 && (contribution.IsKnown || contribution.RedLine);
        if (isOld && !(contribution.Kept == false && IsAlarmedRed(alarms)))
            lamp = Lamp.Stale;
        return new UndertakingStanding(
            contribution,
            expected,
            missing,
            lamp,
            Phrase.Join(
                comma,
                alarms
                    .Select(alarm => alarm.Reason)
                    .Prepend(lamp == Lamp.Stale ? Phrase.None : words)
                    .Prepend(contribution.Facts)
                    .Append(DescribeMissing(contribution, missing, plan.PlanYear))
                    .Where(phrase => !phrase.IsEmpty)
            )
        )
        {
            Through = contribution.Through?.Year >= plan.PlanYear ? contribution.Through : null,
        };
    }

    private static (Lamp, Phrase) Judge(
        Contribution contribution,
        IReadOnlyList<Alarm> alarms,
        decimal expected,
        LampRule rule
    )
    {
        var alarmed = alarms.Count == 0 ? Lamp.Green : alarms.Max(alarm => alarm.Lamp);
        return contribution switch
        {
            // A promise that is not kept is red, unless its alarm says that it is only yellow.
            { Kept: { } kept } => (kept || alarms.Count > 0 ? alarmed : Lamp.Red, Phrase.None),
            { Completion: { } completion } => (
                Worse(rule.For(completion, expected), alarmed),
                DescribePace(completion, expected)
            ),
            _ => (alarms.Count > 0 ? alarmed : Lamp.NoData, Phrase.None),
        };
    }

    private static Lamp Worse(Lamp one, Lamp other) => one > other ? one : other;

    private static bool IsAlarmedRed(IEnumerable<Alarm> alarms) => alarms.Any(alarm => alarm.Lamp == Lamp.Red);

    private static Phrase DescribeMissing(Contribution contribution, int missing, int year)
    {
        if (missing == 0)
            return Phrase.None;
        var reports = new Phrase($"{missing}期未报", missing == 1 ? "1 report missing" : $"{missing} reports missing");
        if (!contribution.IsKnown || contribution.Through is not { } through || through.Year < year)
            return reports;
        var to = contribution.Frequency switch
        {
            Frequency.Month => new Phrase(
                $"数据截至{through.Month}月",
                $"data through {through.ToString("MMMM", CultureInfo.InvariantCulture)}"
            ),
            Frequency.Quarter => new Phrase(
                $"数据截至第{(through.Month + 2) / 3}季度",
                $"data through quarter {(through.Month + 2) / 3}"
            ),
            _ => new Phrase($"数据截至{through.Year}年", $"data through {through.Year}"),
        };
        return Phrase.Join(comma, [to, reports]);
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
