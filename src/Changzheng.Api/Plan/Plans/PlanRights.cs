using Changzheng.Api.Platform.Access;
using Changzheng.Api.Town;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Who reads, reports, reviews and amends what the plan promises.</summary>
internal static class PlanRights
{
    public static readonly Right Report = new("report", Role.Reporter, Role.Administrator, Role.Integration);
    public static readonly Right Review = new("review", Role.Reviewer, Role.Administrator);

    public static Right Read => TownRights.Read;

    public static Right Amend => TownRights.Amend;
}
