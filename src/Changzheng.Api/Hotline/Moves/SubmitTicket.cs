using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>提交办结: what the unit did and what it claims to have reached.</summary>
internal static class SubmitTicket
{
    /// <param name="Resolution">What the unit claims.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Reply">What the citizen was told.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(Resolution Resolution, string Note, string? Reply = null, DateTimeOffset? At = null)
    {
        internal static Request Example => new(Resolution.Resolved, "已拆除飞线并劝离", "已告知集中充电点位置");
    }

    internal sealed record Command(string Number, int Expected, Request Submission) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/submit", Handle)
            .WithName(nameof(SubmitTicket))
            .Needs(TicketRights.Handle)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded]);

    /// <summary>Submit a ticket as done</summary>
    /// <remarks>The claim is the unit's; what the citizen says of it is asked by the callback and kept beside it.</remarks>
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
        public Validator()
        {
            RuleFor(c => c.Submission.Note).IsNote(2000);
            RuleFor(c => c.Submission.Reply).IsAtMost(2000);
        }
    }

    internal sealed class Handler(TicketLedger ledger) : ICommandHandler<Command, TicketView>
    {
        public Task<TicketView> Handle(Command command, CancellationToken cancellationToken) =>
            ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Submit,
                    command.Submission.At,
                    command.Submission
                ),
                (ticket, moving) => ticket.Submitted(moving, command.Submission.Resolution),
                cancellationToken
            );
    }
}
