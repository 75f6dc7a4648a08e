using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>
/// Gives a database from before there were contributions those it would have, each recorded when the entry it comes
/// from was. They have no hash, as what was recorded before rows had hashes has none: how many they are is kept.
/// </summary>
internal sealed class FillContributions(Db db, IEnumerable<UndertakingReplay> replays, TimeProvider clock) : Upgrade
{
    public const string KeptSql =
        "SELECT PlanCode, Measure, UndertakingKey, Version, Rules FROM Undertakings WHERE Kind = @Kind";

    public const string RulesSql = """
        UPDATE Undertakings SET Version = @Version, Rules = @Rules
        WHERE PlanCode = @PlanCode AND Measure = @Measure AND Kind = @Kind AND UndertakingKey = @UndertakingKey
        """;

    public const string UnhashedSql = "UPDATE Histories SET Unhashed = Unhashed + @Count WHERE Name = 'Contributions'";

    public override Task RunAsync(CancellationToken ct) =>
        db.TransactAsync(
            async () =>
            {
                foreach (var replay in replays)
                    await FillAsync(replay, ct);
                return true;
            },
            ct
        );

    private async Task FillAsync(UndertakingReplay replay, CancellationToken ct)
    {
        var kept = (await db.QueryAsync<Kept>(KeptSql, new { Kind = replay.Kind.Text() }, ct)).ToDictionary(row =>
            (row.PlanCode, row.Measure, row.UndertakingKey)
        );
        foreach (var id in await replay.ListAsync(ct))
        {
            var found = kept.GetValueOrDefault((id.PlanCode, id.Measure, id.UndertakingKey));
            if (found?.Rules >= replay.Rules)
                continue;
            var history = await replay.ReadAsync(id, ct);
            IReadOnlyList<DateTimeOffset> instants = found is null
                ? history.Instants
                : [clock.GetUtcNow().TruncateToMilliseconds()];
            await AppendAsync(id, found?.Version, history.Replay(instants), replay.Rules, ct);
        }
    }

    /// <param name="before">The undertaking's version; null where it has no row.</param>
    private async Task AppendAsync(
        UndertakingId id,
        int? before,
        IEnumerable<Contribution> contributions,
        int rules,
        CancellationToken ct
    )
    {
        var version = before ?? 0;
        var rows = contributions.Select(one => ContributionRow.Of(one with { Version = ++version })).ToList();
        await db.ExecuteAsync(
            before is null ? UndertakingRows.OpenSql : RulesSql,
            new
            {
                id.PlanCode,
                id.Measure,
                Kind = id.Kind.Text(),
                id.UndertakingKey,
                Version = version,
                Rules = rules,
            },
            ct
        );
        await db.WriteAllAsync(UndertakingRows.AppendSql, rows, ct);
        await db.ExecuteAsync(UnhashedSql, new { rows.Count }, ct);
    }

    internal sealed record Kept
    {
        public required string PlanCode { get; init; }
        public required string Measure { get; init; }
        public required string UndertakingKey { get; init; }
        public required int Version { get; init; }
        public required int Rules { get; init; }
    }
}
