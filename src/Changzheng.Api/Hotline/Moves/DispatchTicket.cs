using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>派单: a ticket is given to the unit that acts. Its time runs from here.</summary>
internal static class DispatchTicket
{
    /// <param name="Unit">The acting unit.</param>
    /// <param name="CountedUnit">The unit it is counted for; the acting one unless told.</param>
    /// <param name="Note">Why; needed where the unit has returned it before.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(
        string Unit,
        string? CountedUnit = null,
        string? Note = null,
        DateTimeOffset? At = null
    )
    {
        internal static Request Example => new("310107102-GLB");
    }

    internal sealed record Command(string Number, int Expected, Request Dispatch) : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets/{number}/dispatch", Handle)
            .WithName(nameof(DispatchTicket))
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, UnitRefusals.NotFound, TicketRefusals.ReturnedBefore]);

    /// <summary>Dispatch a ticket</summary>
    /// <remarks>The unit counted is the acting one unless told. A unit that returned it before takes it again only with a note that settles why.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">To whom.</param>
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
            RuleFor(c => c.Dispatch.Unit).NotEmpty();
            RuleFor(c => c.Dispatch.Note).IsAtMost(1000);
        }
    }

    internal sealed class Handler(TicketLedger ledger, UnitTree units) : ICommandHandler<Command, TicketView>
    {
        public async Task<TicketView> Handle(Command command, CancellationToken cancellationToken)
        {
            var unit = await units.FindAsync(command.Dispatch.Unit, cancellationToken);
            var counted = await units.FindAsync(command.Dispatch.CountedUnit ?? unit.Code, cancellationToken);
            return await ledger.MoveAsync(
                new TicketMove(
                    command.Number,
                    command.Expected,
                    TicketAction.Dispatch,
                    command.Dispatch.At,
                    command.Dispatch
                ),
                (ticket, moving) =>
                    ticket.Dispatched(
                        moving,
                        unit.Code,
                        counted.Code,
                        arbitrated: !string.IsNullOrWhiteSpace(command.Dispatch.Note)
                    ),
                cancellationToken
            );
        }
    }
}
