using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Return a ticket</summary>
/// <remarks>
/// Within two working days of the dispatch, for a reason of GET /hotline/returnReasons; some of them take a note. Who
/// returned it is kept; the same unit returns it once.
/// </remarks>
/// <body>Why.</body>
internal static class ReturnTicket
{
    /// <param name="Reason">The code of the reason.</param>
    /// <param name="Note">Why it is not this unit's; needed where the reason takes a note.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Reason, string? Note = null, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("notOurDuty", "不属本部门职责，属规建环办");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().IsAtMost(30);
            RuleFor(r => r.Note).IsAtMost(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Return,
            [
                Refusals.NoteNeeded,
                TicketRefusals.ReturnReasonUnknown,
                TicketRefusals.ReturnTooLate,
                TicketRefusals.ReturnedBefore,
            ],
            (ticket, request, context) => ticket.Return(context, request.Reason),
            check: (request, asks, ct) => asks.Reasons.MustHoldAsync(request.Reason, request.Note, ct)
        );
}
