using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Why a ticket is not registered or moved.</summary>
internal static class TicketRefusals
{
    public static readonly RefusalKind ContactIncomplete = new(
        400,
        "ticket.contact_incomplete",
        "先行联系须有时间和联系人，或未联系原因",
        "A contact needs time and person, or a reason"
    );
    public static readonly RefusalKind TimeFuture = new(
        400,
        "ticket.time_future",
        "时间在将来",
        "The time is in the future"
    );
    public static readonly RefusalKind Inconsistent = new(
        400,
        "ticket.inconsistent",
        "工单的状态与时间、结果不一致",
        "The ticket's status does not fit its times and results"
    );
    public static readonly RefusalKind TypeUnknown = new(
        400,
        "ticket.type_unknown",
        "该渠道没有这种类型",
        "The channel has no such type"
    );
    public static readonly RefusalKind NotFound = new(404, "ticket.not_found", "没有这张工单", "No such ticket");
    public static readonly RefusalKind NumberTaken = new(
        409,
        "ticket.number_taken",
        "工单编号已被另一内容使用",
        "The number belongs to a ticket with other content"
    );
    public static readonly RefusalKind MoveNotAllowed = new(
        409,
        "ticket.move_not_allowed",
        "工单当前状态不允许此操作",
        "The ticket's status does not take this move"
    );
    public static readonly RefusalKind TimeBackwards = new(
        409,
        "ticket.time_backwards",
        "时间倒流",
        "Time does not run backwards"
    );
    public static readonly RefusalKind ReturnTooLate = new(
        409,
        "ticket.return_too_late",
        "已过退单期限",
        "Too late to return it"
    );
    public static readonly RefusalKind ReturnedBefore = new(
        409,
        "ticket.returned_before",
        "该单位已退过此单",
        "The unit has returned it before"
    );
    public static readonly RefusalKind ExtensionAsked = new(
        409,
        "ticket.extension_asked",
        "已有待审批的延期申请",
        "An extension is asked for already"
    );
    public static readonly RefusalKind ExtensionNotAsked = new(
        409,
        "ticket.extension_not_asked",
        "没有待审批的延期申请",
        "No extension is asked for"
    );
    public static readonly RefusalKind ExtensionTooLong = new(
        409,
        "ticket.extension_too_long",
        "延期超过上限",
        "The extension is too long"
    );
    public static readonly RefusalKind Overdue = new(
        409,
        "ticket.overdue",
        "工单已超期，不能申请延期",
        "An overdue ticket takes no extension"
    );
    public static readonly RefusalKind SuspensionAsked = new(
        409,
        "ticket.suspension_asked",
        "已有待审批的挂账申请",
        "A suspension is asked for already"
    );
    public static readonly RefusalKind SuspensionNotAsked = new(
        409,
        "ticket.suspension_not_asked",
        "没有待审批的挂账申请",
        "No suspension is asked for"
    );
    public static readonly RefusalKind ReviewPassed = new(
        409,
        "ticket.review_passed",
        "挂账复核日已到",
        "The review day of the suspension has come"
    );
    public static readonly RefusalKind VoidAsked = new(
        409,
        "ticket.void_asked",
        "已有待审批的作废申请",
        "Voiding is asked for already"
    );
    public static readonly RefusalKind VoidNotAsked = new(
        409,
        "ticket.void_not_asked",
        "没有待审批的作废申请",
        "Voiding is not asked for"
    );
    public static readonly RefusalKind OwnUnit = new(
        403,
        "ticket.own_unit",
        "承办单位不能审批自己的工单",
        "A unit does not decide on its own ticket"
    );
    public static readonly RefusalKind ExcuseContradicted = new(
        409,
        "ticket.excuse_contradicted",
        "未联系原因与工单所载不符",
        "What the ticket says contradicts the reason"
    );
    public static readonly RefusalKind UnitOutsideTown = new(
        409,
        "ticket.unit_outside_town",
        "只能派给本镇所属单位",
        "A ticket goes to units of the town only"
    );
    public static readonly RefusalKind DecisionNeeded = new(
        409,
        "ticket.decision_needed",
        "挂账、作废须由一人申请、另一人审批，不能导入",
        "Suspending and voiding take a request and another person's decision, not a file"
    );
    public static readonly RefusalKind CityDueLater = new(
        409,
        "ticket.city_due_later",
        "市级期限不能推后或删除",
        "The city's deadline is not put off or taken away"
    );
    public static readonly RefusalKind MonthFixed = new(
        409,
        "ticket.month_fixed",
        "已登记的工单不能改到别的月份",
        "A registered ticket does not move to another month"
    );
    public static readonly RefusalKind ClosingIncomplete = new(
        400,
        "ticket.closing_incomplete",
        "结案内容不全",
        "The closing lacks what its channel takes"
    );
    public static readonly RefusalKind RatingNotTaken = new(
        409,
        "ticket.rating_not_taken",
        "该渠道结案不作满意度评价",
        "The channel's tickets are not rated"
    );
    public static readonly RefusalKind CallbackNeeded = new(
        409,
        "ticket.callback_needed",
        "提交办结后尚无承办单位以外的人回访，不能结案",
        "Nobody but the unit has called back since it was submitted"
    );
    public static readonly RefusalKind RatingNotHeard = new(
        409,
        "ticket.rating_not_heard",
        "回访未接通，结案不能写市民的满意度",
        "No callback has reached the citizen whose rating this would be"
    );
    public static readonly RefusalKind VerificationNeeded = new(
        409,
        "ticket.verification_needed",
        "提交办结后核查尚未通过，不能结案",
        "No verification has passed since it was submitted"
    );
    public static readonly RefusalKind NoticeNeeded = new(
        409,
        "ticket.notice_needed",
        "该渠道须告知受理：签收时写明 notice；已签收的，转派后重新签收",
        "The reporter is told that it is accepted: say how (notice) when accepting it, after a transfer if it was"
    );
    public static readonly RefusalKind SameClassification = new(
        409,
        "ticket.same_classification",
        "分类与现状相同",
        "The ticket is classified so already"
    );
    public static readonly RefusalKind NotNeighbourhood = new(
        409,
        "ticket.not_neighbourhood",
        "所填单位不是居委会、村委会",
        "The unit is no neighbourhood or village"
    );
    public static readonly RefusalKind ReturnReasonUnknown = new(
        400,
        "ticket.return_reason_unknown",
        "没有这项退单原因",
        "No such reason to return a ticket"
    );
    public static readonly RefusalKind SupportingOnly = new(
        403,
        "ticket.supporting_only",
        "协办单位只能查看工单、答复自己的部分",
        "A supporting unit reads the ticket and answers its own part"
    );
    public static readonly RefusalKind SupportingActs = new(
        409,
        "ticket.supporting_acts",
        "承办单位不能作自己的协办单位",
        "The acting unit does not support itself"
    );
    public static readonly RefusalKind SupportingAsked = new(
        409,
        "ticket.supporting_asked",
        "该单位的协办尚未答复",
        "The unit is asked already and has not answered"
    );
    public static readonly RefusalKind SupportingNotAsked = new(
        409,
        "ticket.supporting_not_asked",
        "没有待该单位答复的协办",
        "The unit is not asked, or has answered"
    );
    public static readonly RefusalKind AttachmentsTooMany = new(
        409,
        "ticket.attachments_too_many",
        "附件过多",
        "Too many attachments"
    );
    public static readonly RefusalKind DemandsTooFew = new(
        409,
        "ticket.demands_too_few",
        "拆分至少为两个诉求",
        "A ticket is split into two demands at least"
    );
    public static readonly RefusalKind DemandUnknown = new(
        409,
        "ticket.demand_unknown",
        "工单没有这个诉求",
        "The ticket has no such demand"
    );
    public static readonly RefusalKind DemandUnanswered = new(
        409,
        "ticket.demand_unanswered",
        "尚有诉求未答复",
        "A demand is not answered"
    );
    public static readonly RefusalKind RepeatOfItself = new(
        409,
        "ticket.repeat_of_itself",
        "只能与更早的工单重复",
        "A ticket repeats an earlier one"
    );
}
