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

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
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
