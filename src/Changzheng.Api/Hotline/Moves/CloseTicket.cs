using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>结案: judged, answered and rated.</summary>
internal static class CloseTicket
{
    /// <param name="Resolution">结案评判.</param>
    /// <param name="Reply">What the citizen was told.</param>
    /// <param name="RepliedBy">By which way.</param>
    /// <param name="RepliedAt">When.</param>
    /// <param name="Satisfaction">How satisfied they are.</param>
    /// <param name="Note">What they said; needed when dissatisfied or not rated.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(
        Resolution Resolution,
        string Reply,
        ContactWay RepliedBy,
        DateTimeOffset RepliedAt,
        Satisfaction Satisfaction,
        string? Note = null,
        DateTimeOffset? At = null
    )
    {
        internal static Request Example =>
            new(
                Resolution.Resolved,
                "飞线已拆除，集中充电点已启用。",
                ContactWay.Phone,
                new DateTimeOffset(2022, 4, 26, 15, 0, 0, TimeSpan.FromHours(8)),
                Satisfaction.Satisfied
            );
    }

    internal sealed record Command(string Number, int Expected, Request Closing) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/close", Handle)
            .WithName(nameof(CloseTicket))
            .Needs(TicketRights.Review)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded]);

    /// <summary>Close a ticket</summary>
    /// <remarks>With the judgement, the reply and the citizen's rating. A dissatisfied citizen, or one who gave no rating, takes a note.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">The closing.</param>
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
            RuleFor(c => c.Closing.Reply).NotEmpty().IsAtMost(2000);
            RuleFor(c => c.Closing.Note)
                .IsNote()
                .When(c => c.Closing.Satisfaction is Satisfaction.Dissatisfied or Satisfaction.NotRated);
            RuleFor(c => c.Closing.Note).IsAtMost(1000);
        }
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Close,
                    command.Closing.At,
                    command.Closing
                ),
                (ticket, moving) =>
                    ticket.Closed(
                        moving,
                        command.Closing.Resolution,
                        command.Closing.Satisfaction,
                        command.Closing.RepliedAt
                    ),
                cancellationToken
            );
    }
}
