using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>抓手: what carries a measure out.</summary>
public enum UndertakingKind
{
    Indicator,
    Progress,
    Project,
    Rollout,
    Campaign,
    Series,
    Register,
}

/// <summary>How far a contribution can be relied on, the best first.</summary>
internal enum EvidenceClass
{
    Measured,
    Confirmed,
    SelfReported,
}

/// <summary>From a day on the lamp is at least this bad, unless a later version lifts it.</summary>
/// <param name="From">The first day.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why; empty where the facts say it already.</param>
internal sealed record Alarm(DateOnly From, Lamp Lamp, Phrase Reason);

/// <summary>
/// One subject's word on one measure at one time. Rows are only ever added: about a day the one with the latest
/// <see cref="EffectiveOn"/> stands, and among those of one day the latest version, as far as recorded at the instant
/// asked about.
/// </summary>
internal sealed record Contribution
{
    public required string PlanCode { get; init; }
    public required string Measure { get; init; }
    public required UndertakingKind Kind { get; init; }

    /// <summary>Tells the undertakings of one kind apart: an indicator's code, a project's.</summary>
    public required string UndertakingKey { get; init; }
    public required Basis Basis { get; init; }

    /// <summary>Counts all rows of the undertaking, about whichever day and on whichever basis.</summary>
    public int Version { get; init; }
    public required string Title { get; init; }
    public string? TitleEn { get; init; }

    /// <summary>Leads to the thing itself.</summary>
    public required string Url { get; init; }

    /// <summary>0 to 1, above 1 where more was done than promised; null where nothing is known yet.</summary>
    public decimal? Completion { get; init; }

    /// <summary>For promises that are kept or broken; null where there is only a share, or nothing is known.</summary>
    public bool? Kept { get; init; }

    /// <summary>底线: kept or broken, outside every mean, whatever share of it may be shown.</summary>
    public bool RedLine { get; init; }
    public decimal Weight { get; init; } = 1;

    /// <summary>Whether there is anything to judge: a share, or a promise kept or broken.</summary>
    public bool IsKnown => Completion is not null || Kept is not null;

    /// <summary>How it is expected to come in; null where the measure's own due day says so.</summary>
    public Pace? Pace { get; init; }
    public DateOnly? DueOn { get; init; }
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    /// <summary>What is so, without comparison with any day: true however much time passes.</summary>
    public required Phrase Facts { get; init; }
    public EvidenceClass Evidence { get; init; }

    /// <summary>The last day to which its data reach; null where there are none, or they cannot grow old.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>How often it is reported; null where no report falls due.</summary>
    public Frequency? Frequency { get; init; }

    /// <summary>By which of its subject's ways to judge: <see cref="UndertakingReplay.Rules"/>.</summary>
    public required int Rules { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";
}
