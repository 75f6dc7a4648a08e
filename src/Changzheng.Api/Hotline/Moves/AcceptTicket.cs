using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Accept a ticket</summary>
/// <remarks>The acting unit takes it; what follows is its own.</remarks>
/// <body>A note, if any.</body>
internal static class AcceptTicket
{
    /// <param name="Note">A note, if any.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string? Note = null, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("已接单");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsAtMost(1000);
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Accept,
            [],
            (ticket, _, context) => ticket.Accept(context),
            emptyBody: new Request()
        );
}
