using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Accept a ticket</summary>
/// <remarks>
/// The acting unit takes it; what follows is its own. A petition is accepted with the notice to the petitioner.
/// </remarks>
/// <body>A note, if any.</body>
internal static class AcceptTicket
{
    /// <param name="Note">A note, if any.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    /// <param name="Notice">受理告知: how the reporter was told that it is accepted; needed where the channel asks
    /// it.</param>
    public sealed record Request(string? Note = null, DateTimeOffset? At = null, string? Notice = null) : IMoveRequest
    {
        internal static Request Example => new("已接单", Notice: "已寄发受理告知书");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).IsAtMost(1000);
            RuleFor(r => r.Notice).IsAtMost(300);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Accept,
            [TicketRefusals.NoticeNeeded],
            (ticket, request, context) => ticket.Accept(context, request.Notice),
            emptyBody: new Request(),
            isBatched: true
        );
}
