using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Decide on a suspension</summary>
/// <remarks>By another person than the one who asked for it, not of the unit whose ticket it is.</remarks>
/// <body>The decision.</body>
internal static class DecideSuspension
{
    /// <param name="Approved">True grants what was asked for.</param>
    /// <param name="Note">Why; needed when refused.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record SuspensionDecision(bool Approved, string? Note = null, DateTimeOffset? At = null) : IDecision
    {
        internal static SuspensionDecision Example => new(true);
    }

    internal sealed class Validator : DecisionValidator<SuspensionDecision>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<SuspensionDecision>(
            TicketAction.DecideSuspension,
            [
                Refusals.NoteNeeded,
                AccessRefusals.SecondPersonNeeded,
                TicketRefusals.OwnUnit,
                TicketRefusals.SuspensionNotAsked,
                TicketRefusals.ReviewPassed,
            ],
            (ticket, decision, context) => ticket.DecideSuspension(context, decision.Approved)
        );
}
