using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Measures;

/// <summary>By which of the office's mechanisms a measure is carried out.</summary>
public enum MeasureKind
{
    Indicator,
    Project,
    Rollout,
    Supervision,
    Activity,
    Enterprise,
    Asset,
    Budget,
    Service,
    Mechanism,
}

/// <summary>Whether the measure is signed off (办结销号): asked for by one person, granted by another.</summary>
public enum SignOff
{
    None,
    Requested,
    SignedOff,
}

/// <summary>What happened to a measure's progress.</summary>
public enum ProgressAction
{
    Reported,
    SignOffRequested,
    SignedOff,
    Returned,
}

/// <summary>A measure as one version of the plan words it, with its progress as it stood.</summary>
internal sealed record MeasureRow
{
    public required string Code { get; init; }
    public required string Initiative { get; init; }
    public required MeasureKind Kind { get; init; }
    public required string Quote { get; init; }

    /// <summary>Null where a later document says it.</summary>
    public int? Sentence { get; init; }

    /// <summary>The later document that is quoted; null where the plan's own text is.</summary>
    public string? QuotedFrom { get; init; }
    public required bool OpenList { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public string? TitleEn { get; init; }
    public string? LeadUnit { get; init; }
    public required IReadOnlyList<string> SupportingUnits { get; init; }
    public DateOnly? DueOn { get; init; }
    public required decimal Weight { get; init; }
    public required bool Assumed { get; init; }
    public required string DocumentNumber { get; init; }
    public ProgressAction? Action { get; init; }

    /// <summary>What was last foreseen; null where nothing was.</summary>
    public Outlook? Outlook { get; init; }

    /// <summary>From when a measure of a later document counts; null for what the plan itself says.</summary>
    public DateOnly? AddedOn { get; init; }

    /// <summary>Who may report it: the town, its lead and those that support it.</summary>
    public IEnumerable<string?> ListOwners(AnnualPlan plan) => [plan.Unit, LeadUnit, .. SupportingUnits];

    public int Pillar => Initiative[0] - '0';

    public SignOff SignOff =>
        Action switch
        {
            ProgressAction.SignedOff => SignOff.SignedOff,
            ProgressAction.SignOffRequested => SignOff.Requested,
            _ => SignOff.None,
        };

    /// <summary>
    /// A measure without an undertaking that has a pace is expected to come in evenly until it is due, or until the
    /// year
    /// ends.
    /// </summary>
    public decimal Expected(DateOnly asOf, int year) =>
        Pace.Even.Expected(asOf, year, DueOn, WorkingDays.WithoutNotices, AddedOn);

    public void MustNotBeSignedOff()
    {
        if (SignOff == SignOff.SignedOff)
            throw MeasureRefusals.SignedOff.WithDetail($"举措 {Code} 已办结销号。", $"Measure {Code} is signed off.");
    }
}
