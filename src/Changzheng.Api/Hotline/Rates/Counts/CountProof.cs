using System.Globalization;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>Checks that the counts by month are what counting all tickets comes to.</summary>
internal sealed class CountProof(Db db, RateRows rates, RateCounts counts) : Proof
{
    public const string AllSql = $"SELECT {CountRow.Columns} FROM HotlineCounts WHERE Tickets <> 0";

    public const string TurnsSql = $"SELECT {TurnRow.Columns} FROM HotlineTurns";

    private const int MostNamed = 20;

    /// <summary>Waits for whoever changes the counts, and keeps the next one waiting.</summary>
    public const string HoldSql = "UPDATE HotlineDerivations SET Definitions = Definitions WHERE Id = 1";

    /// <summary>
    /// While commands run, tickets are read before one and counts after it. So what looks wrong is looked at again
    /// while they wait.
    /// </summary>
    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
    {
        var faults = await CompareAsync(ct);
        return faults.Count == 0
            ? faults
            : await db.TransactAsync(
                async () =>
                {
                    await db.ExecuteAsync(HoldSql, null, ct);
                    return await CompareAsync(ct);
                },
                ct
            );
    }

    private async Task<IReadOnlyList<string>> CompareAsync(CancellationToken ct)
    {
        // Without a state nothing is counted yet: the next command counts everything.
        if (await counts.FindStateAsync(ct) is not { } state)
            return [];
        var (tally, turns) = await counts.RecountAsync(await rates.LatestAsync(ct), state.Through, ct);
        var kept = (await db.QueryAsync<CountRow>(AllSql, null, ct)).ToDictionary(Name, row => row.Tickets);
        var counted = tally.List().ToDictionary(Name, row => row.Tickets);
        var faults = kept
            .Keys.Union(counted.Keys)
            .Where(name => kept.GetValueOrDefault(name) != counted.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal)
            .Select(name =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"counts: {name}: {kept.GetValueOrDefault(name)} kept, {counted.GetValueOrDefault(name)} counted"
                )
            );
        var keptTurns = (await db.QueryAsync<TurnRow>(TurnsSql, null, ct)).ToHashSet();
        var wrongTurns = keptTurns.Except(turns).Concat(turns.Except(keptTurns)).Select(turn => turn.Number);
        return
        [
            .. faults
                .Concat(wrongTurns.Distinct().Order(StringComparer.Ordinal).Select(turn => $"counts: turn of {turn}"))
                .Take(MostNamed),
        ];
    }

    private static string Name(CountRow row) =>
        $"{row.Definition} {row.Channel} {row.Month} {row.ToldBy} {row.GroupKey} {row.Outcomes}";
}
