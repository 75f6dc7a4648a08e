using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Measures;

/// <summary>The contributions of typed progress: every report, about its own day.</summary>
internal sealed class ProgressReplay(Db db) : UndertakingReplay
{
    public const string AllSql = """
        SELECT DISTINCT PlanCode, Code AS Measure, 'progress' AS Kind, Code AS UndertakingKey
        FROM MeasureProgress
        WHERE Action = 'reported'
        ORDER BY PlanCode, Measure
        """;

    public override UndertakingKind Kind => UndertakingKind.Progress;

    public override int Rules => ProgressVersion.Rules;

    public override Task<IReadOnlyList<UndertakingId>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<UndertakingId>(AllSql, null, ct);

    public override async Task<ReplayedUndertaking> ReadAsync(UndertakingId id, CancellationToken ct)
    {
        var key = new { id.PlanCode, Code = id.Measure };
        var plan = await AnnualPlan.FindAsync(db, id.PlanCode, ct);
        var reports = (await db.QueryAsync<ProgressVersion>(ProgressLedger.HistorySql, key, ct))
            .Where(version => version.Action == ProgressAction.Reported)
            .ToList();
        return new ReplayedUndertaking(
            [.. reports.Select(one => new Occasion(one.RecordedAt, one.EffectiveOn, one.RecordedBy))],
            ChangesLaterDays: false,
            (day, knownAt) =>
                reports.LastOrDefault(one => one.EffectiveOn == day && one.RecordedAt <= knownAt) is { } report
                    ? [report.Contribute(plan, id.Measure)!]
                    : []
        );
    }
}
