using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Proves the measures: each stands in the last version of its history.</summary>
internal sealed class MeasureProof(Db db) : Proof
{
    private const int MostNamed = 100;

    public const string WrongSql = """
        SELECT CONCAT(m.PlanCode, ' ', m.Code) AS Measure
        FROM Measures m
        WHERE m.Version <> COALESCE((SELECT MAX(x.Version) FROM MeasureVersions x WHERE x.PlanCode = m.PlanCode AND x.Code = m.Code), 0)
        ORDER BY m.PlanCode, m.Code
        {page}
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct) =>
        [
            .. (await db.QueryAsync<string>(WrongSql, new { Skip = 0, Take = MostNamed }, ct)).Select(measure =>
                $"measure: {measure}: not the last of its history"
            ),
        ];
}
