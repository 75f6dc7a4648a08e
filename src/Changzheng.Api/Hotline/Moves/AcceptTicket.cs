using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>签收: the acting unit takes the ticket.</summary>
internal static class AcceptTicket
{
    /// <param name="Note">A note, if any.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string? Note = null, DateTimeOffset? At = null)
    {
        internal static Request Example => new("已接单");
    }

    internal sealed record Command(string Number, int Expected, Request Acceptance) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/accept", Handle)
            .WithName(nameof(AcceptTicket))
            .Needs(TicketRights.Handle)
            .Refuses([.. TicketLedger.Refused]);

    /// <summary>Accept a ticket</summary>
    /// <remarks>The acting unit takes it; what follows is its own.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">A note, if any.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static async Task<Ok<TicketView>> Handle(
        HttpResponse response,
        IMediator mediator,
        string number,
        Request? request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    )
    {
        var ticket = await mediator.Send(new Command(number, ETag.Required(ifMatch), request ?? new Request()), ct);
        return Answer.Changed(response, ticket, ticket.Version);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Acceptance.Note).IsAtMost(1000);
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Accept,
                    command.Acceptance.At,
                    command.Acceptance
                ),
                (ticket, moving) => ticket.Accepted(moving),
                cancellationToken
            );
    }
}
