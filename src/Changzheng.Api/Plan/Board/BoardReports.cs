using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Board;

/// <summary>The reports that have fallen due: the last three add up to the first.</summary>
/// <param name="Due">How many have fallen due.</param>
/// <param name="OnTime">Recorded by the end of the day they were due.</param>
/// <param name="Late">Recorded after it.</param>
/// <param name="Missing">Not there, or returned.</param>
public sealed record ReportingCounts(int Due, int OnTime, int Late, int Missing)
{
    internal static ReportingCounts None => new(0, 0, 0, 0);

    internal static ReportingCounts Of(int onTime, int late, int missing) =>
        new(onTime + late + missing, onTime, late, missing);

    internal ReportingCounts Plus(ReportingCounts other) =>
        new(Due + other.Due, OnTime + other.OnTime, Late + other.Late, Missing + other.Missing);
}

/// <summary>A report of typed progress that has fallen due.</summary>
/// <param name="Period">The period it is about.</param>
/// <param name="DueOn">When it was due.</param>
/// <param name="ArrivedAt">When the first one was recorded; null where none was.</param>
internal sealed record DueProgress(Period Period, DateOnly DueOn, DateTimeOffset? ArrivedAt);

/// <summary>Counts the reports that had fallen due by the day of a board: of indicators, and of typed
/// progress.</summary>
internal sealed class BoardReports(PlanBoard board, BoardRows rows)
{
    /// <summary>Who owes the reports of indicators.</summary>
    public ReportOwners Owners { get; } = new(board.Plan, rows.Units);

    /// <summary>
    /// Each indicator counts once, however many of the measures it answers for; the whole plan also has those that
    /// answer for an objective alone.
    /// </summary>
    public ReportingCounts Count(IReadOnlyCollection<MeasureStanding> measures) =>
        (
            measures.Count == board.Measures.Count
                ? board.Indicators.Values
                : measures.SelectMany(measure => measure.Indicators)
        )
            .DistinctBy(indicator => indicator.Indicator.Code)
            .Select(indicator => Count(indicator.Judge))
            .Concat(measures.Select(CountProgress))
            .Aggregate(ReportingCounts.None, (sum, counts) => sum.Plus(counts));

    /// <summary>The periods of an indicator whose reports were due before the day of the board.</summary>
    public IEnumerable<(Period Period, DateOnly DueOn)> ListDue(Indicator indicator) =>
        board.Schedule.DueBefore(board.Viewpoint.AsOf, indicator).Where(due => !indicator.IsDerived(due.Period));

    /// <summary>
    /// What a measure that no indicator answers for owes: a report about a day of each period. What is signed off owes
    /// none.
    /// </summary>
    public IEnumerable<DueProgress> ListDue(MeasureStanding measure)
    {
        if (measure.Undertakings.Any(one => one.Contribution.Kind != UndertakingKind.Progress))
            return [];
        var reports = rows.Progress[measure.Row.Code].ToList();
        return board
            .Schedule.DueBefore(board.Viewpoint.AsOf, board.Plan.ProgressFrequencyOrUsual)
            .Where(due => !(due.Period.End < measure.Row.AddedOn))
            .Select(due => new DueProgress(
                due.Period,
                due.DueOn,
                reports
                    .Where(one => due.Period.Start <= one.EffectiveOn && one.EffectiveOn <= due.Period.End)
                    .Min(one => (DateTimeOffset?)one.RecordedAt)
            ))
            .Where(due => due.ArrivedAt is not null || measure.Row.SignOff != SignOff.SignedOff);
    }

    private ReportingCounts Count(Judge judge)
    {
        var reports = judge.Figures.Reports;
        var arrivals = (reports?.Arrivals ?? []).ToLookup(arrival => arrival.Period);
        return ListDue(judge.Indicator)
            .Select(due =>
            {
                var came = arrivals[due.Period.ToString()].ToList();
                var onTime = came.Where(one => one.On <= due.DueOn).Sum(one => one.Count);
                var all = came.Sum(one => one.Count);
                var missing = Owners.Find(reports, due.Period).Count - all;
                return ReportingCounts.Of(onTime, all - onTime, Math.Max(0, missing));
            })
            .Aggregate(ReportingCounts.None, (sum, counts) => sum.Plus(counts));
    }

    private ReportingCounts CountProgress(MeasureStanding measure) =>
        ListDue(measure)
            .Select(due =>
                due.ArrivedAt is not { } at ? ReportingCounts.Of(0, 0, 1)
                : Moment.Day(at) <= due.DueOn ? ReportingCounts.Of(1, 0, 0)
                : ReportingCounts.Of(0, 1, 0)
            )
            .Aggregate(ReportingCounts.None, (sum, counts) => sum.Plus(counts));
}
