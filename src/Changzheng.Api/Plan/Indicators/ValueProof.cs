using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Proves the values that stand: each is the last version of its history, and confirmed as that version says.
/// </summary>
internal sealed class ValueProof(Db db) : Proof
{
    private const int MostNamed = 100;

    public const string WrongSql = """
        SELECT h.Indicator, h.Period, h.Unit
        FROM ReportedValues h
        LEFT JOIN ReportedValueVersions c ON c.Indicator = h.Indicator AND c.Period = h.Period AND c.Unit = h.Unit
         AND c.Version = (SELECT MAX(x.Version) FROM ReportedValueVersions x WHERE x.Indicator = h.Indicator AND x.Period = h.Period AND x.Unit = h.Unit)
        WHERE c.Version IS NULL OR c.Version <> h.Version OR COALESCE(c.ConfirmedVersion, 0) <> COALESCE(h.ConfirmedVersion, 0)
        ORDER BY h.Indicator, h.Period, h.Unit
        {page}
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct) =>
        [
            .. (await db.QueryAsync<Key>(WrongSql, new { Skip = 0, Take = MostNamed }, ct)).Select(key =>
                $"value: {key.Indicator} {key.Period} {key.Unit}".TrimEnd() + ": not the last of its history"
            ),
        ];

    internal sealed record Key
    {
        public required string Indicator { get; init; }
        public required string Period { get; init; }
        public required string Unit { get; init; }
    }
}
