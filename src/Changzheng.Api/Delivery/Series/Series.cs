using System.Globalization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Delivery.Series;

/// <summary>What is held again and again.</summary>
public enum SeriesKind
{
    Activity,
    Meeting,
    Visit,
    Training,
    Drill,
    HelpDay,
    Service,
    Mechanism,
}

/// <summary>How an occurrence stands on a day: the last four add up to what was due by then.</summary>
public enum OccurrenceStatus
{
    Planned,
    Held,
    Late,
    Missed,
    Excused,
}

/// <summary>系列: something held again and again, such as a meeting, a visit, a training or a service.</summary>
internal sealed record Series : Dossier
{
    public required SeriesKind Kind { get; init; }

    /// <summary>RRULE of RFC 5545, without its name.</summary>
    public required string Cadence { get; init; }

    /// <summary>How many working days after its day an occurrence still counts as held in time.</summary>
    public required int GraceDays { get; init; }
    public required IReadOnlyList<Occurrence> Occurrences { get; init; }

    /// <summary>The derived indicator that counts its participants; null where none does.</summary>
    public ParticipantFeed? Feeds { get; init; }

    /// <summary>多年计划: the programme it is a year of, and which year; null where it stands for itself.</summary>
    public string? Programme { get; init; }
    public int? ProgrammeYear { get; init; }

    /// <summary>The series of the year before; null where nothing names one.</summary>
    public string? Predecessor { get; init; }

    public override DateOnly? DueOn => Occurrences[^1].DueOn;

    public override string Status => Occurrences.All(one => one.HeldOn is not null) ? "completed" : "running";

    public Occurrence Get(string? number) =>
        Occurrences.FirstOrDefault(one => one.Number.ToString(CultureInfo.InvariantCulture) == number)
        ?? throw SeriesRefusals.OccurrenceNotFound.WithDetail(
            $"系列 {Code} 没有第 {number} 次，共 {Occurrences.Count} 次。",
            $"Series {Code} has no occurrence {number}; it has {Occurrences.Count}."
        );

    /// <summary>Every occurrence has a day of its own: one event does not count twice.</summary>
    public Series Hold(string? number, Holding holding, DossierContext context)
    {
        var occurrence = Get(number);
        if (occurrence.HeldOn is { } held)
            throw SeriesRefusals.AlreadyHeld.WithDetail(
                $"第 {number} 次已于 {held:yyyy-MM-dd} 举行。",
                $"Occurrence {number} was held on {held:yyyy-MM-dd}."
            );
        if (Occurrences.FirstOrDefault(one => one.HeldOn == context.On) is { } other)
            throw SeriesRefusals.DayTaken.WithDetail(
                $"{context.On:yyyy-MM-dd} 已计为第 {other.Number} 次。",
                $"{context.On:yyyy-MM-dd} counts as occurrence {other.Number} already."
            );
        if (
            Occurrences.LastOrDefault(one => one.Number < occurrence.Number) is { } before
            && context.On <= before.DueOn
        )
            throw SeriesRefusals.TooEarly.WithDetail(
                $"第 {before.Number} 次应于 {before.DueOn:yyyy-MM-dd} 举行，此前举行的计为第 {before.Number} 次。",
                $"Up to {before.DueOn:yyyy-MM-dd} it counts as occurrence {before.Number}."
            );
        var isLate = context.Today > context.Calendar.AddWorkingDays(context.On, Occurrence.EntryDays);
        if (isLate && holding.Evidence.Count == 0)
            throw SeriesRefusals.EvidenceNeeded.WithDetail(
                $"举行后超过 {Occurrence.EntryDays} 个工作日补录的，须附佐证材料。",
                $"What is recorded more than {Occurrence.EntryDays} working days later takes evidence."
            );
        return With(occurrence with { HeldOn = context.On, LateEntry = isLate, Holding = holding, CancelledOn = null });
    }

    /// <summary>It still counts as missed, unless another person excuses it.</summary>
    public Series Cancel(string? number, string reason, DossierContext context)
    {
        var occurrence = GetOpen(number);
        if (occurrence.CancelledOn is not null)
            throw SeriesRefusals.AlreadyCancelled.ToRefusal();
        return With(occurrence with { CancelledOn = context.On, CancelReason = reason, CancelledBy = context.Author });
    }

