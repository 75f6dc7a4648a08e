using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Return a ticket</summary>
/// <remarks>Within two working days of the dispatch. Who returned it is kept; the same unit returns it once.</remarks>
/// <body>Why.</body>
internal static class ReturnTicket
{
    /// <param name="Note">Why it is not this unit's.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("不属本部门职责，属规建环办");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Return,
            [Refusals.NoteNeeded, TicketRefusals.ReturnTooLate, TicketRefusals.ReturnedBefore],
            (ticket, _, context) => ticket.Return(context)
        );
}
