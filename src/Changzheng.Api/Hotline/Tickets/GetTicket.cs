using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Reads one ticket.</summary>
internal static class GetTicket
{
    internal sealed record Query(string Number) : IQuery<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("tickets/{number}", Handle)
            .WithName(nameof(GetTicket))
            .Needs(TicketRights.Read)
            .Refuses(TicketRefusals.NotFound, PrivacyRefusals.PurposeNeeded, AccessRefusals.Forbidden);

    /// <summary>Read a ticket</summary>
    /// <remarks>
    /// Masked, unless someone who may see personal data states a purpose; that reading is recorded.
    /// The ETag begins with the version every action names.
    /// </remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="purpose">What the personal data is needed for; masked without it.</param>
    /// <param name="purposeHeader">The same as a header, percent-encoded.</param>
    /// <response code="200">The ticket.</response>
    internal static async Task<Ok<TicketView>> Handle(
        HttpContext context,
        IMediator mediator,
        string number,
        string? purpose,
        [FromHeader(Name = "Purpose")] string? purposeHeader,
        CancellationToken ct
    )
    {
        var ticket = await mediator.Send(new Query(number), ct);
        var revealed = await RevealTickets.AskAsync(
            context,
            mediator,
            RevealTickets.PurposeOf(purpose, purposeHeader),
            [ticket.Number],
            ct
        );
        var shown = revealed is null ? ticket : ticket.Revealing(revealed[ticket.Number]);
        return TypedResults.Ok(shown);
    }

    internal sealed class Handler(TicketRows rows, TicketCallbacks callbacks, TimeProvider clock)
        : IQueryHandler<Query, TicketView>
    {
        public async Task<TicketView> Handle(Query query, CancellationToken cancellationToken)
        {
            var ticket = await rows.GetToReadAsync(query.Number, cancellationToken);
            var texts = await rows.GetTextsAsync(ticket.Number, cancellationToken);
            var view = TicketView.Of(ticket, texts.Description, clock.GetUtcNow());
            return await callbacks.AddToAsync(await rows.HideForeignAsync(view, cancellationToken), cancellationToken);
        }
    }
}
