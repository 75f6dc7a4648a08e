using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>中途汇报: what was done so far, when the formal disposal has to wait.</summary>
internal static class ReportInterim
{
    /// <param name="Note">What was done so far.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null)
    {
        internal static Request Example => new("已到现场，先行断电");
    }

    internal sealed record Command(string Number, int Expected, Request Interim) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/interim", Handle)
            .WithName(nameof(ReportInterim))
            .Needs(TicketRights.Handle)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded]);

    /// <summary>Report in the interim</summary>
    /// <remarks>For what was done at night or on a day off, before the formal disposal.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">What was done.</param>
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
        public Validator() => RuleFor(c => c.Interim.Note).IsNote();
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Interim,
                    command.Interim.At,
                    command.Interim
                ),
                (ticket, _) => ticket with { Status = TicketStatus.Handling },
                cancellationToken
            );
    }
}
