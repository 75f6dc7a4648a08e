using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Decide on an extension</summary>
/// <remarks>
/// By another person than the one who asked for it, not of the unit whose ticket it is, and before the deadline.
/// </remarks>
/// <body>The decision.</body>
internal static class DecideExtension
{
    /// <param name="Approved">True grants the days asked for.</param>
    /// <param name="Note">Why; needed when refused.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record ExtensionDecision(bool Approved, string? Note = null, DateTimeOffset? At = null) : IDecision
    {
        internal static ExtensionDecision Example => new(true);
    }

    internal sealed class Validator : DecisionValidator<ExtensionDecision>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<ExtensionDecision>(
            TicketAction.DecideExtension,
            [
                Refusals.NoteNeeded,
                AccessRefusals.SecondPersonNeeded,
                TicketRefusals.OwnUnit,
                TicketRefusals.ExtensionNotAsked,
                TicketRefusals.Overdue,
            ],
            (ticket, decision, context) => ticket.DecideExtension(context, decision.Approved)
        );
}
