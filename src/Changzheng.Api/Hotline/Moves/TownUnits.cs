using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Units;
using Unit = Changzheng.Api.Town.Units.Unit;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>
/// The units a ticket can go to: those below the town whose plan it is. The town itself handles nothing, and what lies
/// beyond it would leave the rates of its units.
/// </summary>
internal sealed class TownUnits(Db db, UnitTree units)
{
    public const string PlansSql = "SELECT DISTINCT Unit FROM Plans ORDER BY Unit";

    /// <summary>Refuses a code that no unit of the town has; null is passed over.</summary>
    public async Task MustHaveAsync(IReadOnlyList<string?> codes, CancellationToken ct)
    {
        foreach (var code in codes.OfType<string>())
            await units.FindAsync(code, ct);
        var listed = await ListAsync(ct);
        foreach (var code in codes.OfType<string>())
            MustHave(listed, code);
    }

    /// <summary>Refuses what is no neighbourhood or village of the town; null is passed over.</summary>
    public async Task MustHaveNeighbourhoodAsync(string? code, CancellationToken ct)
    {
        await MustHaveAsync([code], ct);
        if (
            code is not null
            && (await units.FindAsync(code, ct)).Kind is not (UnitKind.Neighbourhood or UnitKind.Village)
        )
            throw TicketRefusals.NotNeighbourhood.WithDetail(
                $"{code} 不是居委会、村委会。",
                $"{code} is no neighbourhood or village."
            );
    }

    public static void MustHave(IReadOnlySet<string> listed, string code)
    {
        if (!listed.Contains(code))
            throw TicketRefusals.UnitOutsideTown.WithDetail(
                $"{code} 不是本镇所属单位。",
                $"{code} is no unit below the town."
            );
    }

    /// <summary>The codes of the units below the towns that have a plan; below every town where none has.</summary>
    public async Task<IReadOnlySet<string>> ListAsync(CancellationToken ct)
    {
        var all = await units.AllAsync(ct);
        var planned = await db.QueryAsync<string>(PlansSql, null, ct);
        var towns = planned.Where(IsTown).ToList();
        if (towns.Count == 0)
            towns = [.. all.Keys.Where(IsTown)];
        return all
            .Keys.Where(code => towns.Any(town => code != town && UnitTree.IsWithin(all, code, town)))
            .ToHashSet(StringComparer.Ordinal);

        bool IsTown(string code) => all.GetValueOrDefault(code) is Unit { Kind: UnitKind.Town };
    }
}
