using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>What happens to rollouts and the members of their lists, as the change feed names it.</summary>
internal static class RolloutChanges
{
    public static readonly ChangeKind<DossierChange> Opened = DossierChange.OfTown(
        "rollout.opened",
        "推进已启动",
        "A rollout was opened"
    );

    public static readonly ChangeKind<DossierChange> Changed = DossierChange.OfTown(
        "rollout.changed",
        "推进已修订",
        "A rollout changed"
    );

    public static readonly ChangeKind<DossierChange> MemberAdded = DossierChange.OfTown(
        "member.added",
        "名单增加成员",
        "A member was added to a list"
    );

    public static readonly ChangeKind<DossierChange> MemberChanged = DossierChange.OfTown(
        "member.changed",
        "名单成员状态变化",
        "A member's state changed"
    );

    public static readonly ChangeKind<DossierChange> StateSetOpened = DossierChange.OfTown(
        "rollout.states.made",
        "状态套已设立",
        "A set of states was made"
    );

    public static readonly ChangeKind<DossierChange> StateSetChanged = DossierChange.OfTown(
        "rollout.states.changed",
        "状态套已修订",
        "A set of states was changed"
    );
}
