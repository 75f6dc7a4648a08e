using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Why a project is not opened or changed.</summary>
internal static class ProjectRefusals
{
    public static readonly RefusalKind DatesOutOfOrder = new(
        400,
        "project.dates_out_of_order",
        "日期先后不符",
        "The dates are in the wrong order"
    );
    public static readonly RefusalKind WeightsNotWhole = new(
        400,
        "project.weights_not_whole",
        "节点权重之和须为1",
        "The weights add up to 1"
    );
    public static readonly RefusalKind EvidenceNeeded = new(
        400,
        "project.evidence_needed",
        "须附佐证材料",
        "Evidence is needed"
    );
    public static readonly RefusalKind NotFound = new(404, "project.not_found", "没有这个项目", "No such project");
    public static readonly RefusalKind MilestoneNotFound = new(
        404,
        "milestone.not_found",
        "没有这个节点",
        "No such milestone"
    );
    public static readonly RefusalKind BlockNotFound = new(404, "block.not_found", "没有这个堵点", "No such block");
    public static readonly RefusalKind StageSetNotFound = new(
        404,
        "stage_set.not_found",
        "没有这套节点",
        "No such set of stages"
    );
    public static readonly RefusalKind Exists = new(409, "project.exists", "项目已存在", "The project exists already");
    public static readonly RefusalKind StageSetExists = new(
        409,
        "stage_set.exists",
        "该套节点已存在",
        "The set of stages exists already"
    );
    public static readonly RefusalKind StageSkipped = new(
        409,
        "project.stage_skipped",
        "不能跳过节点",
        "A stage is not skipped"
    );
    public static readonly RefusalKind MilestoneReached = new(
        409,
        "milestone.reached",
        "节点已完成",
        "The milestone is reached"
    );
    public static readonly RefusalKind PostponementAsked = new(
        409,
        "milestone.postponement_asked",
        "已有延期申请待审",
        "A postponement is asked for already"
    );
    public static readonly RefusalKind NothingAsked = new(
        409,
        "milestone.nothing_asked",
        "没有待审的延期申请",
        "No postponement was asked for"
    );
    public static readonly RefusalKind NothingPlanned = new(
        409,
        "milestone.nothing_planned",
        "没有计划日期，无从延期",
        "There is no planned date to postpone"
    );
    public static readonly RefusalKind BlockLifted = new(409, "block.lifted", "堵点已解除", "The block is lifted");
    public static readonly RefusalKind OverBudget = new(
        409,
        "project.over_budget",
        "支付超过概算",
        "More than the budget would be paid"
    );
}
