using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>作废: it should not have been registered. It stays, with the reason, and counts nowhere.</summary>
internal static class VoidTicket
{
    /// <param name="Note">Why.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null)
    {
        internal static Request Example => new("与另一工单为同一次来电，误登");
    }

    internal sealed record Command(string Number, int Expected, Request Voiding) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/void", Handle)
            .WithName(nameof(VoidTicket))
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded]);

    /// <summary>Void a ticket</summary>
    /// <remarks>It stays in the lists and is excluded from the rates, counted as excluded.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">Why.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static async Task<Ok<TicketView>> Handle(
        HttpResponse response,
        IMediator mediator,
        string number,
        Request request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    )
    {
        var ticket = await mediator.Send(new Command(number, ETag.Required(ifMatch), request), ct);
        return Answer.Changed(response, ticket, ticket.Version);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Voiding.Note).IsNote();
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Void,
                    command.Voiding.At,
                    command.Voiding
                ),
                (ticket, _) => ticket with { Status = TicketStatus.Voided },
                cancellationToken
            );
    }
}
