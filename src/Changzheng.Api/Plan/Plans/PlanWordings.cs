using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Plans;

/// <summary>How the states of a plan and the parts of its text are written.</summary>
internal static class PlanWordings
{
    public static readonly Wording<ClosingAction> Closing = new(
        (ClosingAction.Requested, "申请结项"),
        (ClosingAction.Closed, "已结项"),
        (ClosingAction.Reopened, "重新启用")
    );

    public static readonly Wording<PlanState> State = new(
        (PlanState.Open, "执行中"),
        (PlanState.CloseRequested, "待结项"),
        (PlanState.Closed, "已结项")
    );

    public static readonly Wording<ProgressStep> Step = new(
        (ProgressStep.NotStarted, "未启动"),
        (ProgressStep.Planned, "已制定方案"),
        (ProgressStep.Underway, "推进中"),
        (ProgressStep.NearlyDone, "基本完成"),
        (ProgressStep.Done, "已完成")
    );

    public static readonly Wording<SentenceKind> Sentence = new(
        (SentenceKind.Preamble, "引言"),
        (SentenceKind.Objective, "目标"),
        (SentenceKind.Heading, "标题"),
        (SentenceKind.Action, "举措"),
        (SentenceKind.Statement, "陈述")
    );
}
