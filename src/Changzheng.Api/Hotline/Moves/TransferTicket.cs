using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>转派: another unit acts. Who is counted changes only when that is said.</summary>
internal static class TransferTicket
{
    /// <param name="Unit">The unit that acts from now on.</param>
    /// <param name="Note">Why.</param>
    /// <param name="CountedUnit">The unit it is counted for; as before unless told.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Unit, string Note, string? CountedUnit = null, DateTimeOffset? At = null)
    {
        internal static Request Example => new("310107102-PAB", "属消防隐患，转平安办处置");
    }

    internal sealed record Command(string Number, int Expected, Request Transfer) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/transfer", Handle)
            .WithName(nameof(TransferTicket))
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, UnitRefusals.NotFound, Refusals.NoteNeeded]);

    /// <summary>Transfer a ticket</summary>
    /// <remarks>The citizen's deadline stays as it is; the new unit accepts it anew.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">To whom and why.</param>
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
            RuleFor(c => c.Transfer.Unit).NotEmpty();
            RuleFor(c => c.Transfer.Note).IsNote();
        }
    }

    internal sealed class Handler(TicketLedger ledger, UnitTree units) : ICommandHandler<Command, TicketView>
    {
        public async Task<TicketView> Handle(Command command, CancellationToken cancellationToken)
        {
            var unit = await units.FindAsync(command.Transfer.Unit, cancellationToken);
            var counted = command.Transfer.CountedUnit is { } code
                ? await units.FindAsync(code, cancellationToken)
                : null;
            return await ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Transfer,
                    command.Transfer.At,
                    command.Transfer
                ),
                (ticket, _) => ticket.Transferred(unit.Code, counted?.Code),
                cancellationToken
            );
        }
    }
}
