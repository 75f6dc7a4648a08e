using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What happens to tickets, as the change feed names it.</summary>
internal static class TicketChanges
{
    public static readonly ChangeKind<TicketView> Registered = Kind(
        "registered",
        "工单已受理",
        "A ticket was registered"
    );
    public static readonly ChangeKind<TicketView> Dispatched = Kind(
        "dispatched",
        "工单已派单",
        "A ticket was dispatched"
    );
    public static readonly ChangeKind<TicketView> Accepted = Kind("accepted", "工单已签收", "A ticket was accepted");
    public static readonly ChangeKind<TicketView> ContactRecorded = Kind(
        "contact.recorded",
        "先行联系已记录",
        "A contact was recorded"
    );
    public static readonly ChangeKind<TicketView> InterimReported = Kind(
        "interim.reported",
        "办理进度已反馈",
        "An interim report was made"
    );
    public static readonly ChangeKind<TicketView> Returned = Kind("returned", "已申请退单", "A ticket was returned");
    public static readonly ChangeKind<TicketView> ReturnDecided = Kind(
        "return.decided",
        "退单已裁定",
        "A return was decided on"
    );
    public static readonly ChangeKind<TicketView> ExtensionRequested = Kind(
        "extension.requested",
        "已申请延期",
        "An extension was asked for"
    );
    public static readonly ChangeKind<TicketView> ExtensionDecided = Kind(
        "extension.decided",
        "延期已审批",
        "An extension was decided on"
    );
    public static readonly ChangeKind<TicketView> Transferred = Kind(
        "transferred",
        "工单已转办",
        "A ticket was transferred"
    );
    public static readonly ChangeKind<TicketView> Reclassified = Kind(
        "reclassified",
        "工单已改分类",
        "A ticket was classified anew"
    );
    public static readonly ChangeKind<TicketView> Joined = Kind(
        "joined",
        "工单已请求协办",
        "Supporting units were asked"
    );
    public static readonly ChangeKind<TicketView> Answered = Kind(
        "support.answered",
        "协办单位已答复",
        "A supporting unit answered"
    );
    public static readonly ChangeKind<TicketView> Split = Kind("split", "工单已拆分诉求", "A ticket was split");
    public static readonly ChangeKind<TicketView> DemandAnswered = Kind(
        "demand.answered",
        "诉求已答复",
        "A demand was answered"
    );
    public static readonly ChangeKind<TicketView> Submitted = Kind(
        "submitted",
        "工单已提交办结",
        "A ticket was submitted"
    );
    public static readonly ChangeKind<TicketView> CallbackRecorded = Kind(
        "callback.recorded",
        "回访已记录",
        "A callback was recorded"
    );
    public static readonly ChangeKind<TicketView> Verified = Kind("verified", "工单已核查", "A ticket was verified");
    public static readonly ChangeKind<TicketView> Closed = Kind("closed", "工单已结案", "A ticket was closed");
    public static readonly ChangeKind<TicketView> ReworkOrdered = Kind(
        "rework.ordered",
        "工单已重办",
        "A ticket is to be done again"
    );
    public static readonly ChangeKind<TicketView> Supervised = Kind(
        "supervised",
        "工单已督办",
        "A ticket was supervised"
    );
    public static readonly ChangeKind<TicketView> Suspended = Kind("suspended", "工单已挂账", "A ticket was suspended");
    public static readonly ChangeKind<TicketView> SuspensionRequested = Kind(
        "suspension.requested",
        "已申请挂账",
        "A suspension was asked for"
    );
    public static readonly ChangeKind<TicketView> SuspensionRefused = Kind(
        "suspension.refused",
        "挂账未获批准",
        "A suspension was refused"
    );
    public static readonly ChangeKind<TicketView> Resumed = Kind("resumed", "工单已恢复办理", "A ticket was resumed");
    public static readonly ChangeKind<TicketView> VoidRequested = Kind(
        "void.requested",
        "已申请作废",
        "Voiding was asked for"
    );
    public static readonly ChangeKind<TicketView> VoidRefused = Kind(
        "void.refused",
        "作废未获批准",
        "Voiding was refused"
    );
    public static readonly ChangeKind<TicketView> Voided = Kind("voided", "工单已作废", "A ticket was voided");
    public static readonly ChangeKind<TicketView> RepeatDecided = Kind(
        "repeat.decided",
        "重复件已认定",
        "A repeat was decided on"
    );
    public static readonly ChangeKind<TicketView> DeadlineMoved = Kind(
        "deadline.moved",
        "期限已顺延",
        "A deadline was moved"
    );

