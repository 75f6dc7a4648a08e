using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>督办: someone above looks at it; what it is to do does not change.</summary>
internal static class SuperviseTicket
{
    /// <param name="Note">What is asked.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null)
    {
        internal static Request Example => new("请于周五前办结");
    }

    internal sealed record Command(string Number, int Expected, Request Supervision) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/supervise", Handle)
            .WithName(nameof(SuperviseTicket))
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded]);

    /// <summary>Supervise a ticket</summary>
    /// <remarks>Kept in history and counted; the status stays.</remarks>
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
        public Validator() => RuleFor(c => c.Supervision.Note).IsNote();
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Supervise,
                    command.Supervision.At,
                    command.Supervision
                ),
                (ticket, _) => ticket with { Supervisions = ticket.Supervisions + 1 },
                cancellationToken
            );
    }
}
