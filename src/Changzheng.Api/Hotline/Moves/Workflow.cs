using System.Collections.Frozen;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using static Changzheng.Api.Hotline.Tickets.TicketAction;
using static Changzheng.Api.Hotline.Tickets.TicketStatus;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>The one table of what may happen to a ticket: everything else is refused, and GET /hotline/workflow shows it.</summary>
internal static class Workflow
{
    /// <param name="To">Where it leads; more than one where a decision chooses.</param>
    /// <param name="Needs">Who may ask for it.</param>
    public sealed record Move(TicketAction Action, TicketStatus From, IReadOnlyList<TicketStatus> To, Right Needs);

    /// <summary>Between dispatch and submission the ticket lies with a unit.</summary>
    private static readonly TicketStatus[] withUnit = [Dispatched, Accepted, Handling];

    public static IReadOnlyList<Move> Table { get; } =
    [
        .. Lead(Dispatch, TicketRights.Dispatch, [Registered], Dispatched),
        .. Lead(Accept, TicketRights.Handle, [Dispatched], Accepted),
        .. Lead(Contact, TicketRights.Handle, [Accepted, Handling], Handling),
        .. Lead(Interim, TicketRights.Handle, [Accepted, Handling], Handling),
        .. Lead(Return, TicketRights.Handle, [Dispatched, Accepted], Returned),
        .. Lead(DecideReturn, TicketRights.Dispatch, [Returned], Registered, Dispatched),
        .. Stay(Extend, TicketRights.Handle, Accepted, Handling),
        .. Stay(DecideExtension, TicketRights.Dispatch, Accepted, Handling),
        .. Lead(Transfer, TicketRights.Dispatch, withUnit, Dispatched),
        .. Lead(Submit, TicketRights.Handle, [Handling], Submitted),
        .. Stay(Callback, TicketRights.Review, Submitted, Closed),
        .. Lead(Close, TicketRights.Review, [Submitted], Closed),
        .. Lead(Rework, TicketRights.Review, [Submitted, Closed], Handling),
        .. Stay(
            Supervise,
            TicketRights.Dispatch,
            Registered,
            Dispatched,
            Accepted,
            Handling,
            Submitted,
            Returned,
            Suspended
        ),
        .. Lead(Suspend, TicketRights.Dispatch, withUnit, Suspended),
        .. Lead(Resume, TicketRights.Dispatch, [Suspended], withUnit),
        .. Lead(
            TicketAction.Void,
            TicketRights.Dispatch,
            [Registered, Dispatched, Accepted, Handling, Submitted, Returned, Suspended],
            Voided
        ),
        .. Stay(Repeat, TicketRights.Dispatch, Enum.GetValues<TicketStatus>()),
    ];

    private static readonly FrozenDictionary<(TicketStatus, TicketAction), Move> moves = Table.ToFrozenDictionary(
        move => (move.From, move.Action)
    );

    /// <returns>What this action decides on, which another person must have asked for; null if on nothing.</returns>
    public static TicketAction? FindAsked(TicketAction action) =>
        action switch
        {
            DecideReturn => Return,
            DecideExtension => Extend,
            _ => null,
        };

    public static IReadOnlyList<TicketAction> Allowed(TicketStatus from) =>
        [.. Table.Where(move => move.From == from).Select(move => move.Action)];

    public static Move MustAllow(TicketStatus from, TicketAction action) =>
        moves.GetValueOrDefault((from, action)) ?? throw NotAllowed(from, action);

    /// <summary>For what the table allows in this status but this ticket has no case for: deciding on an extension nobody asked for.</summary>
    public static Refusal NotAllowed(TicketStatus from, TicketAction action) =>
        TicketRefusals
            .MoveNotAllowed.Because(
                $"工单状态为 {from.Text()}，不能 {action.Text()}；可以：{string.Join("、", Allowed(from).Select(Wire.Text))}。",
                $"A ticket that is {from.Text()} does not take {action.Text()}; it takes {string.Join(", ", Allowed(from).Select(Wire.Text))}."
            )
            .With("ticketStatus", from)
            .With("allowed", Allowed(from));

    private static IEnumerable<Move> Lead(
        TicketAction action,
        Right needs,
        TicketStatus[] from,
        params TicketStatus[] to
    ) => from.Select(status => new Move(action, status, to, needs));

    private static IEnumerable<Move> Stay(TicketAction action, Right needs, params TicketStatus[] within) =>
        within.Select(status => new Move(action, status, [status], needs));
}
