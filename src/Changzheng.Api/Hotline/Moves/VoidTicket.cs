using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Ask for a ticket to be voided</summary>
/// <remarks>
/// Nothing changes until another person, not of the unit whose ticket it is, grants it. Then it stays in the lists and
/// is excluded from the rates, counted as excluded; what counted against it by then keeps counting.
/// </remarks>
/// <body>Why.</body>
internal static class VoidTicket
{
    /// <param name="Note">Why.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("与另一工单为同一次来电，误登");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Void,
            [Refusals.NoteNeeded, TicketRefusals.VoidAsked],
            (ticket, _, _) => ticket.AskForVoid()
        );
}
