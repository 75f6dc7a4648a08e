using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Send a ticket back to be done again</summary>
/// <remarks>What was claimed and judged before stays in history; the first deadline stays as originalDueAt.</remarks>
/// <body>Why.</body>
internal static class ReworkTicket
{
    /// <param name="Note">What is to be done again, and why.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("市民反映又有飞线，重新处置");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Rework,
            [Refusals.NoteNeeded, TicketRefusals.TypeUnknown],
            (ticket, _, context) => ticket.Rework(context)
        );
}
