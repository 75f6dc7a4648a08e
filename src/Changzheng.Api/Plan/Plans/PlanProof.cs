using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Proves the plans: each is closed or open as the last step of its history says.</summary>
internal sealed class PlanProof(Db db) : Proof
{
    private const int MostNamed = 100;

    public const string WrongSql = """
        SELECT p.Code
        FROM Plans p
        LEFT JOIN PlanClosings c ON c.PlanCode = p.Code
         AND c.Version = (SELECT MAX(x.Version) FROM PlanClosings x WHERE x.PlanCode = p.Code)
        WHERE CASE WHEN p.ClosedAt IS NULL THEN 0 ELSE 1 END <> CASE WHEN c.Action = 'closed' THEN 1 ELSE 0 END
        ORDER BY p.Code
        {page}
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct) =>
        [
            .. (await db.QueryAsync<string>(WrongSql, new { Skip = 0, Take = MostNamed }, ct)).Select(plan =>
                $"plan: {plan}: not closed or open as its history says"
            ),
        ];
}
