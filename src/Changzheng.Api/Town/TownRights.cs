using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Town;

/// <summary>
/// What the units and the calendar share with the plan: who reads or amends one reads or amends the other.
/// </summary>
internal static class TownRights
{
    public static readonly Right Read = new("readPlan", Right.Everyone) { CanBeOpen = true };
    public static readonly Right Amend = new("amendPlan", Role.Administrator);
}
