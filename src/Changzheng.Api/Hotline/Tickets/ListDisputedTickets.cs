using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Lists what a unit claimed and the citizen denied.</summary>
internal static class ListDisputedTickets
{
    internal sealed record Query(TicketKey? After, string? Unit, int Limit) : IQuery<IReadOnlyList<TicketView>>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("disputed", Handle)
            .WithName(nameof(ListDisputedTickets))
            .Needs(TicketRights.Read)
            .SendsAs(TicketExport.Table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List disputed tickets</summary>
    /// <remarks>
    /// Claimed contacted and not, or claimed resolved and not, as the citizen said at the callback; newest first.
    /// The callbacks of the unit, the town, the district and the city stand side by side.
    /// </remarks>
    /// <param name="unit">Only tickets counted for this unit.</param>
    /// <response code="200">One page of tickets.</response>
    internal static async Task<Ok<Page<TicketView>>> Handle(
        IMediator mediator,
        string? unit,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var tickets = await mediator.Send(new Query(TicketKey.Parse(page.After), unit, page.Limit + 1), ct);
        return TypedResults.Ok(page.Answer(tickets, ticket => TicketKey.Text(ticket.RegisteredAt, ticket.Number)));
    }

    internal sealed class Handler(Db db, TicketRows rows, TicketCallbacks callbacks, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<TicketView>>
    {
        public const string DisputedSql =
            $"""
                SELECT {TicketRows.Columns} FROM Tickets t
                WHERE t.Disputed = 1 AND t.RegisteredAt <= @Until AND (t.RegisteredAt < @Until OR t.Number < @Before)
                  AND (@Unit IS NULL OR t.CountedUnit = @Unit) AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
                ORDER BY t.RegisteredAt DESC, t.Number DESC
                """ + " {page}";

        public async Task<IReadOnlyList<TicketView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (now, reach) = (clock.GetUtcNow(), await rows.ReachAsync(cancellationToken));
            var tickets = await db.QueryAsync<Ticket>(
                DisputedSql,
                new
                {
                    Until = query.After?.At ?? now.AddDays(1),
                    Before = query.After?.Number ?? "",
                    query.Unit,
                    reach.All,
                    reach.Listed,
                    Skip = 0,
                    Take = query.Limit,
                },
                cancellationToken
            );
            var views = tickets.Select(ticket => TicketView.Of(ticket, null, now)).ToList();
            var shown = await rows.HideForeignAsync(views, cancellationToken);
            return await callbacks.AddToAsync(shown, cancellationToken);
        }
    }
}
