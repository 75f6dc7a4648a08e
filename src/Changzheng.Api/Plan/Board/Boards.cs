using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Calendar;

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
    UndertakingRows undertakings
)
{
    public const string MeasuresSql = $"""
        SELECT m.Code, m.Initiative, m.Kind, m.Quote, CASE WHEN a.Code IS NULL THEN m.Sentence END AS Sentence,
               a.DocumentNumber AS QuotedFrom, m.OpenList, v.Version, v.Title, v.TitleEn, v.LeadUnit, v.SupportingUnits,
               v.DueOn, v.Weight, v.Assumed, v.DocumentNumber, p.Action
        FROM Measures m
        JOIN MeasureVersions v ON v.PlanCode = m.PlanCode AND v.Code = m.Code
         AND v.Version = (SELECT MAX(x.Version) FROM MeasureVersions x
                          WHERE x.PlanCode = m.PlanCode AND x.Code = m.Code AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        {StandingStep.Join}
        LEFT JOIN Additions a ON a.PlanCode = m.PlanCode AND a.Kind = 'measure' AND a.Code = m.Code
        WHERE m.PlanCode = @PlanCode
        ORDER BY m.Sentence, m.Code
        """;

    public const string IndicatorsSql = $"""
        SELECT {Indicator.Columns}
        FROM Indicators
        WHERE PlanCode = @PlanCode AND Code NOT IN {AdditionRow.NotYetSql}
        ORDER BY Code
        """;

    public const string TargetsSql = """
        SELECT t.Indicator, t.Kind, t.Version, t.Value, t.Upper, t.Months, t.EffectiveOn, t.DocumentNumber
        FROM Indicators i
        JOIN TargetVersions t ON t.Indicator = i.Code
         AND t.Version = (SELECT MAX(x.Version) FROM TargetVersions x
                          WHERE x.Indicator = t.Indicator AND x.Kind = t.Kind AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        WHERE i.PlanCode = @PlanCode
        """;

    public const string StandingsSql = """
        SELECT s.Indicator, s.Value, s.Numerator, s.Denominator, s.Periods
        FROM Indicators i
        JOIN Standings s ON s.Indicator = i.Code AND s.Basis = @Basis
        WHERE i.PlanCode = @PlanCode
        """;

    public const string HistorySql = """
        SELECT v.Indicator, v.Period, v.Unit, v.Value, v.Numerator, v.Denominator
        FROM Indicators i
        JOIN ReportedValues h ON h.Indicator = i.Code
        JOIN ReportedValueVersions c ON c.Indicator = h.Indicator AND c.Period = h.Period AND c.Unit = h.Unit
         AND c.Version = (SELECT MAX(x.Version) FROM ReportedValueVersions x
                          WHERE x.Indicator = h.Indicator AND x.Period = h.Period AND x.Unit = h.Unit AND x.RecordedAt <= @KnownAt AND x.EffectiveOn <= @AsOf)
        JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit
         AND v.Version = CASE WHEN @Confirmed = 1 THEN c.ConfirmedVersion ELSE c.Version END
        WHERE i.PlanCode = @PlanCode AND (@Confirmed = 1 OR c.Action <> 'returned')
        """;

    public const string CitationsSql =
        $"SELECT Indicator, Measure, Quote, CASE WHEN Sentence > 0 THEN Sentence END AS Sentence FROM Citations WHERE PlanCode = @PlanCode AND Indicator NOT IN {AdditionRow.NotYetSql} ORDER BY Indicator, Number";

    public const string PillarsSql =
        "SELECT Number, Title, TitleEn FROM Pillars WHERE PlanCode = @PlanCode ORDER BY Number";

    /// <summary>
    /// Today's board is kept until a change marks the plan, or the calendar by which paces count working days: every
    /// command appends its change in the transaction that writes it.
    /// </summary>
    public async Task<PlanBoard> SeeAsync(string planCode, Viewpoint viewpoint, CancellationToken ct)
    {
        if (!viewpoint.IsToday || db.InTransaction)
            return await ReadAsync(planCode, viewpoint, ct);
        // Before the board: a change that comes between is on the board, and the board is read again all the same.
        var position = await feed.ReadMarkAsync([AnnualPlan.Url(planCode), CalendarChanges.Mark], ct);
        if (cache.Find(planCode, viewpoint, position) is { } kept)
            return kept;
        var board = await ReadAsync(planCode, viewpoint, ct);
        cache.Keep(board, position);
        return board;
    }

    private async Task<PlanBoard> ReadAsync(string planCode, Viewpoint viewpoint, CancellationToken ct)
    {
        var plan = await AnnualPlan.FindAsync(db, planCode, ct);
        var at = new
        {
            PlanCode = planCode,
            viewpoint.AsOf,
            KnownAt = viewpoint.Until,
            Confirmed = viewpoint.Basis == Basis.Confirmed ? 1 : 0,
            Basis = viewpoint.Basis.Text(),
        };
        var measures = await db.QueryAsync<MeasureRow>(MeasuresSql, at, ct);
        var indicators = await db.QueryAsync<Indicator>(IndicatorsSql, at, ct);
        var targets = (await db.QueryAsync<Target>(TargetsSql, at, ct)).ToLookup(target =>
            (target.Indicator, target.Kind)
        );
        var figures = viewpoint.IsNow ? await StandingsAsync(at, ct) : await FromHistoryAsync(indicators, at, ct);
        var citations = await db.QueryAsync<CitationRow>(CitationsSql, at, ct);
        var contributions = await undertakings.SeeAsync(planCode, viewpoint, ct);
        var paces = contributions.SelectMany(ofMeasure => ofMeasure).Select(contribution => contribution.Pace);
        var calendar = indicators.Select(indicator => indicator.Pace).Concat(paces).Any(IsByWorkingDays)
            ? await holidays.WorkingDaysAsync(ct)
            : WorkingDays.WithoutNotices;
        return new PlanBoard(
            plan,
            await db.QueryAsync<PillarRow>(PillarsSql, at, ct),
            viewpoint,
            measures,
            [
                .. indicators.Select(indicator => new Judge(
                    indicator,
                    targets[(indicator.Code, "target")].FirstOrDefault(),
                    targets[(indicator.Code, "baseline")].FirstOrDefault(),
                    figures.GetValueOrDefault(indicator.Code, new Figures()),
                    viewpoint.AsOf,
                    plan.PlanYear,
                    plan.LampRule,
                    calendar
                )),
            ],
            citations,
            contributions,
            calendar
        );
    }

    private static bool IsByWorkingDays(Pace? pace) => pace?.Kind == PaceKind.WorkingDays;

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
