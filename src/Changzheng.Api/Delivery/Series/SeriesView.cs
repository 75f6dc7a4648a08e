using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Series;

/// <summary>A series as it stands today.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Measures">The measures it answers for.</param>
/// <param name="Title">Its name.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Kind">What is held.</param>
/// <param name="LeadUnit">主办部门; null where nothing names one.</param>
/// <param name="LeadUnitName">Its name.</param>
/// <param name="SupportingUnits">配合部门.</param>
/// <param name="Cadence">频次: an RRULE of RFC 5545, without its name.</param>
/// <param name="GraceDays">How many working days after its day an occurrence is still in time.</param>
/// <param name="Counts">How many were due by today, and what became of them.</param>
/// <param name="Participants">How many took part so far, by group.</param>
/// <param name="Places">The places it has reached so far.</param>
/// <param name="Cost">In yuan so far; null where none was given.</param>
/// <param name="NextOn">The next day it is due; null where none is left.</param>
/// <param name="Feeds">The derived indicator that counts its participants.</param>
/// <param name="Programme">多年计划: the programme it is a year of.</param>
/// <param name="ProgrammeYear">Which year of it.</param>
/// <param name="Predecessor">The series of the year before.</param>
/// <param name="Assumed">True where the plan's text does not say all of this.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record SeriesView(
    string Code,
    string Plan,
    IReadOnlyList<string> Measures,
    string Title,
    string? TitleEn,
    SeriesKind Kind,
    string? LeadUnit,
    string? LeadUnitName,
    IReadOnlyList<string> SupportingUnits,
    string Cadence,
    int GraceDays,
    OccurrenceCounts Counts,
    IReadOnlyList<ParticipantGroup> Participants,
    IReadOnlyList<string> Places,
    decimal? Cost,
    DateOnly? NextOn,
    ParticipantFeed? Feeds,
    string? Programme,
    int? ProgrammeYear,
    string? Predecessor,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static SeriesView Example =>
        new(
            "2022-river-chiefs",
            "changzheng-2022",
            ["4.2.20"],
            "河长巡河",
            "River chiefs' patrols",
            SeriesKind.Mechanism,
            "310107102-GHB",
            "规划建设办公室",
            [],
            "FREQ=MONTHLY;BYDAY=1FR",
            5,
            new OccurrenceCounts(12, 6, 5, 0, 1, 0),
            [new("河长", 15)],
            [],
            null,
            new DateOnly(2022, 8, 5),
            null,
            null,
            null,
            null,
            true,
            7
        );

    internal static SeriesView Of(Series series, DossierSight sight)
    {
        var held = series.Occurrences.Where(one => one.HeldOn <= sight.Today).Select(one => one.Holding!).ToList();
        return new SeriesView(
            series.Code,
            series.PlanCode,
            series.Measures,
            series.Title,
            series.TitleEn,
            series.Kind,
            series.Unit,
            sight.NameOf(series.Unit),
            series.SupportingUnits,
            series.Cadence,
            series.GraceDays,
            OccurrenceCounts.Of(series, sight.Today),
            [
                .. held.SelectMany(one => one.Participants)
                    .GroupBy(one => one.Group)
                    .Select(group => new ParticipantGroup(group.Key, group.Sum(one => one.Number))),
            ],
            [.. held.SelectMany(one => one.Places).Distinct().Order(StringComparer.Ordinal)],
            held.Any(one => one.Cost is not null) ? held.Sum(one => one.Cost ?? 0) : null,
            series
                .Occurrences.Where(one => one.StatusOn(sight.Today) == OccurrenceStatus.Planned)
                .Select(one => (DateOnly?)one.DueOn)
                .FirstOrDefault(),
            series.Feeds,
            series.Programme,
            series.ProgrammeYear,
            series.Predecessor,
            series.Assumed,
            series.Version
        );
    }
}

/// <summary>What became of what was due: held, late, missed and excused add up to due.</summary>
/// <param name="Total">How many the year holds.</param>
/// <param name="Due">How many are due by today, or settled before their day.</param>
/// <param name="Held">In time.</param>
/// <param name="Late">After the last day.</param>
/// <param name="Missed">Not held by the last day.</param>
/// <param name="Excused">准予免办.</param>
public sealed record OccurrenceCounts(int Total, int Due, int Held, int Late, int Missed, int Excused)
{
    internal static OccurrenceCounts Of(Series series, DateOnly day)
    {
        var by = series.Occurrences.ToLookup(one => one.StatusOn(day));
        return new OccurrenceCounts(
            series.Occurrences.Count,
            series.Occurrences.Count - by[OccurrenceStatus.Planned].Count(),
            by[OccurrenceStatus.Held].Count(),
            by[OccurrenceStatus.Late].Count(),
            by[OccurrenceStatus.Missed].Count(),
            by[OccurrenceStatus.Excused].Count()
        );
    }
}

/// <summary>One time a series is due.</summary>
/// <param name="Number">From 1.</param>
/// <param name="DueOn">Its day, moved to a working day.</param>
/// <param name="LastOn">The last day on which it is still in time.</param>
/// <param name="Status">How it stands today.</param>
/// <param name="HeldOn">When it was held.</param>
/// <param name="LateEntry">补录: recorded long after it was held.</param>
/// <param name="Participants">Who took part, by group.</param>
/// <param name="Places">The units whose places it reached.</param>
/// <param name="Cost">In yuan.</param>
/// <param name="Note">What was done.</param>
/// <param name="Evidence">佐证材料.</param>
/// <param name="CancelledOn">When it was cancelled.</param>
/// <param name="CancelReason">Why.</param>
/// <param name="ExcusedOn">When it was excused.</param>
/// <param name="ExcuseReason">Why.</param>
/// <param name="ExcuseDocument">The document that allows it.</param>
public sealed record OccurrenceView(
    int Number,
    DateOnly DueOn,
    DateOnly LastOn,
    OccurrenceStatus Status,
    DateOnly? HeldOn,
    bool LateEntry,
    IReadOnlyList<ParticipantGroup> Participants,
    IReadOnlyList<string> Places,
    decimal? Cost,
    string? Note,
    IReadOnlyList<Evidence> Evidence,
    DateOnly? CancelledOn,
    string? CancelReason,
    DateOnly? ExcusedOn,
    string? ExcuseReason,
    string? ExcuseDocument
)
{
    internal static OccurrenceView Example =>
        new(
            3,
            new DateOnly(2022, 3, 4),
            new DateOnly(2022, 3, 11),
            OccurrenceStatus.Held,
            new DateOnly(2022, 3, 4),
            false,
            [new("河长", 3)],
            [],
            null,
            "巡查河道3条，发现问题2处",
            [Plan.Indicators.Evidence.Example],
            null,
            null,
            null,
            null,
            null
        );

    internal static OccurrenceView Of(Occurrence one, DateOnly day) =>
        new(
            one.Number,
            one.DueOn,
            one.LastOn,
            one.StatusOn(day),
            one.HeldOn,
            one.LateEntry,
            one.Holding?.Participants ?? [],
            one.Holding?.Places ?? [],
            one.Holding?.Cost,
            one.Holding?.Note,
            one.Holding?.Evidence ?? [],
            one.CancelledOn,
            one.CancelReason,
            one.ExcusedOn,
            one.ExcuseReason,
            one.ExcuseDocument
        );
}
