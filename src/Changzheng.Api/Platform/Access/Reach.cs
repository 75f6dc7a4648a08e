using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// How far down the tree of units a caller sees and acts: its own unit and those below it; everything for a caller of
/// no unit. What lies beyond is answered as if it were not there.
/// </summary>
/// <param name="caller">Who calls.</param>
/// <param name="units">The tree, by code; not needed for a caller of no unit.</param>
internal sealed class Reach(Caller caller, IReadOnlyDictionary<string, UnitNode> units)
{
    /// <summary>For figures computed for the whole town, independent of the caller.</summary>
    public static Reach OfTown { get; } = new(Caller.Seeds, new Dictionary<string, UnitNode>());

    public IReadOnlyDictionary<string, UnitNode> Units => units;

    public bool IsTown => caller.Unit is null || units.GetValueOrDefault(caller.Unit)?.IsTown == true;

    /// <summary>The codes of the caller's unit and those below it, in order; null for the whole town.</summary>
    public IReadOnlyList<string>? Within =>
        field ??= IsTown ? null : [.. units.Keys.Where(unit => Covers(unit)).Order(StringComparer.Ordinal)];

    /// <summary>As SQL asks it: 1 where every unit is seen.</summary>
    public int All => IsTown ? 1 : 0;

    /// <summary>For IN: an array, for a list is a JSON column, and never empty, for IN () is no SQL.</summary>
    public string[] Listed => Within is { Count: > 0 } within ? [.. within] : [""];

    /// <param name="unit">Null where no unit answers: that is no unit's own.</param>
    public bool Covers(string? unit) =>
        !caller.IsAnonymous
        && (caller.Unit is not { } own || UnitNode.IsWithin(unit, own, code => units.GetValueOrDefault(code)?.Parent));

    public bool CoversAny(params IEnumerable<string?> named) => named.Any(Covers);

    /// <summary>Whether the caller has to do with something that these units answer for. The town sees all.</summary>
    public bool Sees(params IEnumerable<string?> named) => IsTown || CoversAny(named);

    /// <summary>The plan itself and the audit trail are the whole town's.</summary>
    public void MustBeTown()
    {
        if (!IsTown)
            throw AccessRefusals.BeyondUnit.WithDetail(
                $"{caller.Unit} 不能办理全镇事项。",
                $"{caller.Unit} does not act for the whole town."
            );
    }

    /// <summary>
    /// For what everybody reads and only some may act on, such as the town's figure: not missing, but not this
    /// caller's.
    /// </summary>
    public void MustCoverAny(params IEnumerable<string?> named)
    {
        if (!CoversAny(named))
            throw AccessRefusals.BeyondUnit.WithDetail(
                $"只能办理 {caller.Unit} 及其下属单位的事项。",
                $"{caller.Unit} acts for itself and the units below it only."
            );
    }
}

/// <summary>Reads the caller's reach.</summary>
internal sealed class Reaches(Caller caller, ReadUnits readUnits)
{
    /// <summary>The tree is read only for a caller who is bound to a unit.</summary>
    public async ValueTask<Reach> OfCallerAsync(CancellationToken ct) =>
        caller.Unit is null ? new Reach(caller, Reach.OfTown.Units) : new Reach(caller, await readUnits(ct));

    /// <summary>Refuses a unit that is not there.</summary>
    public async Task MustKnowAsync(string unit, CancellationToken ct)
    {
        if (!(await readUnits(ct)).ContainsKey(unit))
            throw AccessRefusals.UnitNotFound.WithDetail($"没有单位 {unit}。", $"There is no unit {unit}.");
    }
}
