using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Ask for a ticket to be suspended</summary>
/// <remarks>
/// With reason and review day. Nothing changes until another person, not of the unit whose ticket it is, grants it.
/// Then it is excluded from the rates, and counted as such, until its review day, on which it ends by itself; what
/// counted against it by then keeps counting.
/// </remarks>
/// <body>Why.</body>
internal static class SuspendTicket
{
    /// <param name="Note">Why it is set aside.</param>
    /// <param name="ReviewOn">The day it is looked at again.</param>
    /// <param name="ApprovedBy">The document that approves it, or who does, another person than the caller; none
    /// if omitted.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Note, DateOnly ReviewOn, string? ApprovedBy = null, DateTimeOffset? At = null)
        : IMoveRequest
    {
        internal static Request Example => new("等候专项维修资金到位", new DateOnly(2022, 7, 1), "分管副镇长");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).IsNote();
            RuleFor(r => r.ApprovedBy).IsAtMost(100);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Suspend,
            [Refusals.NoteNeeded, AccessRefusals.SecondPersonNeeded, TicketRefusals.SuspensionAsked],
            (ticket, request, context) => ticket.AskForSuspension(context, request.ReviewOn),
            check: (request, asks, ct) =>
                asks.SecondPerson.MustNameAnotherAsync(
                    request.ApprovedBy ?? "",
                    "挂账须由另一人批准，approvedBy 不能是自己。",
                    "Another person approves a suspension; approvedBy is not the caller.",
                    ct
                )
        );
}
