using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Town.Units;

/// <summary>What happens to units, as the change feed names it.</summary>
internal static class UnitChanges
{
    public static readonly ChangeKind<Unit> Registered = new(
        "unit.registered",
        TownRights.Read,
        ChangeReach.Everyone,
        "单位已登记",
        "A unit was registered"
    );

    public static readonly ChangeKind<Unit> Amended = new(
        "unit.amended",
        TownRights.Read,
        ChangeReach.Everyone,
        "单位已变更",
        "A unit was amended"
    );
}
