using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Reads a plan's board. Seen from now it costs the same however much was ever reported, for each indicator keeps its
/// standing; a past board is read from history by one index seek per value. What the measures say is read from the
/// contributions of their undertakings, from whichever viewpoint.
/// </summary>
internal sealed class Boards(
    Db db,
    Holidays holidays,
    FeedPosition feed,
    BoardCache cache,
    UndertakingRows undertakings,
    UnitTree units
)
{
    public const string MeasuresSql = $"""
        SELECT m.Code, m.Initiative, m.Kind, m.Quote, CASE WHEN a.Code IS NULL THEN m.Sentence END AS Sentence,
               a.DocumentNumber AS QuotedFrom, m.OpenList, v.Version, v.Title, v.TitleEn, v.LeadUnit, v.SupportingUnits,
               v.DueOn, v.Weight, v.Assumed, v.DocumentNumber, p.Action, a.EffectiveOn AS AddedOn,
               f.Outlook
        FROM Measures m
        JOIN MeasureVersions v ON v.PlanCode = m.PlanCode AND v.Code = m.Code
         AND v.Version = (SELECT MAX(x.Version) FROM MeasureVersions x
                          WHERE x.PlanCode = m.PlanCode AND x.Code = m.Code AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        {StandingStep.Join}
        LEFT JOIN MeasureForecasts f ON f.PlanCode = m.PlanCode AND f.Code = m.Code
         AND f.Version = (SELECT MAX(x.Version) FROM MeasureForecasts x
                          WHERE x.PlanCode = m.PlanCode AND x.Code = m.Code AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        LEFT JOIN Additions a ON a.PlanCode = m.PlanCode AND a.Kind = 'measure' AND a.Code = m.Code
        WHERE m.PlanCode = @PlanCode
        ORDER BY m.Sentence, m.Code
        """;

    public const string IndicatorsSql = $"""
        SELECT {Indicator.Columns}
        FROM Indicators
        WHERE PlanCode = @PlanCode AND Code NOT IN ({AdditionRow.NotYetSql})
        ORDER BY Code
        """;

    public const string TargetsSql = """
        SELECT t.Indicator, t.Kind, t.Version, t.Value, t.Upper, t.Stretch, t.Months, t.EffectiveOn, t.DocumentNumber
        FROM Indicators i
        JOIN TargetVersions t ON t.Indicator = i.Code
         AND t.Version = (SELECT MAX(x.Version) FROM TargetVersions x
                          WHERE x.Indicator = t.Indicator AND x.Kind = t.Kind AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        WHERE i.PlanCode = @PlanCode
        """;

    public const string StandingsSql = """
        SELECT s.Indicator, s.Value, s.Numerator, s.Denominator, s.Periods, s.Reports
        FROM Indicators i
        JOIN Standings s ON s.Indicator = i.Code AND s.Basis = @Basis
        WHERE i.PlanCode = @PlanCode
        """;

    public const string HistorySql = """
        SELECT v.Indicator, v.Period, v.Unit, v.Value, v.Numerator, v.Denominator, f.RecordedAt AS FirstAt, u.Kind AS UnitKind
        FROM Indicators i
        JOIN ReportedValues h ON h.Indicator = i.Code
        JOIN ReportedValueVersions f ON f.Indicator = h.Indicator AND f.Period = h.Period AND f.Unit = h.Unit AND f.Version = 1
        LEFT JOIN Units u ON u.Code = h.Unit
        JOIN ReportedValueVersions c ON c.Indicator = h.Indicator AND c.Period = h.Period AND c.Unit = h.Unit
         AND c.Version = (SELECT MAX(x.Version) FROM ReportedValueVersions x
                          WHERE x.Indicator = h.Indicator AND x.Period = h.Period AND x.Unit = h.Unit AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit
         AND v.Version = CASE WHEN @Confirmed = 1 THEN c.ConfirmedVersion ELSE c.Version END
        WHERE i.PlanCode = @PlanCode AND (@Confirmed = 1 OR c.Action <> 'returned')
        """;

    public const string CitationsSql =
        $"SELECT Indicator, Measure, Quote, CASE WHEN Sentence > 0 THEN Sentence END AS Sentence FROM Citations WHERE PlanCode = @PlanCode AND Indicator NOT IN ({AdditionRow.NotYetSql}) ORDER BY Indicator, Number";

    public const string PillarsSql =
        "SELECT Number, Title, TitleEn FROM Pillars WHERE PlanCode = @PlanCode ORDER BY Number";

    public const string ProgressSql = """
        SELECT Code, EffectiveOn, RecordedAt
        FROM MeasureProgress
        WHERE PlanCode = @PlanCode AND Action = 'reported' AND EffectiveOn <= @AsOf AND RecordedAt <= @KnownAt
        """;

    /// <summary>
    /// Today's board is kept until a change marks the plan, the calendar by which paces count working days, or the
    /// units that owe reports: every command appends its change in the transaction that writes it.
    /// </summary>
    public async Task<PlanBoard> SeeAsync(string planCode, Viewpoint viewpoint, CancellationToken ct)
    {
        if (!viewpoint.IsToday || db.InTransaction)
            return await ReadAsync(planCode, viewpoint, ct);
        // Before the board: a change that comes between is on the board, and the board is read again all the same.
        var position = await ReadPositionAsync(planCode, ct);
        if (cache.Find(planCode, viewpoint, position) is { } kept)
            return kept;
        var board = await ReadAsync(planCode, viewpoint, ct);
        cache.Keep(viewpoint, board, position);
        return board;
    }

    /// <summary>The position of the last change that is on the plan's board.</summary>
    public Task<long> ReadPositionAsync(string planCode, CancellationToken ct) =>
        feed.ReadMarkAsync([AnnualPlan.Url(planCode), CalendarChanges.Mark, UnitChanges.Mark], ct);

    private async Task<PlanBoard> ReadAsync(string planCode, Viewpoint viewpoint, CancellationToken ct)
    {
        var (plan, seen, rows) = await ReadRowsAsync(planCode, viewpoint, ct);
        return new PlanBoard(plan, seen, rows);
    }

    /// <summary>What the board of a viewpoint is worked out from, for boards that are compared or tried.</summary>
    public async Task<(AnnualPlan Plan, Viewpoint Seen, BoardRows Rows)> ReadRowsAsync(
        string planCode,
        Viewpoint viewpoint,
        CancellationToken ct
    )
    {
        var plan = await AnnualPlan.FindAsync(db, planCode, ct);
        var seen = viewpoint.Within(plan);
        var at = new
        {
            PlanCode = planCode,
            seen.AsOf,
            KnownAt = seen.Until,
            Confirmed = seen.Basis == Basis.Confirmed ? 1 : 0,
            Basis = seen.Basis.Text(),
        };
        var versions = (await db.QueryAsync<IndicatorVersionRow>(IndicatorVersionRow.OfPlanSql, at, ct)).ToLookup(
            version => version.Indicator
        );
        var indicators = (await db.QueryAsync<Indicator>(IndicatorsSql, at, ct))
            .Select(one => one.Amend(versions[one.Code], seen.AsOf, seen.Until))
            .ToList();
        var targets = (await db.QueryAsync<Target>(TargetsSql, at, ct)).ToLookup(target =>
            (target.Indicator, target.Kind)
        );
        var figures = seen.IsNow ? await StandingsAsync(at, ct) : await FromHistoryAsync(indicators, at, ct);
        return (
            plan,
            seen,
            new BoardRows(
                await db.QueryAsync<PillarRow>(PillarsSql, at, ct),
                await db.QueryAsync<MeasureRow>(MeasuresSql, at, ct),
                [
                    .. indicators.Select(indicator => new Judge(
                        indicator,
                        targets[(indicator.Code, "target")].FirstOrDefault(),
                        targets[(indicator.Code, "baseline")].FirstOrDefault(),
                        figures.GetValueOrDefault(indicator.Code, new Figures()),
                        plan
                    )),
                ],
                await db.QueryAsync<CitationRow>(CitationsSql, at, ct),
                await undertakings.SeeAsync(planCode, seen, ct),
                (await db.QueryAsync<ProgressReport>(ProgressSql, at, ct)).ToLookup(report => report.Code),
                await units.AllAsync(ct),
                await holidays.WorkingDaysAsync(ct)
            )
        );
    }

    private async Task<Dictionary<string, Figures>> StandingsAsync(object at, CancellationToken ct) =>
        (await db.QueryAsync<StandingRow>(StandingsSql, at, ct)).ToDictionary(
            row => row.Indicator,
            Figures (row) => row
        );

    private async Task<Dictionary<string, Figures>> FromHistoryAsync(
        IReadOnlyList<Indicator> indicators,
        object at,
        CancellationToken ct
    )
    {
        var counted = (await db.QueryAsync<CountedRow>(HistorySql, at, ct)).ToLookup(row => row.Indicator);
        return indicators.ToDictionary(
            indicator => indicator.Code,
            indicator => Figures.Accumulate(indicator.Accumulation, [.. counted[indicator.Code]])
        );
    }

    internal sealed record StandingRow : Figures
    {
        public required string Indicator { get; init; }
    }

    internal sealed record CountedRow : Counted
    {
        public required string Indicator { get; init; }
    }
}
