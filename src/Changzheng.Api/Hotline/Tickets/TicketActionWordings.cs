using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>How the moves of a ticket are written.</summary>
internal static class TicketActionWordings
{
    public static readonly Wording<TicketAction> Actions = new(
        (TicketAction.Register, "登记"),
        (TicketAction.Dispatch, "派单"),
        (TicketAction.Accept, "受理"),
        (TicketAction.Contact, "先行联系"),
        (TicketAction.Interim, "阶段反馈"),
        (TicketAction.Return, "退单"),
        (TicketAction.DecideReturn, "审批退单"),
        (TicketAction.Extend, "申请延期"),
        (TicketAction.DecideExtension, "审批延期"),
        (TicketAction.Transfer, "转办"),
        (TicketAction.Reclassify, "改分类"),
        (TicketAction.Join, "协办"),
        (TicketAction.Answer, "协办答复"),
        (TicketAction.Split, "拆分诉求"),
        (TicketAction.AnswerDemand, "答复诉求"),
        (TicketAction.Submit, "提交办结"),
        (TicketAction.Verify, "核查"),
        (TicketAction.Callback, "回访"),
        (TicketAction.Close, "办结"),
        (TicketAction.Rework, "重办"),
        (TicketAction.Supervise, "督办"),
        (TicketAction.Suspend, "申请挂起"),
        (TicketAction.DecideSuspension, "审批挂起"),
        (TicketAction.Resume, "恢复办理"),
        (TicketAction.Void, "申请作废"),
        (TicketAction.DecideVoid, "审批作废"),
        (TicketAction.Repeat, "标记重复"),
        (TicketAction.MoveDeadline, "期限变动"),
        (TicketAction.Import, "导入")
    );
}