    public Series Excuse(string? number, string reason, string? documentNumber, DateOnly on)
    {
        var occurrence = GetOpen(number);
        if (occurrence.CancelledOn is null)
            throw SeriesRefusals.NotCancelled.WithDetail(
                $"第 {number} 次尚未取消；先由主办单位取消并说明原因。",
                $"Occurrence {number} is not cancelled; its unit cancels it first, with a reason."
            );
        return With(occurrence with { ExcusedOn = on, ExcuseReason = reason, ExcuseDocument = documentNumber });
    }

    /// <summary>
    /// Another cadence for the days to come. What was due by today stays, and so does everything up to the last
    /// occurrence that something was said of.
    /// </summary>
    public Series Follow(string cadence, DossierContext context)
    {
        var touched = Occurrences.Where(one => one.IsKnown(DateOnly.MaxValue)).Select(one => one.DueOn);
        var last = touched.Append(context.Today).Max();
        var past = Occurrences.Where(one => one.DueOn <= last).ToList();
        var next = past.Count == 0 ? 1 : past[^1].Number + 1;
        var later =
            last.Year > context.Plan.PlanYear
                ? []
                : ListOccurrences(cadence, last.AddDays(1), GraceDays, next, context);
        return this with { Cadence = cadence, Occurrences = [.. past, .. later.Where(one => one.DueOn > last)] };
    }

    /// <summary>The occurrences of the plan's year from a day on, numbered from there.</summary>
    public static IReadOnlyList<Occurrence> ListOccurrences(
        string cadence,
        DateOnly startsOn,
        int grace,
        int number,
        DossierContext context
    ) =>
        [
            .. Delivery
                .Series.Cadence.ListDays(cadence, startsOn, context.Plan.PlanYear, context.Calendar)
                .Select(
                    (day, index) => new Occurrence(number + index, day, context.Calendar.AddWorkingDays(day, grace))
                ),
        ];

    private Occurrence GetOpen(string? number)
    {
        var occurrence = Get(number);
        if (occurrence.HeldOn is not null)
            throw SeriesRefusals.AlreadyHeld.ToRefusal();
        return occurrence.ExcusedOn is null ? occurrence : throw SeriesRefusals.AlreadyExcused.ToRefusal();
    }

    private Series With(Occurrence changed) =>
        this with
        {
            Occurrences = [.. Occurrences.Select(one => one.Number == changed.Number ? changed : one)],
        };
}

/// <summary>One time a series is due.</summary>
/// <param name="Number">From 1.</param>
/// <param name="DueOn">Its day.</param>
/// <param name="LastOn">The last day on which it still counts as held in time.</param>
internal sealed record Occurrence(int Number, DateOnly DueOn, DateOnly LastOn)
{
    /// <summary>What is recorded more working days after its day than this is a late entry (assumed).</summary>
    public const int EntryDays = 5;

    public DateOnly? HeldOn { get; init; }

    /// <summary>Recorded long after it was held.</summary>
    public bool LateEntry { get; init; }
    public Holding? Holding { get; init; }
    public DateOnly? CancelledOn { get; init; }
    public string? CancelReason { get; init; }
    public Author? CancelledBy { get; init; }
    public DateOnly? ExcusedOn { get; init; }
    public string? ExcuseReason { get; init; }
    public string? ExcuseDocument { get; init; }

    /// <summary>How it stands on a day, from what happened by then.</summary>
    public OccurrenceStatus StatusOn(DateOnly day) =>
        HeldOn <= day
            ? HeldOn <= LastOn
                ? OccurrenceStatus.Held
                : OccurrenceStatus.Late
            : ExcusedOn <= day
                ? OccurrenceStatus.Excused
                : day > LastOn
                    ? OccurrenceStatus.Missed
                    : OccurrenceStatus.Planned;

    /// <summary>Whether anything at all was said of it by that day.</summary>
    public bool IsKnown(DateOnly day) => HeldOn <= day || CancelledOn <= day || ExcusedOn <= day;
}

/// <summary>What was held.</summary>
internal sealed record Holding(
    IReadOnlyList<ParticipantGroup> Participants,
    decimal? Cost,
    IReadOnlyList<string> Places,
    string? Note,
    IReadOnlyList<Evidence> Evidence
);

/// <summary>How many of one group took part.</summary>
/// <param name="Group">The group: 20-60周岁.</param>
/// <param name="Number">How many persons.</param>
public sealed record ParticipantGroup(string Group, int Number);

/// <summary>The derived indicator that a series' participants count for.</summary>
/// <param name="Indicator">Its code; its derivedFrom is series.participants.</param>
/// <param name="Groups">Only participants of these groups count; all where empty.</param>
public sealed record ParticipantFeed(string Indicator, IReadOnlyList<string> Groups);
