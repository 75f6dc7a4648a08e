using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Ask for an extension</summary>
/// <remarks>
/// Before the deadline. The cap is one of the ticket's type, and counts only days that were granted. Nothing moves
/// until it is granted; originalDueAt never does.
/// </remarks>
/// <body>Why.</body>
internal static class ExtendTicket
{
    /// <param name="WorkingDays">How many working days more.</param>
    /// <param name="Note">Why the matter is complex.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(int WorkingDays, string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new(5, "须召开业主大会表决");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.WorkingDays).InclusiveBetween(1, 60);
            RuleFor(r => r.Note).IsNote();
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Extend,
            [
                Refusals.NoteNeeded,
                TicketRefusals.ExtensionAsked,
                TicketRefusals.ExtensionTooLong,
                TicketRefusals.Overdue,
                TicketRefusals.TypeUnknown,
            ],
            (ticket, request, context) => ticket.AskForExtension(context, request.WorkingDays)
        );
}
