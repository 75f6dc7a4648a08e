using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Why a plan is not read, issued or closed.</summary>
internal static class PlanRefusals
{
    public static readonly RefusalKind DateFuture = new(400, "date.future", "日期在将来", "The date is in the future");
    public static readonly RefusalKind DateOutsidePlan = new(
        400,
        "date.outside_plan",
        "日期不在计划年度内",
        "The date is outside the plan year"
    );
    public static readonly RefusalKind PlanTextMismatch = new(
        400,
        "plan.quote_not_in_text",
        "引文不在计划原文中",
        "The quote is not in the plan's text"
    );
    public static readonly RefusalKind DocumentFuture = new(
        400,
        "document.future",
        "文件印发日期在将来",
        "The document is not issued yet"
    );
    public static readonly RefusalKind DocumentNotLater = new(
        400,
        "document.not_later",
        "不是计划之后印发的文件",
        "It is no later document than the plan"
    );
    public static readonly RefusalKind EffectiveBeforeDocument = new(
        400,
        "document.effective_before_issue",
        "起计日期早于文件印发日期",
        "It would count from before the document was issued"
    );
    public static readonly RefusalKind InitiativeNotFound = new(
        404,
        "initiative.not_found",
        "没有这个小节",
        "No such initiative"
    );
    public static readonly RefusalKind NotFound = new(404, "plan.not_found", "没有这个计划", "No such plan");
    public static readonly RefusalKind Exists = new(409, "plan.exists", "计划已存在", "The plan exists already");
    public static readonly RefusalKind Closed = new(409, "plan.closed", "计划年度已关账", "The plan year is closed");
    public static readonly RefusalKind ScaleOutOfOrder = new(
        400,
        "plan.scale_out_of_order",
        "档次须依次上升至 1",
        "A scale rises step by step to 1"
    );
    public static readonly RefusalKind YearRuns = new(
        409,
        "plan.year_runs",
        "计划年度尚未结束",
        "The plan year is not over"
    );
    public static readonly RefusalKind NotClosed = new(
        409,
        "plan.not_closed",
        "计划年度未关账",
        "The plan year is not closed"
    );
    public static readonly RefusalKind CompareBackwards = new(
        400,
        "compare.backwards",
        "后一看板早于前一看板",
        "The second board lies before the first"
    );
}
