using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Proves the standings: each is what its indicator's history, added up anew, comes to.</summary>
internal sealed class StandingsProof(Db db) : Proof
{
    public const string StandingsSql = """
        SELECT s.Indicator, s.Basis, s.Value, s.Numerator, s.Denominator, s.Periods, s.Reports, i.Accumulation
        FROM Standings s
        JOIN Indicators i ON i.Code = s.Indicator
        """;

    /// <summary>From the versions alone; which one stands is not taken from where it is kept.</summary>
    public const string HistorySql = """
        SELECT v.Period, v.Unit, v.Value, v.Numerator, v.Denominator, f.RecordedAt AS FirstAt, u.Kind AS UnitKind
        FROM ReportedValueVersions c
        JOIN ReportedValueVersions f ON f.Indicator = c.Indicator AND f.Period = c.Period AND f.Unit = c.Unit AND f.Version = 1
        LEFT JOIN Units u ON u.Code = c.Unit
        JOIN ReportedValueVersions v ON v.Indicator = c.Indicator AND v.Period = c.Period AND v.Unit = c.Unit
         AND v.Version = CASE WHEN @Confirmed = 1 THEN c.ConfirmedVersion ELSE c.Version END
        WHERE c.Indicator = @Indicator AND (@Confirmed = 1 OR c.Action <> 'returned')
          AND c.Version = (SELECT MAX(x.Version) FROM ReportedValueVersions x WHERE x.Indicator = c.Indicator AND x.Period = c.Period AND x.Unit = c.Unit)
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
    {
        var wrong = new List<string>();
        foreach (
            var kept in (await db.QueryAsync<Row>(StandingsSql, null, ct)).OrderBy(
                row => row.Indicator,
                StringComparer.Ordinal
            )
        )
        {
            var counted = await db.QueryAsync<Counted>(
                HistorySql,
                new { kept.Indicator, Confirmed = kept.Basis == "confirmed" ? 1 : 0 },
                ct
            );
            var figures = Figures.Accumulate(Enum.Parse<Accumulation>(kept.Accumulation, ignoreCase: true), counted);
            if (
                (figures.Value, figures.Numerator, figures.Denominator)
                    != (kept.Value, kept.Numerator, kept.Denominator)
                || !figures.Periods.SequenceEqual(kept.Periods)
                || !AreSame(figures.Reports!, kept.Reports)
            )
                wrong.Add(
                    FormattableString.Invariant(
                        $"standing: {kept.Indicator} {kept.Basis}: {kept.Value} {kept.Numerator}/{kept.Denominator}, by history {figures.Value} {figures.Numerator}/{figures.Denominator}"
                    )
                );
        }

        return wrong;
    }

    /// <summary>A standing from before the column says nothing until the indicator's next change.</summary>
    private static bool AreSame(ReportedPeriods counted, ReportedPeriods? kept) =>
        kept is null || (counted.Units == kept.Units && counted.Arrivals.SequenceEqual(kept.Arrivals));

    internal sealed record Row
    {
        public required string Indicator { get; init; }
        public required string Basis { get; init; }
        public decimal? Value { get; init; }
        public decimal? Numerator { get; init; }
        public decimal? Denominator { get; init; }
        public required IReadOnlyList<string> Periods { get; init; }
        public ReportedPeriods? Reports { get; init; }
        public required string Accumulation { get; init; }
    }
}
