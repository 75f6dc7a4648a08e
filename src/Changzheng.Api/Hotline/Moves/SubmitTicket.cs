using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Submit a ticket as done</summary>
/// <remarks>The claim is the unit's; what the citizen says of it is asked by the callback and kept beside it.</remarks>
/// <body>What was done.</body>
internal static class SubmitTicket
{
    /// <param name="Resolution">What the unit claims.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Reply">What the citizen was told.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(Resolution Resolution, string Note, string? Reply = null, DateTimeOffset? At = null)
        : IMoveRequest
    {
        internal static Request Example => new(Resolution.Resolved, "已拆除飞线并劝离", "已告知集中充电点位置");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).IsNote(2000);
            RuleFor(r => r.Reply).IsAtMost(2000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Submit,
            [Refusals.NoteNeeded, TicketRefusals.DemandUnanswered],
            (ticket, request, context) => ticket.Submit(context, request.Resolution)
        );
}
