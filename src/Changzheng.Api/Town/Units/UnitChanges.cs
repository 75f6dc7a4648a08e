using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Town.Units;

/// <summary>What happens to units, as the change feed names it.</summary>
internal static class UnitChanges
{
    /// <summary>What every change of a unit marks: caches of who is there are keyed on it.</summary>
    public const string Mark = "/api/v1/units";

    public static readonly ChangeKind<Unit> Registered = new(
        "unit.registered",
        TownRights.Read,
        ChangeReach.Everyone,
        "单位已登记",
        "A unit was registered"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<Unit> Amended = new(
        "unit.amended",
        TownRights.Read,
        ChangeReach.Everyone,
        "单位已变更",
        "A unit was amended"
    )
    {
        Marks = true,
    };

    public static ChangeFeed.Fact Of(ChangeKind<Unit> kind, Unit unit) =>
        ChangeFeed.Fact.Of(kind, $"{Mark}/{unit.Code}", unit) with
        {
            Marks = [Mark],
        };
}
