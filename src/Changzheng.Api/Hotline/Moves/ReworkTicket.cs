using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>重办: done again, within the term for reworks.</summary>
internal static class ReworkTicket
{
    /// <param name="Note">What is to be done again, and why.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null)
    {
        internal static Request Example => new("市民反映又有飞线，重新处置");
    }

    internal sealed record Command(string Number, int Expected, Request Rework) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/rework", Handle)
            .WithName(nameof(ReworkTicket))
            .Needs(TicketRights.Review)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded, TicketRefusals.TypeUnknown]);

    /// <summary>Send a ticket back to be done again</summary>
    /// <remarks>What was claimed and judged before stays in history; the first deadline stays as originalDueAt.</remarks>
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
        public Validator() => RuleFor(c => c.Rework.Note).IsNote();
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Rework,
                    command.Rework.At,
                    command.Rework
                ),
                (ticket, moving) => ticket.Reworked(moving),
                cancellationToken
            );
    }
}
