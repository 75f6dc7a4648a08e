using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Records where an indicator stands for the measures it answers for, whenever its figures or targets change. A change
/// about a past day also changes every later day on which something was reported or set: each of them gets a
/// contribution too.
/// </summary>
internal sealed class IndicatorContributions(Db db, UndertakingRows undertakings, IndicatorRows indicators)
{
    public const string MeasuresSql = """
        SELECT DISTINCT Measure FROM Citations
        WHERE Indicator = @Indicator AND Measure IS NOT NULL
        ORDER BY Measure
        """;

    public const string LaterDaysSql = """
        SELECT v.EffectiveOn FROM ReportedValueVersions v WHERE v.Indicator = @Indicator AND v.EffectiveOn > @From
        UNION
        SELECT t.EffectiveOn FROM TargetVersions t WHERE t.Indicator = @Indicator AND t.EffectiveOn > @From
        """;

    public const string StandingsSql =
        "SELECT Basis, Value, Numerator, Denominator, Periods, Reports FROM Standings WHERE Indicator = @Indicator";

    /// <param name="code">The indicator; its row is held by the caller, and its standings are up to date.</param>
    /// <param name="from">The earliest day the change is about.</param>
    /// <param name="recordedAt">When the change was recorded.</param>
    public async Task RecordAsync(string code, DateOnly from, DateTimeOffset recordedAt, CancellationToken ct)
    {
        var measures = await db.QueryAsync<string>(MeasuresSql, new { Indicator = code }, ct);
        if (measures.Count == 0)
            return;
        var (indicator, plan) = (await indicators.LookAsync(code, ct))!.Value;
        var firstDay = indicator.EffectiveOn ?? new DateOnly(plan.PlanYear, 1, 1);
        from = from < firstDay ? firstDay : from;
        var later = await db.QueryAsync<DateOnly>(LaterDaysSql, new { Indicator = code, From = from }, ct);
        if (later.Count > 0)
        {
            var history = await IndicatorHistory.ReadAsync(db, indicator, plan, ct);
            var days = later.Prepend(from).Distinct().Order();
            var changed = days.SelectMany(day => history.Contribute(measures, day, DateTimeOffset.MaxValue));
            await undertakings.RecordAsync([.. changed], recordedAt, ct);
            return;
        }

        // Nothing is about a later day, so the standings are the figures of this one: no history has to be read.
        var targets = await db.QueryAsync<Target>(IndicatorHistory.TargetsSql, new { Indicator = code }, ct);
        var now = new IndicatorHistory(indicator, plan, targets, []);
        var standings = await db.QueryAsync<StandingRow>(StandingsSql, new { Indicator = code }, ct);
        var contributions = standings
            .OrderBy(row => row.Basis)
            .SelectMany(row => now.Contribute(measures, from, DateTimeOffset.MaxValue, row.Basis, row));
        await undertakings.RecordAsync([.. contributions], recordedAt, ct);
    }

    internal sealed record StandingRow : Figures
    {
        public required Basis Basis { get; init; }
    }
}
