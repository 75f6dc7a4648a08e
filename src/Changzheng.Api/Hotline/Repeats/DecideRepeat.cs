using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>A person says whether a ticket repeats an earlier one, proposed or not.</summary>
internal static class DecideRepeat
{
    /// <param name="Of">The earlier ticket.</param>
    /// <param name="Confirmed">True: it repeats it; false: it does not, and is not proposed again.</param>
    /// <param name="Note">Why.</param>
    public sealed record Request(string Of, bool Confirmed, string? Note = null)
    {
        internal static Request Example => new("20220401-0007", true, "同一反映人、同一事项");
    }

    internal sealed record Command(string Number, int Expected, Request Repeat) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/repeat", Handle)
            .WithName(nameof(DecideRepeat))
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, TicketRefusals.RepeatOfItself]);

    /// <summary>Decide whether a ticket repeats another</summary>
    /// <remarks>Confirmed, it carries <c>repeatOf</c>; both stay tickets of their own and count in the rates.</remarks>
    /// <param name="number">The later ticket.</param>
    /// <param name="request">Which earlier one, and whether.</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static async Task<Ok<TicketView>> Handle(
        IMediator mediator,
        string number,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Command(number, ifMatch.GetVersion(), request), ct));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Repeat.Of).NotEmpty();
            RuleFor(c => c.Repeat.Note).IsAtMost(1000);
        }
    }

    internal sealed class Handler(TicketRows rows, TicketLedger ledger, RepeatRows repeats, Caller caller)
        : ICommandHandler<Command, TicketView>
    {
        public async Task<TicketView> Handle(Command command, CancellationToken cancellationToken)
        {
            var earlier = await rows.GetAsync(command.Repeat.Of, cancellationToken);
            var confirmed = command.Repeat.Confirmed;
            await repeats.DecideAsync(
                command.Number,
                earlier.Number,
                confirmed ? RepeatStanding.Confirmed : RepeatStanding.Refused,
                caller.Name,
                cancellationToken
            );
            return await ledger.MoveAsync(
                new TicketMove(command.Number, command.Expected, TicketAction.Repeat, null, command.Repeat),
                (ticket, _) => ticket.DecideRepeat(earlier, confirmed),
                cancellationToken
            );
        }
    }
}
