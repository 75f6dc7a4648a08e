using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>延期: a unit asks for more working days before the deadline; the dispatcher decides. The deadline first promised stays visible.</summary>
internal static class ExtendTicket
{
    /// <param name="WorkingDays">How many working days more.</param>
    /// <param name="Note">Why the matter is complex.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(int WorkingDays, string Note, DateTimeOffset? At = null)
    {
        internal static Request Example => new(5, "须召开业主大会表决");
    }

    /// <param name="Approved">True grants the days asked for.</param>
    /// <param name="Note">Why; needed when refused.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record ExtensionDecision(bool Approved, string? Note = null, DateTimeOffset? At = null)
    {
        internal static ExtensionDecision Example => new(true);
    }

    internal sealed record Command(string Number, int Expected, Request? Extension, ExtensionDecision? Decision)
        : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline)
    {
        hotline
            .MapPost("tickets/{number}/extend", HandleExtension)
            .WithName(nameof(ExtendTicket))
            .Needs(TicketRights.Handle)
            .Refuses([
                .. TicketLedger.Refused,
                Refusals.NoteNeeded,
                TicketRefusals.ExtensionAsked,
                TicketRefusals.ExtensionTooLong,
                TicketRefusals.Overdue,
                TicketRefusals.TypeUnknown,
            ]);
        hotline
            .MapPost("tickets/{number}/decideExtension", HandleDecision)
            .WithName("DecideExtension")
            .Needs(TicketRights.Dispatch)
            .Refuses([
                .. TicketLedger.Refused,
                Refusals.NoteNeeded,
                AccessRefusals.SecondPersonNeeded,
                TicketRefusals.ExtensionNotAsked,
            ]);
    }

    /// <summary>Ask for an extension</summary>
    /// <remarks>Before the deadline, up to the term for complex matters. Nothing moves until it is granted; originalDueAt never does.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">Why.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static Task<Ok<TicketView>> HandleExtension(
        HttpResponse response,
        IMediator mediator,
        string number,
        Request request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => HandleAsync(response, mediator, new Command(number, ETag.Required(ifMatch), request, null), ct);

    /// <summary>Decide on an extension</summary>
    /// <remarks>By another person than the one who asked for it.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">The decision.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static Task<Ok<TicketView>> HandleDecision(
        HttpResponse response,
        IMediator mediator,
        string number,
        ExtensionDecision request,
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
            RuleFor(c => c.Extension!.WorkingDays).InclusiveBetween(1, 60).When(c => c.Extension is not null);
            RuleFor(c => c.Extension!.Note).IsNote().When(c => c.Extension is not null);
            RuleFor(c => c.Decision!.Note).IsNote().When(c => c.Decision is { Approved: false });
            RuleFor(c => c.Decision!.Note).IsAtMost(1000).When(c => c.Decision is not null);
        }
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            command.Decision is { } decision
                ? ledger.MoveAsync(
                    new TicketMove(
                        command.Number,
                        command.Expected,
                        TicketAction.DecideExtension,
                        decision.At,
                        decision
                    ),
                    (ticket, moving) => ticket.ExtensionDecided(moving, decision.Approved),
                    cancellationToken
                )
                : ledger.MoveAsync(
                    new TicketMove(
                        command.Number,
                        command.Expected,
                        TicketAction.Extend,
                        command.Extension!.At,
                        command.Extension
                    ),
                    (ticket, moving) => ticket.ExtensionRequested(moving, command.Extension!.WorkingDays),
                    cancellationToken
                );
    }
}
