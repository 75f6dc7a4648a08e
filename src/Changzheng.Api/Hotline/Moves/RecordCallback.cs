using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>回访: what the citizen says, kept beside what the unit claims.</summary>
internal static class RecordCallback
{
    /// <param name="Reached">Whether the citizen was reached.</param>
    /// <param name="Satisfaction">How satisfied; notRated where nobody was reached.</param>
    /// <param name="Contacted">Whether they say the unit contacted them.</param>
    /// <param name="Resolved">Whether they say it is solved.</param>
    /// <param name="Level">Who called back: the town unless told.</param>
    /// <param name="Note">What they said.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(
        bool Reached,
        Satisfaction Satisfaction,
        bool? Contacted = null,
        bool? Resolved = null,
        CallbackLevel? Level = null,
        string? Note = null,
        DateTimeOffset? At = null
    )
    {
        internal static Request Example =>
            new(true, Satisfaction.FairlySatisfied, true, true, CallbackLevel.Town, "处理较快");
    }

    internal sealed record Command(string Number, int Expected, Request Callback) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/callback", Handle)
            .WithName(nameof(RecordCallback))
            .Needs(TicketRights.Review)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded]);

    /// <summary>Record a callback</summary>
    /// <remarks>By the town before closing, or by the district after it. A dissatisfied citizen, or one who gave no rating, takes a note.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">What the citizen said.</param>
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
        public Validator()
        {
            RuleFor(c => c.Callback.Satisfaction)
                .Equal(Satisfaction.NotRated)
                .When(c => !c.Callback.Reached)
                .WithMessage(_ =>
                    Words.Say("未接通时满意度为 notRated。", "Where nobody was reached there is no rating.")
                );
            RuleFor(c => c.Callback.Note)
                .IsNote()
                .When(c => c.Callback.Satisfaction is Satisfaction.Dissatisfied or Satisfaction.NotRated);
            RuleFor(c => c.Callback.Note).IsAtMost(1000);
        }
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Callback,
                    command.Callback.At,
                    command.Callback
                ),
                (ticket, _) =>
                    ticket.CalledBack(
                        command.Callback.Contacted,
                        command.Callback.Resolved,
                        command.Callback.Satisfaction
                    ),
                cancellationToken
            );
    }
}
