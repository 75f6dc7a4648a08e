using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Decide on a return</summary>
/// <remarks>By another person than the one who returned it, not of the unit whose ticket it is.</remarks>
/// <body>The decision.</body>
internal static class DecideReturn
{
    /// <param name="Approved">True takes it back to be dispatched to another unit; false sends it to the same unit
    /// again.</param>
    /// <param name="Note">Why; needed when refused.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record ReturnDecision(bool Approved, string? Note = null, DateTimeOffset? At = null) : IDecision
    {
        internal static ReturnDecision Example => new(false, "经核实属本部门职责");
    }

    internal sealed class Validator : DecisionValidator<ReturnDecision>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<ReturnDecision>(
            TicketAction.DecideReturn,
            [Refusals.NoteNeeded, AccessRefusals.SecondPersonNeeded, TicketRefusals.OwnUnit],
            (ticket, decision, context) => ticket.DecideReturn(context, decision.Approved)
        );
}
