using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>How clerks write what the members of a list are.</summary>
internal static class RolloutWordings
{
    public static readonly Wording<MemberKind> Kind = new(
        (MemberKind.Neighbourhood, "居民区"),
        (MemberKind.Building, "楼栋"),
        (MemberKind.Site, "点位"),
        (MemberKind.Unit, "单位"),
        (MemberKind.Group, "组团")
    );
}
