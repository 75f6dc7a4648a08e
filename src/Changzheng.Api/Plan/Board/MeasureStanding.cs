using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// The five classes of an official report, the last of which (其它) is split in three: 已完成、超进度、达进度、欠进度、
/// 未启动、未到时点、无数据.
/// </summary>
public enum MeasureState
{
    Completed,
    Ahead,
    OnPace,
    Behind,
    NotStarted,
    NotDue,
    NoData,
}

/// <summary>How far what is known about a measure can be relied on.</summary>
public enum MeasureEvidence
{
    Measured,
    Confirmed,
    SelfReported,
    Unknown,
}

/// <summary>A measure and where it stands on a day. Pure.</summary>
internal sealed record MeasureStanding(
    MeasureRow Row,
    IReadOnlyList<UndertakingStanding> Undertakings,
    IReadOnlyList<IndicatorStanding> Indicators
)
{
    /// <summary>This much ahead of pace counts as ahead.</summary>
    private const decimal Ahead = 0.05m;

    private static readonly Phrase notReported = new("尚未填报进展", "no progress reported yet"),
        signedOff = new("已办结销号", "signed off"),
        signOffRequested = new("，已申请办结销号", ", sign-off requested");

    /// <summary>Weighted mean of what its undertakings count, red lines apart; null where nothing is known.</summary>
    public decimal? Completion { get; private init; }
    public decimal Expected { get; private init; }
    public Lamp Lamp { get; private init; } = Lamp.NoData;
    public Phrase Reason { get; private init; } = notReported;
    public MeasureState State { get; private init; } = MeasureState.NoData;
    public MeasureEvidence Evidence { get; private init; } = MeasureEvidence.Unknown;

    /// <summary>The last day to which the data of all its undertakings reach; null where there are none.</summary>
    public DateOnly? Through { get; private init; }
    public bool IsStale => Lamp == Lamp.Stale;

    /// <summary>Whether it counts: something is known, and it is not out of date.</summary>
    public bool IsKnown => State is not (MeasureState.NoData or MeasureState.NotDue);

    public IEnumerable<UndertakingStanding> RedLines => Undertakings.Where(one => one.Contribution.RedLine);

    public static MeasureStanding Judge(
        MeasureRow row,
        IReadOnlyList<UndertakingStanding> undertakings,
        IReadOnlyList<IndicatorStanding> indicators,
        DateOnly asOf,
        AnnualPlan plan,
        ReportSchedule schedule
    )
    {
        var counting = LeaveOutTyped([.. undertakings.Where(one => !one.Contribution.RedLine)]);
        var paced = counting.Where(one => one.Contribution.Completion is not null).ToList();
        var standing = new MeasureStanding(row, undertakings, indicators)
        {
            Expected =
                Mean(paced.Count > 0 ? paced : counting, one => one.Expected) ?? row.Expected(asOf, plan.PlanYear),
            Completion = Mean(paced, one => Math.Clamp(one.Contribution.Completion!.Value, 0, 1)),
            Reason = Describe(row, undertakings),
            Evidence = EvidenceOf(undertakings),
            Through = undertakings.Where(one => one.IsKnown).Min(one => one.Through),
        };
        if (row.SignOff == SignOff.SignedOff)
            return standing with
            {
                Completion = 1,
                Lamp = Lamp.Green,
                Reason = signedOff,
                State = MeasureState.Completed,
                Evidence = MeasureEvidence.Confirmed,
            };
        if (undertakings.Any(one => one.IsKnown))
            return standing.Judge();
        return standing with
        {
            Lamp = undertakings.Count == 0 ? Lamp.NoData : undertakings.Max(one => one.Lamp),
            State = IsNothingDue(undertakings, row.AddedOn, asOf, plan, schedule)
                ? MeasureState.NotDue
                : MeasureState.NoData,
        };
    }

    /// <summary>
    /// Typed progress gives way where something else is known: a word does not raise the mean of what is shown.
    /// </summary>
    private static List<UndertakingStanding> LeaveOutTyped(List<UndertakingStanding> counting)
    {
        var shown = counting.Where(one => one.Contribution.Kind != UndertakingKind.Progress).ToList();
        return shown.Any(one => one.Contribution.Completion is not null) ? shown : counting;
    }

    /// <summary>
    /// A red line broken for good shows whatever else is known. Otherwise one old figure makes the whole old, and so
    /// does one that never came though it was due: nothing improves by leaving out what is worse.
    /// </summary>
    private MeasureStanding Judge()
    {
        var known = Undertakings.Where(one => one.IsKnown).ToList();
        var isBroken = Undertakings.Any(one => one.IsBrokenForGood);
        var isOld = Undertakings.Any(one => one.IsStale || (!one.IsKnown && one.Missing > 0));
        var lamp =
            isBroken ? Lamp.Red
            : isOld ? Lamp.Stale
            : known.Max(one => one.Lamp);
        var isNotStarted = known.All(one => one.Contribution is { Kind: UndertakingKind.Progress, Completion: 0 });
        return this with
        {
            Lamp = lamp == Lamp.Green && isNotStarted ? Lamp.NotStarted : lamp,
            State = lamp switch
            {
                Lamp.Stale => MeasureState.NoData,
                _ when isNotStarted => MeasureState.NotStarted,
                Lamp.Green when Completion - Expected >= Ahead => MeasureState.Ahead,
                Lamp.Green => MeasureState.OnPace,
                _ => MeasureState.Behind,
            },
        };
    }

    /// <summary>No report has fallen due yet: what is not there is not missing.</summary>
    private static bool IsNothingDue(
        IReadOnlyList<UndertakingStanding> undertakings,
        DateOnly? addedOn,
        DateOnly asOf,
        AnnualPlan plan,
        ReportSchedule schedule
    ) =>
        asOf < new DateOnly(plan.PlanYear, 1, 1)
        || (
            undertakings.Count == 0
                ? schedule.DueBefore(asOf, plan.ProgressFrequencyOrUsual).All(due => due.Period.End < addedOn)
                : undertakings.All(one => one is { Missing: 0, Contribution.Frequency: not null, Lamp: Lamp.NoData })
        );

    /// <summary>Each undertaking's own words; typed progress needs no title before them.</summary>
    private static Phrase Describe(MeasureRow row, IReadOnlyList<UndertakingStanding> undertakings)
    {
        if (undertakings.Count == 0)
            return notReported;
        var reasons = undertakings.Select(one =>
            one.Contribution is { Kind: not UndertakingKind.Progress } titled
                ? new Phrase(titled.Title, $"{titled.TitleEn ?? titled.Title}: ").Then(one.Reason)
                : one.Reason
        );
        var reason = Phrase.Join(new("；", "; "), reasons);
        var isTyped = undertakings.Any(one => one.Contribution.Kind == UndertakingKind.Progress);
        return isTyped && row.SignOff == SignOff.Requested ? reason.Then(signOffRequested) : reason;
    }

    /// <summary>The weakest of what is known.</summary>
    private static MeasureEvidence EvidenceOf(IReadOnlyList<UndertakingStanding> undertakings)
    {
        var known = undertakings.Where(one => one.IsKnown).Select(one => one.Contribution.Evidence).ToList();
        return known.Count == 0 ? MeasureEvidence.Unknown : (MeasureEvidence)(int)known.Max();
    }

    private static decimal? Mean(IReadOnlyCollection<UndertakingStanding> all, Func<UndertakingStanding, decimal> share)
    {
        var whole = all.Sum(one => one.Contribution.Weight);
        return whole == 0
            ? null
            : Math.Round(
                all.Sum(one => one.Contribution.Weight * share(one)) / whole,
                4,
                MidpointRounding.AwayFromZero
            );
    }
}
