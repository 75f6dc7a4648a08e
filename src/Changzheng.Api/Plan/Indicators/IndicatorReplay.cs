using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>The contributions of indicators, from every value and every target that was ever recorded.</summary>
internal sealed class IndicatorReplay(Db db, IndicatorRows indicators) : UndertakingReplay
{
    public const string AllSql = """
        SELECT DISTINCT PlanCode, Measure, 'indicator' AS Kind, Indicator AS UndertakingKey
        FROM Citations
        WHERE Measure IS NOT NULL
        ORDER BY UndertakingKey, Measure
        """;

    public const string PromisedSql =
        "SELECT RecordedAt, RecordedBy FROM MeasureVersions WHERE PlanCode = @PlanCode AND Code = @Measure AND Version = 1";

    public const string AddedSql =
        "SELECT RecordedAt, RecordedBy FROM Additions WHERE PlanCode = @PlanCode AND Kind = 'indicator' AND Code = @Code";

    /// <summary>Of the last indicator that was read: it may answer for several measures.</summary>
    private IndicatorHistory? last;

    public override UndertakingKind Kind => UndertakingKind.Indicator;

    public override int Rules => IndicatorContribution.Rules;

    public override Task<IReadOnlyList<UndertakingId>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<UndertakingId>(AllSql, null, ct);

    public override async Task<ReplayedUndertaking> ReadAsync(UndertakingId id, CancellationToken ct)
    {
        if (last?.Indicator.Code != id.UndertakingKey)
        {
            var (indicator, plan) = (await indicators.LookAsync(id.UndertakingKey, ct))!.Value;
            last = await IndicatorHistory.ReadAsync(db, indicator, plan, ct);
        }

        var promised = last.Indicator.EffectiveOn is null
            ? await db.FindAsync<Promised>(PromisedSql, new { id.PlanCode, id.Measure }, ct)
            : await db.FindAsync<Promised>(AddedSql, new { id.PlanCode, Code = id.UndertakingKey }, ct);
        var (history, first) = (last, last.Indicator.EffectiveOn ?? new DateOnly(last.Plan.PlanYear, 1, 1));
        return new ReplayedUndertaking(
            [
                new Occasion(promised!.RecordedAt, first, promised.RecordedBy),
                .. history
                    .Targets.Select(target => new Occasion(target.RecordedAt, target.EffectiveOn, target.RecordedBy))
                    .Concat(
                        history.Values.Select(value => new Occasion(
                            value.RecordedAt,
                            value.EffectiveOn,
                            value.RecordedBy
                        ))
                    )
                    .Select(entry => entry.EffectiveOn < first ? entry with { EffectiveOn = first } : entry)
                    .OrderBy(entry => entry.RecordedAt),
            ],
            ChangesLaterDays: true,
            (day, knownAt) => history.Contribute([id.Measure], day, knownAt)
        );
    }

    internal sealed record Promised
    {
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }
    }
}
