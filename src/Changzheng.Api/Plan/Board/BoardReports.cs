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

/// <summary>Counts the reports that had fallen due by the day of a board: of indicators, and of typed
/// progress.</summary>
internal sealed class BoardReports(PlanBoard board, BoardRows rows)
{
    private static readonly string[] committees = ["neighbourhood", "village"];

    /// <summary>Each indicator counts once, however many of the measures it answers for.</summary>
    public ReportingCounts Count(IReadOnlyCollection<MeasureStanding> measures) =>
        measures
            .SelectMany(measure => measure.Indicators)
            .DistinctBy(indicator => indicator.Indicator.Code)
            .Select(indicator => Count(indicator.Judge))
            .Concat(measures.Where(IsTyped).Select(CountProgress))
            .Aggregate(ReportingCounts.None, (sum, counts) => sum.Plus(counts));

    private static bool IsTyped(MeasureStanding measure) =>
        measure.Undertakings.All(one => one.Contribution.Kind == UndertakingKind.Progress);

    private ReportingCounts Count(Judge judge)
    {
        if (judge.Indicator.Source == IndicatorSource.Derived)
            return ReportingCounts.None;
        var arrivals = (judge.Figures.Reports?.Arrivals ?? []).ToLookup(arrival => arrival.Period);
        var expected = CountExpected(judge.Figures.Reports?.Arrivals ?? []);
        return board
            .Schedule.DueBefore(board.Viewpoint.AsOf, judge.Indicator.Frequency)
            .Where(due => !(due.Period.End < judge.Indicator.EffectiveOn))
            .Select(due =>
            {
                var came = arrivals[due.Period.ToString()].ToList();
                var onTime = came.Where(one => one.On <= due.DueOn).Sum(one => one.Count);
                var all = came.Sum(one => one.Count);
                return ReportingCounts.Of(onTime, all - onTime, Math.Max(0, expected - all));
            })
            .Aggregate(ReportingCounts.None, (sum, counts) => sum.Plus(counts));
    }

    /// <summary>
    /// Who is expected each period: the town where nothing was reported; all committees where one of them reports; of
    /// other units as many as ever reported in one period.
    /// </summary>
    private int CountExpected(IReadOnlyList<Arrival> arrivals)
    {
        if (arrivals.Count == 0)
            return 1;
        return arrivals
            .GroupBy(arrival => committees.Contains(arrival.Kind) ? "committee" : arrival.Kind ?? "")
            .Sum(kind =>
            {
                var most = kind.GroupBy(one => one.Period).Max(period => period.Sum(one => one.Count));
                return kind.Key == "committee" ? Math.Max(most, rows.Committees) : most;
            });
    }

    /// <summary>One report about a day of the period is its report; what is signed off owes none.</summary>
    private ReportingCounts CountProgress(MeasureStanding measure)
    {
        var reports = rows.Progress[measure.Row.Code].ToList();
        return board
            .Schedule.DueBefore(board.Viewpoint.AsOf, board.Plan.ProgressFrequencyOrUsual)
            .Select(due =>
            {
                var came = reports
                    .Where(one => due.Period.Start <= one.EffectiveOn && one.EffectiveOn <= due.Period.End)
                    .ToList();
                return came.Exists(one => Moment.Day(one.RecordedAt) <= due.DueOn) ? ReportingCounts.Of(1, 0, 0)
                    : came.Count > 0 ? ReportingCounts.Of(0, 1, 0)
                    : measure.Row.SignOff == SignOff.SignedOff ? ReportingCounts.None
                    : ReportingCounts.Of(0, 0, 1);
            })
            .Aggregate(ReportingCounts.None, (sum, counts) => sum.Plus(counts));
    }
}
