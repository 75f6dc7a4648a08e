using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// How far down the tree of units a caller sees and acts: its own unit and those below it; everything for a caller of no unit.
/// What lies beyond is answered as if it were not there.
/// </summary>
internal sealed record Reach(Caller Caller, IReadOnlyDictionary<string, Unit> Units)
{
    /// <param name="unit">Null where no unit answers: that is nobody's own.</param>
    public bool Covers(string? unit) =>
        !Caller.IsAnonymous && (Caller.Unit is null || UnitTree.IsWithin(Units, unit, Caller.Unit));

    public bool IsTown =>
        Caller.Unit is null || Units.GetValueOrDefault(Caller.Unit)?.Kind is UnitKind.Town or UnitKind.District;

    /// <summary>The plan itself and the audit trail are the whole town's.</summary>
    public void MustBeTown()
    {
        if (!IsTown)
            throw AccessRefusals.BeyondUnit.Because(
                $"{Caller.Unit} 不能办理全镇事项。",
                $"{Caller.Unit} does not act for the whole town."
            );
    }

    public bool CoversAny(params IEnumerable<string?> units) => units.Any(Covers);

    /// <summary>For what everybody reads and only some may act on, such as the town's figure: not missing, but not this caller's.</summary>
    public void MustCoverAny(params IEnumerable<string?> units)
    {
        if (!CoversAny(units))
            throw AccessRefusals.BeyondUnit.Because(
                $"只能办理 {Caller.Unit} 及其下属单位的事项。",
                $"{Caller.Unit} acts for itself and the units below it only."
            );
    }
}

/// <summary>Reads the reach of whoever calls.</summary>
internal sealed class Reaches(Caller caller, UnitTree units)
{
    private static readonly Dictionary<string, Unit> unread = [];

    /// <summary>The tree is read only for a caller who is bound to a unit.</summary>
    public async ValueTask<Reach> OfCallerAsync(CancellationToken ct) =>
        new(caller, caller.Unit is null ? unread : await units.AllAsync(ct));
}
