using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Why a rollout or a member of its list is not opened or changed.</summary>
internal static class RolloutRefusals
{
    public static readonly RefusalKind EvidenceNeeded = new(
        400,
        "member.evidence_needed",
        "须附佐证材料",
        "Evidence is needed"
    );
    public static readonly RefusalKind ReasonNeeded = new(
        400,
        "member.reason_needed",
        "须说明原因",
        "A reason is needed"
    );
    public static readonly RefusalKind StateUnknown = new(400, "member.state_unknown", "没有这个状态", "No such state");
    public static readonly RefusalKind NotFound = new(404, "rollout.not_found", "没有这项推进", "No such rollout");
    public static readonly RefusalKind MemberNotFound = new(
        404,
        "member.not_found",
        "名单中没有这个成员",
        "No such member in the list"
    );
    public static readonly RefusalKind StateSetNotFound = new(
        404,
        "state_set.not_found",
        "没有这套状态",
        "No such set of states"
    );
    public static readonly RefusalKind Exists = new(
        409,
        "rollout.exists",
        "该项推进已存在",
        "The rollout exists already"
    );
    public static readonly RefusalKind MemberExists = new(
        409,
        "member.exists",
        "成员已在名单中",
        "The member is in the list already"
    );
    public static readonly RefusalKind StateSetExists = new(
        409,
        "state_set.exists",
        "该套状态已存在",
        "The set of states exists already"
    );
    public static readonly RefusalKind PollMissing = new(
        409,
        "consent.poll_missing",
        "尚无征询结果",
        "There is no poll yet"
    );
    public static readonly RefusalKind ConsentNotMet = new(
        409,
        "consent.not_met",
        "未达到同意比例",
        "The consent needed is not reached"
    );
    public static readonly RefusalKind ListClosed = new(
        409,
        "rollout.list_closed",
        "名单已在执行，增加成员须有文号",
        "The list is under way; a member is added by a document"
    );
    public static readonly RefusalKind MembersFewer = new(
        409,
        "rollout.members_fewer",
        "名单的最少个数不得减少",
        "The least number of members does not fall"
    );
    public static readonly RefusalKind NoUnits = new(
        422,
        "rollout.no_units",
        "没有可加入名单的单位",
        "There is no unit to add"
    );
}