    public static readonly ChangeKind<Taken> Imported = new(
        "ticket.imported",
        TicketRights.Read,
        ChangeReach.Units,
        "工单已导入",
        "A ticket was taken in from a file"
    );

    /// <summary>
    /// What the change feed shows of an imported ticket: its state and the names of the changed fields. The ticket has
    /// the rest.
    /// </summary>
    internal sealed record Taken(
        string Number,
        string Channel,
        TicketStatus Status,
        string? Unit,
        string? CountedUnit,
        DateTimeOffset RegisteredAt,
        DateTimeOffset? ClosedAt,
        int Version,
        IReadOnlyList<string> Changed
    )
    {
        public static Taken Of(Ticket ticket, IReadOnlyList<string> changed) =>
            new(
                ticket.Number,
                ticket.Channel,
                ticket.Status,
                ticket.Unit,
                ticket.CountedUnit,
                ticket.RegisteredAt,
                ticket.ClosedAt,
                ticket.Version,
                changed
            );
    }

    /// <summary>
    /// The acting and the counted units before and after a change, and those that have a part in it: the unit a ticket
    /// is taken from sees that change, and no later one.
    /// </summary>
    public static IReadOnlyList<string?> Units(Ticket? before, Ticket after) =>
        [after.Unit, after.CountedUnit, before?.Unit, before?.CountedUnit, .. after.ListPartners()];

    /// <param name="action">What was done.</param>
    /// <param name="to">Where it led: a decision says by it whether it was granted.</param>
    public static ChangeKind<TicketView> Of(TicketAction action, TicketStatus to) =>
        action switch
        {
            TicketAction.Register => Registered,
            TicketAction.Dispatch => Dispatched,
            TicketAction.Accept => Accepted,
            TicketAction.Contact => ContactRecorded,
            TicketAction.Interim => InterimReported,
            TicketAction.Return => Returned,
            TicketAction.DecideReturn => ReturnDecided,
            TicketAction.Extend => ExtensionRequested,
            TicketAction.DecideExtension => ExtensionDecided,
            TicketAction.Transfer => Transferred,
            TicketAction.Reclassify => Reclassified,
            TicketAction.Join => Joined,
            TicketAction.Answer => Answered,
            TicketAction.Split => Split,
            TicketAction.AnswerDemand => DemandAnswered,
            TicketAction.Submit => Submitted,
            TicketAction.Verify => Verified,
            TicketAction.Callback => CallbackRecorded,
            TicketAction.Close => Closed,
            TicketAction.Rework => ReworkOrdered,
            TicketAction.Supervise => Supervised,
            TicketAction.Suspend => SuspensionRequested,
            TicketAction.DecideSuspension => to == TicketStatus.Suspended ? Suspended : SuspensionRefused,
            TicketAction.Resume => Resumed,
            TicketAction.Void => VoidRequested,
            TicketAction.DecideVoid => to == TicketStatus.Voided ? Voided : VoidRefused,
            TicketAction.Repeat => RepeatDecided,
            TicketAction.MoveDeadline => DeadlineMoved,
            _ => throw new InvalidOperationException($"{action} has a fact of its own, or none."),
        };

    private static ChangeKind<TicketView> Kind(string happened, string title, string titleEn) =>
        new($"ticket.{happened}", TicketRights.Read, ChangeReach.Units, title, titleEn);
}

/// <summary>What happens to the hotline's rules, as the change feed names it.</summary>
internal static class HotlineChanges
{
    internal sealed record Rules(IReadOnlyList<string> Channels);

    public static readonly ChangeKind<Rules> RulesRecorded = new(
        "hotline.rules.recorded",
        TicketRights.Read,
        ChangeReach.Everyone,
        "热线规则已录入",
        "The hotline's rules were recorded"
    );

    public static readonly ChangeKind<ListCategories.Category> CategoryRevised = new(
        "hotline.category.revised",
        TicketRights.Read,
        ChangeReach.Everyone,
        "诉求类别已修订",
        "A category was revised"
    );

    public static readonly ChangeKind<RateDefinition> RateDefinitionRevised = new(
        "rate.definition.revised",
        TicketRights.Read,
        ChangeReach.Everyone,
        "四率口径已修订",
        "A rate definition was revised"
    );
}
