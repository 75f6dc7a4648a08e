using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Verify a ticket on the spot</summary>
/// <remarks>
/// 核查: what a grid case takes in place of reply and rating. By somebody other than who submitted it and not of the unit
/// that acts. One that fails undoes one that passed; the ticket is then done again.
/// </remarks>
/// <body>What was seen.</body>
internal static class VerifyTicket
{
    /// <param name="Passed">True if it is done as submitted.</param>
    /// <param name="Note">What was seen.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(bool Passed, string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new(true, "现场核查，井盖已复位");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Verify,
            [Refusals.NoteNeeded, AccessRefusals.SecondPersonNeeded, TicketRefusals.OwnUnit],
            (ticket, request, context) => ticket.Verify(context, request.Passed)
        );
}
