namespace Changzheng.Api.Town.Units;

/// <summary>
/// What a unit is in the tree: the district, the town, its offices and centres, its neighbourhood and village
/// committees.
/// </summary>
public enum UnitKind
{
    District,
    Town,
    Office,
    Centre,
    Neighbourhood,
    Village,
}

/// <summary>One unit of the tree.</summary>
/// <param name="Code">The division code, or the town's own code below it.</param>
/// <param name="Name">Official name.</param>
/// <param name="NameEn">English gloss.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parent">The unit above; null at the top.</param>
/// <param name="ValidFrom">First day; null when it has always been there.</param>
/// <param name="ValidTo">Last day; null while it exists.</param>
/// <param name="Predecessors">The units merged into this one.</param>
/// <param name="Aliases">Other codes and names the unit goes by.</param>
/// <param name="Assumed">True where the plan does not name it and it was proposed from what is usual.</param>
public sealed record Unit(
    string Code,
    string Name,
    string? NameEn,
    UnitKind Kind,
    string? Parent,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<string> Predecessors,
    IReadOnlyList<string> Aliases,
    bool Assumed
)
{
    internal static Unit Example =>
        new("310107102", "长征镇", "Changzheng Town", UnitKind.Town, "310107", null, null, [], ["310107102000"], false);

    internal bool ExistsDuring(DateOnly from, DateOnly to) =>
        (ValidFrom is null || ValidFrom <= to) && (ValidTo is null || ValidTo >= from);
}
