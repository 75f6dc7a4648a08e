using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>What happens to rollouts and the members of their lists, as the change feed names it.</summary>
internal static class RolloutChanges
{
    public static readonly ChangeKind<DossierChange> Opened = Of(
        "rollout.opened",
        "推进已启动",
        "A rollout was opened"
    );

    public static readonly ChangeKind<DossierChange> Changed = Of("rollout.changed", "推进已修订", "A rollout changed");

    public static readonly ChangeKind<DossierChange> MemberAdded = Of(
        "member.added",
        "名单增加成员",
        "A member was added to a list"
    );

    public static readonly ChangeKind<DossierChange> MemberChanged = Of(
        "member.changed",
        "名单成员状态变化",
        "A member's state changed"
    );

    public static readonly ChangeKind<DossierChange> StateSetOpened = Of(
        "rollout.states.made",
        "状态套已设立",
        "A set of states was made"
    );

    public static readonly ChangeKind<DossierChange> StateSetChanged = Of(
        "rollout.states.changed",
        "状态套已修订",
        "A set of states was changed"
    );

    private static ChangeKind<DossierChange> Of(string name, string title, string titleEn) =>
        new(name, PlanRights.Read, ChangeReach.Everyone, title, titleEn) { Marks = true };
}
