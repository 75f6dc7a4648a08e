using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>先行联系: an attempt to reach the citizen, with time and person, or with the reason why nobody was reached.</summary>
internal static class RecordContact
{
    /// <param name="ContactedAt">When the citizen was spoken to, or the attempt failed.</param>
    /// <param name="Person">Who was spoken to; kept sealed.</param>
    /// <param name="Way">By which way.</param>
    /// <param name="Reason">Why nobody was reached; instead of person.</param>
    /// <param name="Note">What was said.</param>
    public sealed record Request(
        DateTimeOffset? ContactedAt = null,
        string? Person = null,
        ContactWay? Way = null,
        NotContactedReason? Reason = null,
        string? Note = null
    )
    {
        internal static Request Example =>
            new(
                new DateTimeOffset(2022, 4, 22, 12, 0, 0, TimeSpan.FromHours(8)),
                "张小妹",
                ContactWay.Phone,
                Note: "已电话联系，约定上门时间"
            );
    }

    internal sealed record Command(string Number, int Expected, Request Contact) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/contact", Handle)
            .WithName(nameof(RecordContact))
            .Needs(TicketRights.Handle)
            .Refuses([.. TicketLedger.Refused, TicketRefusals.ContactIncomplete]);

    /// <summary>Record an attempt at first contact</summary>
    /// <remarks>Every attempt is kept. The first that succeeds is first contact, as the unit claims; what the citizen says of it comes with the callback.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">The attempt.</param>
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
            RuleFor(c => c.Contact)
                .Must(attempt =>
                    attempt.Reason is null
                        ? attempt.ContactedAt is not null && !string.IsNullOrWhiteSpace(attempt.Person)
                        : string.IsNullOrWhiteSpace(attempt.Person)
                )
                .WithErrorCode(TicketRefusals.ContactIncomplete.Code)
                .WithMessage(_ =>
                    Words.Say(
                        "写明联系时间（contactedAt）和联系人（person），或未联系原因（reason）。",
                        "Time (contactedAt) and person, or a reason."
                    )
                );
            RuleFor(c => c.Contact.Person).IsAtMost(100);
            RuleFor(c => c.Contact.Note).IsAtMost(1000);
        }
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Contact,
                    command.Contact.ContactedAt,
                    command.Contact
                ),
                (ticket, moving) => ticket.Contacted(moving, command.Contact.Reason),
                cancellationToken
            );
    }
}
