using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>
/// What all moves of a ticket share: route, If-Match, refusals, transaction, history. A slice declares one move with
/// <see cref="MapMove"/>, and says only what differs.
/// </summary>
internal static class MoveTicket
{
    /// <summary>What a check may ask before the ticket is read.</summary>
    internal sealed record Asks(TownUnits Town, SecondPerson SecondPerson, ReturnReasons Reasons);

    internal sealed record Command(
        TicketMove Move,
        IMoveRequest Request,
        Func<Ticket, MoveContext, Ticket> Change,
        Func<Asks, CancellationToken, Task>? Check
    ) : MoveCommand(Request), ICommand<TicketView>;

    /// <summary>
    /// Maps POST tickets/{number}/{action}. The operation is named for the class that declares
    /// <typeparamref name="TRequest"/>
    /// and documented by it; the right is the one of the table of moves.
    /// </summary>
    /// <param name="refusals">Beyond those every move has.</param>
    /// <param name="change">Pure: what the move makes of the ticket.</param>
    /// <param name="check">What needs the database and is refused before the ticket is read; nothing if
    /// omitted.</param>
    /// <param name="words">What the history says of the move, from the ticket before and after; the request if
    /// omitted.</param>
    /// <param name="mayMove">Which of the units that have a part in the ticket may do it too; none if omitted.</param>
    /// <param name="isBatched">True maps POST tickets/batch/{action} too, which moves many.</param>
    /// <param name="emptyBody">The request of an empty body; an empty body is refused if omitted.</param>
    public static void MapMove<TRequest>(
        this IEndpointRouteBuilder hotline,
        TicketAction action,
        RefusalKind[] refusals,
        Func<Ticket, TRequest, MoveContext, Ticket> change,
        Func<TRequest, Asks, CancellationToken, Task>? check = null,
        TRequest? emptyBody = null,
        Func<TRequest, Ticket, Ticket, object>? words = null,
        Func<Ticket, TRequest, Reach, bool>? mayMove = null,
        bool isBatched = false
    )
        where TRequest : class, IMoveRequest
    {
        var slice = typeof(TRequest).DeclaringType!;
        var endpoint = new Endpoint<TRequest>(action, change, check, emptyBody, words, mayMove);
        hotline
            .MapPost(
                $"tickets/{{number}}/{action.Text()}",
                emptyBody is null ? endpoint.HandleAsync : endpoint.HandleOptionalAsync
            )
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(Workflow.Table.GetRight(action))
            .Refuses([.. TicketLedger.Refused, .. refusals]);
        if (isBatched)
            hotline
                .MapPost($"tickets/batch/{action.Text()}", endpoint.HandleBatchAsync)
                .WithName($"Batch{slice.Name}")
                .Produces<BatchAnswer>(StatusCodes.Status207MultiStatus)
                .WithMetadata(new AnswersPersonal())
                .Needs(Workflow.Table.GetRight(action))
                .Refuses(Refusals.RequestInvalid, Refusals.TextTooLong);
    }

    private sealed class Endpoint<TRequest>(
        TicketAction action,
        Func<Ticket, TRequest, MoveContext, Ticket> change,
        Func<TRequest, Asks, CancellationToken, Task>? check,
        TRequest? emptyBody,
        Func<TRequest, Ticket, Ticket, object>? words,
        Func<Ticket, TRequest, Reach, bool>? mayMove
    )
        where TRequest : class, IMoveRequest
    {
        /// <param name="number">The ticket.</param>
        /// <response code="200">The ticket as it stands now.</response>
        public async Task<Ok<TicketView>> HandleAsync(
            IMediator mediator,
            string number,
            TRequest request,
            IfMatch ifMatch,
            CancellationToken ct
        ) => TypedResults.Ok(await mediator.Send(ToCommand(number, ifMatch.GetVersion(), request), ct));

        /// <param name="number">The ticket.</param>
        /// <response code="200">The ticket as it stands now.</response>
        public Task<Ok<TicketView>> HandleOptionalAsync(
            IMediator mediator,
            string number,
            TRequest? request,
            IfMatch ifMatch,
            CancellationToken ct
        ) => HandleAsync(mediator, number, request ?? emptyBody!, ifMatch, ct);

        /// <summary>Move many tickets at once</summary>
        /// <remarks>
        /// One answer a ticket, in the order of the request: each as for one ticket alone, with its own version in
        /// place of If-Match. One that is refused leaves the others. 500 at most.
        /// </remarks>
        /// <param name="request">The tickets with their moves.</param>
        /// <response code="207">One answer a ticket.</response>
        public async Task<JsonHttpResult<BatchAnswer>> HandleBatchAsync(
            MoveTickets moves,
            Batch<TRequest> request,
            CancellationToken ct
        ) =>
            TypedResults.Json(
                await moves.MoveAsync(
                    request,
                    one =>
                        ToCommand(
                            one.Number,
                            one.Version,
                            one.Request ?? emptyBody ?? throw MoveTickets.GetMissing("request")
                        ),
                    ct
                ),
                statusCode: StatusCodes.Status207MultiStatus
            );

        private Command ToCommand(string number, int version, TRequest request) =>
            new(
                new TicketMove(
                    number,
                    version,
                    action,
                    request.At,
                    request,
                    words is null ? null : (before, after) => words(request, before, after),
                    mayMove is null ? null : (ticket, reach) => mayMove(ticket, request, reach)
                ),
                request,
                (ticket, context) => change(ticket, request, context),
                check is null ? null : (asks, token) => check(request, asks, token)
            );
    }

    internal sealed class Handler(TicketLedger ledger, TownUnits town, SecondPerson second, ReturnReasons reasons)
        : ICommandHandler<Command, TicketView>
    {
        public async Task<TicketView> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.Check is { } check)
                await check(new Asks(town, second, reasons), cancellationToken);
            return await ledger.MoveAsync(command.Move, command.Change, cancellationToken);
        }
    }
}
