using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>退单: a unit says within two working days, with a reason, that the ticket is not its own; the dispatcher decides.</summary>
internal static class ReturnTicket
{
    /// <param name="Note">Why it is not this unit's.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null)
    {
        internal static Request Example => new("不属本部门职责，属规建环办");
    }

    /// <param name="Approved">True takes it back to be dispatched to another unit; false sends it to the same unit again.</param>
    /// <param name="Note">Why; needed when refused.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record ReturnDecision(bool Approved, string? Note = null, DateTimeOffset? At = null)
    {
        internal static ReturnDecision Example => new(false, "经核实属本部门职责");
    }

    internal sealed record Command(string Number, int Expected, Request? Return, ReturnDecision? Decision)
        : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline)
    {
        hotline
            .MapPost("tickets/{number}/return", HandleReturn)
            .WithName(nameof(ReturnTicket))
            .Needs(TicketRights.Handle)
            .Refuses([
                .. TicketLedger.Refused,
                Refusals.NoteNeeded,
                TicketRefusals.ReturnTooLate,
                TicketRefusals.ReturnedBefore,
            ]);
        hotline
            .MapPost("tickets/{number}/decideReturn", HandleDecision)
            .WithName("DecideReturn")
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded, AccessRefusals.SecondPersonNeeded]);
    }

    /// <summary>Return a ticket</summary>
    /// <remarks>Within two working days of the dispatch. Who returned it is kept; the same unit returns it once.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">Why.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static Task<Ok<TicketView>> HandleReturn(
        HttpResponse response,
        IMediator mediator,
        string number,
        Request request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => HandleAsync(response, mediator, new Command(number, ETag.Required(ifMatch), request, null), ct);

    /// <summary>Decide on a return</summary>
    /// <remarks>By another person than the one who returned it.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">The decision.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static Task<Ok<TicketView>> HandleDecision(
        HttpResponse response,
        IMediator mediator,
        string number,
        ReturnDecision request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => HandleAsync(response, mediator, new Command(number, ETag.Required(ifMatch), null, request), ct);

    private static async Task<Ok<TicketView>> HandleAsync(
        HttpResponse response,
        IMediator mediator,
        Command command,
        CancellationToken ct
    )
    {
        var ticket = await mediator.Send(command, ct);
        return Answer.Changed(response, ticket, ticket.Version);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Return!.Note).IsNote().When(c => c.Return is not null);
            RuleFor(c => c.Decision!.Note).IsNote().When(c => c.Decision is { Approved: false });
            RuleFor(c => c.Decision!.Note).IsAtMost(1000).When(c => c.Decision is not null);
        }
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            command.Decision is { } decision
                ? ledger.MoveAsync(
                    new TicketMove(command.Number, command.Expected, TicketAction.DecideReturn, decision.At, decision),
                    (ticket, _) => ticket.ReturnDecided(decision.Approved),
                    cancellationToken
                )
                : ledger.MoveAsync(
                    new TicketMove(
                        command.Number,
                        command.Expected,
                        TicketAction.Return,
                        command.Return!.At,
                        command.Return
                    ),
                    (ticket, moving) => ticket.Returned(moving),
                    cancellationToken
                );
    }
}
