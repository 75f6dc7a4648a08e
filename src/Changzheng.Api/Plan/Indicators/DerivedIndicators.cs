using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// The one door by which the town's own records reach the plan: a subject holds the indicators that name its sources,
/// counts, and sets their figures, all in its own transaction.
/// </summary>
internal sealed class DerivedIndicators(Db db, ValueLedger ledger, ChangeFeed changes)
{
    public const string IndicatorsSql = $$"""
        SELECT {of i {{Indicator.Columns}}}
        FROM Indicators i
        JOIN Plans p ON p.Code = i.PlanCode
        WHERE p.PlanYear = @Year AND p.ClosedAt IS NULL
          AND (i.DerivedFrom IN @Sources
               OR EXISTS (SELECT 1 FROM IndicatorVersions v WHERE v.Indicator = i.Code AND v.DerivedFrom IN @Sources))
        ORDER BY i.Code
        """;

    public const string HasSql = """
        SELECT i.Code
        FROM Indicators i
        WHERE i.PlanCode = @Plan AND i.Code = @Code
          AND (i.DerivedFrom = @Source
               OR EXISTS (SELECT 1 FROM IndicatorVersions v WHERE v.Indicator = i.Code AND v.DerivedFrom = @Source))
        """;

    private readonly Dictionary<(DerivedSource Source, int Year), IReadOnlyList<Indicator>> held = [];

    /// <summary>
    /// Before counting: of two commands that count at once, the second waits here until the first has committed, and so
    /// counts what the first wrote.
    /// </summary>
    /// <returns>Whether any open plan of that year has an indicator that names one of the sources.</returns>
    public async Task<bool> HoldAsync(IReadOnlyCollection<DerivedSource> sources, int year, CancellationToken ct)
    {
        if (sources.Any(source => !held.ContainsKey((source, year))))
        {
            var of = new { Year = year, Sources = sources.Select(source => source.Name).ToArray() };
            var found = await db.QueryAsync<Indicator>(IndicatorsSql, of, ct);
            foreach (var indicator in found)
                await ledger.HoldAsync(indicator.Code, ct);
            var standing = new List<Indicator>();
            foreach (var indicator in found)
                standing.Add(await AmendAsync(indicator, ct));
            foreach (var source in sources)
                held[(source, year)] = [.. standing.Where(indicator => indicator.DerivedFrom == source.Name)];
        }

        return sources.Any(source => held[(source, year)].Count > 0);
    }

    /// <summary>An indicator that is derived as it was issued is read by that alone.</summary>
    private async Task<Indicator> AmendAsync(Indicator issued, CancellationToken ct)
    {
        if (issued.DerivedFrom is not null)
            return issued;
        var versions = await db.QueryAsync<IndicatorVersionRow>(
            IndicatorVersionRow.OneSql,
            new { Indicator = issued.Code },
            ct
        );
        return issued.Amend(versions, DateOnly.MaxValue, DateTimeOffset.MaxValue);
    }

    /// <summary>Whether the plan has that indicator, and it is derived from the source.</summary>
    public async Task<bool> HasAsync(DerivedSource source, string plan, string indicator, CancellationToken ct) =>
        await db.FindAsync<string>(
            HasSql,
            new
            {
                Plan = plan,
                Code = indicator,
                Source = source.Name,
            },
            ct
        )
            is not null;

    /// <summary>
    /// Sets the figure of every held indicator that names the source and is reported by such periods; where it is the
    /// same, nothing is written.
    /// </summary>
    /// <param name="source">Where it comes from; held for the period's year.</param>
    /// <param name="period">The period it is about.</param>
    /// <param name="unit">The unit below the town; empty for the town itself.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="note">How it was counted.</param>
    /// <param name="only">The one indicator meant; every one that names the source if omitted.</param>
    public async Task SetAsync(
        DerivedSource source,
        Period period,
        string unit,
        Figure figure,
        string note,
        CancellationToken ct,
        string? only = null
    )
    {
        if (!held.TryGetValue((source, period.Year), out var indicators))
            throw new InvalidOperationException($"{source.Name} of {period.Year} is counted before it is held.");
        foreach (
            var indicator in indicators.Where(indicator =>
                indicator.Frequency == period.Frequency
                && indicator.IsDerived(period)
                && (only is null || indicator.Code == only)
            )
        )
        {
            var key = new ValueKey(indicator.Code, period.ToString(), unit);
            if (await ledger.DeriveAsync(key, figure, note, ct) is { } version)
                await changes.AppendAsync(
                    IndicatorChanges.Of(IndicatorChanges.ValueDerived, key, indicator, version),
                    ct
                );
        }
    }
}
