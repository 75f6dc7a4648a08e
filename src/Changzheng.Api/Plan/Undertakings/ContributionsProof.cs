using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>Proves the contributions: each is what its subject's history, judged anew, says.</summary>
internal sealed class ContributionsProof(Db db, IEnumerable<UndertakingReplay> replays) : Proof
{
    public const string KeptSql = """
        SELECT PlanCode, Measure, Kind, UndertakingKey
        FROM Undertakings
        ORDER BY PlanCode, Measure, Kind, UndertakingKey
        """;

    public const string RowsSql = $"""
        SELECT {ContributionRow.Columns}
        FROM Contributions
        WHERE PlanCode = @PlanCode AND Measure = @Measure AND Kind = @Kind AND UndertakingKey = @UndertakingKey
        ORDER BY Version
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        var kept = (await db.QueryAsync<UndertakingId>(KeptSql, null, ct)).ToHashSet();
        foreach (var replay in replays)
        foreach (var id in await replay.ListAsync(ct))
            if (kept.Remove(id))
                faults.AddRange(await CompareAsync(replay, id, ct));
            else
                faults.Add($"contribution: {id}: there is none");
        faults.AddRange(kept.Select(id => $"contribution: {id}: nothing in any history says so"));
        return faults;
    }

    private async Task<IEnumerable<string>> CompareAsync(
        UndertakingReplay replay,
        UndertakingId id,
        CancellationToken ct
    )
    {
        var of = new
        {
            id.PlanCode,
            id.Measure,
            Kind = id.Kind.Text(),
            id.UndertakingKey,
        };
        // What was judged by older rules is held by its hash alone.
        var rows = (await db.QueryAsync<ContributionRow>(RowsSql, of, ct)).Where(row => row.Rules == replay.Rules);
        var kept = Last(rows);
        var history = await replay.ReadAsync(id, ct);
        var instants = kept.Keys.Select(key => key.At).Distinct().Order().ToList();
        var expected = history
            .Replay(instants)
            .Select(ContributionRow.Of)
            .ToDictionary(row => (row.RecordedAt, row.Basis, row.EffectiveOn));
        var late = history.Occasions.Count(occasion => instants.Count == 0 || occasion.RecordedAt > instants[^1]);
        return kept
            .Keys.Union(expected.Keys)
            .Where(key => !IsSame(kept.GetValueOrDefault(key), expected.GetValueOrDefault(key)))
            .Select(key =>
                FormattableString.Invariant(
                    $"contribution: {id} {key.Item2} {key.Item3:yyyy-MM-dd} as of {key.Item1:u}: not what history says"
                )
            )
            .Concat(late > 0 ? [$"contribution: {id}: {late} later entries of its history are missing"] : []);
    }

    /// <summary>
    /// By instant, basis and day the last row. Rows of one instant are one group, and so are those recorded while
    /// another machine's clock was ahead: history cannot tell in which order they came.
    /// </summary>
    private static Dictionary<(DateTimeOffset At, string Basis, DateOnly Day), ContributionRow> Last(
        IEnumerable<ContributionRow> rows
    )
    {
        var (last, at) = (
            new Dictionary<(DateTimeOffset, string, DateOnly), ContributionRow>(),
            DateTimeOffset.MinValue
        );
        foreach (var row in rows)
        {
            at = row.RecordedAt > at ? row.RecordedAt : at;
            last[(at, row.Basis, row.EffectiveOn)] = row;
        }

        return last;
    }

    /// <summary>All that is said; not which version it is, when or by whom, which the hash holds.</summary>
    private static bool IsSame(ContributionRow? kept, ContributionRow? expected) =>
        kept is not null
        && expected is not null
        && kept
            == expected with
            {
                Version = kept.Version,
                RecordedAt = kept.RecordedAt,
                RecordedBy = kept.RecordedBy,
                Hash = kept.Hash,
            };
}
