using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Why a campaign, an inspection, a finding or a draw is not opened or changed.</summary>
internal static class SupervisionRefusals
{
    public static readonly RefusalKind DatesOutOfOrder = new(
        400,
        "finding.dates_out_of_order",
        "日期先后不符",
        "The dates are in the wrong order"
    );
    public static readonly RefusalKind EvidenceNeeded = new(
        400,
        "finding.evidence_needed",
        "须附佐证材料",
        "Evidence is needed"
    );
    public static readonly RefusalKind AnswersIncomplete = new(
        400,
        "inspection.answers_incomplete",
        "检查表未答全",
        "The checklist is not answered whole"
    );
    public static readonly RefusalKind DrawMalformed = new(
        400,
        "draw.malformed",
        "抽查名单有误",
        "The draw does not fit together"
    );
    public static readonly RefusalKind CampaignNotFound = new(
        404,
        "campaign.not_found",
        "没有这项行动",
        "No such campaign"
    );
    public static readonly RefusalKind InspectionNotFound = new(
        404,
        "inspection.not_found",
        "没有这次检查",
        "No such inspection"
    );
    public static readonly RefusalKind FindingNotFound = new(
        404,
        "finding.not_found",
        "没有这个问题",
        "No such finding"
    );
    public static readonly RefusalKind DrawNotFound = new(404, "draw.not_found", "没有这次抽查", "No such draw");
    public static readonly RefusalKind ChecklistNotFound = new(
        404,
        "checklist.not_found",
        "没有这张检查表",
        "No such checklist"
    );
    public static readonly RefusalKind CampaignExists = new(
        409,
        "campaign.exists",
        "行动已存在",
        "The campaign exists already"
    );
    public static readonly RefusalKind InspectionExists = new(
        409,
        "inspection.exists",
        "检查已登记",
        "The inspection exists already"
    );
    public static readonly RefusalKind FindingExists = new(
        409,
        "finding.exists",
        "问题已登记",
        "The finding exists already"
    );
    public static readonly RefusalKind DrawExists = new(409, "draw.exists", "抽查已公布", "The draw exists already");
    public static readonly RefusalKind ChecklistExists = new(
        409,
        "checklist.exists",
        "检查表已存在",
        "The checklist exists already"
    );
    public static readonly RefusalKind MoveNotAllowed = new(
        409,
        "finding.move_not_allowed",
        "当前状态不能这样办理",
        "The finding does not take that now"
    );
    public static readonly RefusalKind DeferralAsked = new(
        409,
        "finding.deferral_asked",
        "已有延期申请待审",
        "A deferral is asked for already"
    );
    public static readonly RefusalKind NothingAsked = new(
        409,
        "finding.nothing_asked",
        "没有待审的延期申请",
        "No deferral was asked for"
    );
    public static readonly RefusalKind SeedKnown = new(
        409,
        "draw.seed_known",
        "种子须在公布名单之后产生",
        "The seed must come after the list is published"
    );
    public static readonly RefusalKind SeedNotYet = new(
        409,
        "draw.seed_not_yet",
        "种子尚未产生",
        "The seed is not there yet"
    );
    public static readonly RefusalKind SeedGiven = new(
        409,
        "draw.seed_given",
        "种子已录入",
        "The seed was given already"
    );
    public static readonly RefusalKind AccidentOutsideMonth = new(
        400,
        "accidents.outside_month",
        "事故日期不在该月",
        "An accident is not of that month"
    );
    public static readonly RefusalKind MonthOutsidePlan = new(
        400,
        "accidents.month_outside_plan",
        "月份不在计划年度内",
        "The month is not of the plan's year"
    );
    public static readonly RefusalKind DocumentNeeded = new(
        400,
        "accidents.document_needed",
        "须有调查结论的文号",
        "The document of an investigation is needed"
    );
    public static readonly RefusalKind AccidentsNotFound = new(
        404,
        "accidents.not_found",
        "该月没有事故月报",
        "The accidents of that month were not reported"
    );
    public static readonly RefusalKind AccidentsExist = new(
        409,
        "accidents.exist",
        "该月事故月报已登记",
        "The accidents of that month were reported already"
    );
    public static readonly RefusalKind MonthNotOver = new(
        409,
        "accidents.month_not_over",
        "当月尚未结束，不能零报告",
        "The month is not over"
    );
    public static readonly RefusalKind FeedNotFound = new(
        422,
        "campaign.feed_not_found",
        "所计入的指标不存在或不由事故月报得出",
        "The indicator it counts for is not there or not derived from accidents"
    );
    public static readonly RefusalKind RepeatUnlike = new(
        422,
        "finding.repeat_unlike",
        "不是同一对象此前的问题",
        "It is not an earlier finding of the same object"
    );
}
