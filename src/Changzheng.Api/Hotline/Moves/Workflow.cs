using Changzheng.Api.Hotline.Tickets;
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
                [TicketAction.DecideSuspension] = Suspend,
                [TicketAction.DecideVoid] = TicketAction.Void,
                [Callback] = Submit,
                [Verify] = Submit,
            }
        )
        {
            { Dispatch, TicketRights.Dispatch, [Registered], [Dispatched] },
            { Accept, TicketRights.Handle, [Dispatched], [Accepted] },
            { Contact, TicketRights.Handle, [Accepted, Handling], [Handling] },
            { Interim, TicketRights.Handle, [Accepted, Handling], [Handling] },
            { Return, TicketRights.Handle, withUnit, [Returned] },
            { TicketAction.DecideReturn, TicketRights.Dispatch, [Returned], [Registered, Dispatched] },
            { Extend, TicketRights.Handle, [Accepted, Handling] },
            { TicketAction.DecideExtension, TicketRights.Dispatch, [Accepted, Handling] },
            { Transfer, TicketRights.Dispatch, withUnit, [Dispatched] },
            { Reclassify, TicketRights.Dispatch, [Registered, .. withUnit, Submitted, Returned, Closed] },
            { Join, TicketRights.Dispatch, withUnit },
            { Answer, TicketRights.Handle, open },
            { Split, TicketRights.Dispatch, [Registered, .. withUnit] },
            { TicketAction.AnswerDemand, TicketRights.Handle, [Accepted, Handling] },
            { Submit, TicketRights.Handle, [Handling], [Submitted] },
            { Verify, TicketRights.Review, [Submitted] },
            { Callback, TicketRights.Review, [Submitted, Closed] },
            { Close, TicketRights.Review, [Submitted], [Closed] },
            { Rework, TicketRights.Review, [Submitted, Closed], [Handling] },
            { Supervise, TicketRights.Dispatch, open },
            { Suspend, TicketRights.Dispatch, withUnit },
            { TicketAction.DecideSuspension, TicketRights.Dispatch, withUnit, Suspended },
            { Resume, TicketRights.Dispatch, [Suspended], withUnit },
            { TicketAction.Void, TicketRights.Dispatch, open },
            { TicketAction.DecideVoid, TicketRights.Dispatch, open, Voided },
            { Repeat, TicketRights.Dispatch, Enum.GetValues<TicketStatus>() },
        };
}
