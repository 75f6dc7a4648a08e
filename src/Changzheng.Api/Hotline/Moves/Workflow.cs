using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Moves;
using static Changzheng.Api.Hotline.Tickets.TicketAction;
using static Changzheng.Api.Hotline.Tickets.TicketStatus;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>The table of what may happen to a ticket. GET /hotline/workflow shows it.</summary>
internal static class Workflow
{
    /// <summary>Between dispatch and submission the ticket lies with a unit.</summary>
    private static readonly TicketStatus[] withUnit = [Dispatched, Accepted, Handling];

    /// <summary>Every status but the two that end a ticket's life.</summary>
    private static readonly TicketStatus[] open = [Registered, .. withUnit, Submitted, Returned, Suspended];

    public static Moves<TicketStatus, TicketAction> Table { get; } =
        new(
            TicketRefusals.MoveNotAllowed,
            "工单",
            "ticket",
            decisions: new Dictionary<TicketAction, TicketAction>
            {
                [TicketAction.DecideReturn] = Return,
                [TicketAction.DecideExtension] = Extend,
            }
        )
        {
            { Dispatch, Right.DispatchTickets, [Registered], [Dispatched] },
            { Accept, Right.HandleTickets, [Dispatched], [Accepted] },
            { Contact, Right.HandleTickets, [Accepted, Handling], [Handling] },
            { Interim, Right.HandleTickets, [Accepted, Handling], [Handling] },
            { Return, Right.HandleTickets, [Dispatched, Accepted], [Returned] },
            { TicketAction.DecideReturn, Right.DispatchTickets, [Returned], [Registered, Dispatched] },
            { Extend, Right.HandleTickets, [Accepted, Handling] },
            { TicketAction.DecideExtension, Right.DispatchTickets, [Accepted, Handling] },
            { Transfer, Right.DispatchTickets, withUnit, [Dispatched] },
            { Submit, Right.HandleTickets, [Handling], [Submitted] },
            { Callback, Right.ReviewTickets, [Submitted, Closed] },
            { Close, Right.ReviewTickets, [Submitted], [Closed] },
            { Rework, Right.ReviewTickets, [Submitted, Closed], [Handling] },
            { Supervise, Right.DispatchTickets, open },
            { Suspend, Right.DispatchTickets, withUnit, [Suspended] },
            { Resume, Right.DispatchTickets, [Suspended], withUnit },
            { TicketAction.Void, Right.DispatchTickets, open, [Voided] },
            { Repeat, Right.DispatchTickets, Enum.GetValues<TicketStatus>() },
        };
}
