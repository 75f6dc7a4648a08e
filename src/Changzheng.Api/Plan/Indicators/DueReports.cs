using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>One report that has fallen due: of an indicator or of a measure that is reported by hand.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Indicator">The indicator; null for a measure.</param>
/// <param name="Measure">The measure; null for an indicator.</param>
/// <param name="Name">Its official name.</param>
/// <param name="NameEn">Its English gloss.</param>
/// <param name="LeadUnit">Who led it on the day it was due.</param>
/// <param name="Unit">The unit that owes it; null for the town.</param>
/// <param name="Period">The period it is about.</param>
/// <param name="DueOn">When it was due.</param>
/// <param name="ArrivedAt">When it was first recorded; null where it is missing.</param>
internal sealed record DueReport(
    AnnualPlan Plan,
    string? Indicator,
    string? Measure,
    string Name,
    string? NameEn,
    string? LeadUnit,
    string? Unit,
    Period Period,
    DateOnly DueOn,
    DateTimeOffset? ArrivedAt
)
{
    /// <summary>The unit itself, or the lead unit for the town; null where none is named.</summary>
    public string? Owner => Unit ?? LeadUnit;
}

/// <summary>Lists the reports that have fallen due: they add up to the numbers of the board's summary.</summary>
internal sealed class DueReports(Db db, Boards boards, TimeProvider clock)
{
    public const string OpenPlansSql = "SELECT Code FROM Plans WHERE ClosedAt IS NULL ORDER BY Code";

    /// <param name="plan">Only this plan's; every open plan's for null.</param>
    /// <param name="asOf">Only what was due before this day.</param>
    /// <param name="knownAt">Only what was recorded by then has come; all that was for null.</param>
    public async Task<IReadOnlyList<DueReport>> ListAsync(
        string? plan,
        DateOnly asOf,
        DateTimeOffset? knownAt,
        CancellationToken ct
    )
    {
        var viewpoint = Viewpoint.Of(asOf, knownAt is { } at ? Moment.Text(at) : null, null, clock);
        var due = new List<DueReport>();
        foreach (var code in plan is null ? await db.QueryAsync<string>(OpenPlansSql, null, ct) : [plan])
            due.AddRange(await ListAsync(await boards.SeeAsync(code, viewpoint, ct), ct));
        return due;
    }

    private async Task<IEnumerable<DueReport>> ListAsync(PlanBoard board, CancellationToken ct)
    {
        var at = new
        {
            PlanCode = board.Plan.Code,
            board.Viewpoint.AsOf,
            KnownAt = board.Viewpoint.Until,
            Confirmed = 0,
        };
        var counted = (await db.QueryAsync<Boards.CountedRow>(Boards.HistorySql, at, ct)).ToLookup(row =>
            row.Indicator
        );
        return board
            .Indicators.Values.SelectMany(one => List(board, one.Indicator, [.. counted[one.Indicator.Code]]))
            .Concat(board.Measures.SelectMany(measure => List(board, measure)));
    }

    /// <summary>Who owes a period and who has reported it, each once.</summary>
    private static IEnumerable<DueReport> List(
        PlanBoard board,
        Indicator indicator,
        IReadOnlyCollection<Boards.CountedRow> counted
    )
    {
        var (reports, arrivals) = (ReportedPeriods.Of(counted), counted.ToLookup(one => one.Period));
        foreach (var (period, dueOn) in board.Reports.ListDue(indicator))
        {
            var arrived = arrivals[period.ToString()].ToDictionary(one => one.Unit, one => one.FirstAt);
            foreach (var unit in board.Reports.Owners.Find(reports, period).Union(arrived.Keys))
                yield return new DueReport(
                    board.Plan,
                    indicator.Code,
                    null,
                    indicator.Name,
                    indicator.NameEn,
                    indicator.FindLead(dueOn),
                    unit.Length == 0 ? null : unit,
                    period,
                    dueOn,
                    arrived.TryGetValue(unit, out var at) ? at : null
                );
        }
    }

    private static IEnumerable<DueReport> List(PlanBoard board, MeasureStanding measure) =>
        board
            .Reports.ListDue(measure)
            .Select(due => new DueReport(
                board.Plan,
                null,
                measure.Row.Code,
                measure.Row.Title,
                measure.Row.TitleEn,
                measure.Row.LeadUnit,
                null,
                due.Period,
                due.DueOn,
                due.ArrivedAt
            ));

    /// <summary>The owner is this unit or lies below it; a report that nobody leads is the town's own.</summary>
    public static bool IsOf(DueReport report, string unit, IReadOnlyDictionary<string, Unit> tree) =>
        UnitTree.IsWithin(tree, report.Owner ?? report.Plan.Unit, unit);
}
