using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Supervise a ticket</summary>
/// <remarks>Kept in history and counted; the status stays, and a term of its own begins.</remarks>
/// <body>Why.</body>
internal static class SuperviseTicket
{
    /// <param name="Note">What is asked.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("请于周五前办结");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Supervise,
            [Refusals.NoteNeeded],
            (ticket, _, context) => ticket.Supervise(context)
        );
}
