using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Close a ticket</summary>
/// <remarks>
/// With the judgement, and what the channel takes (closing of the channels): the hotline a callback by somebody other
/// than who submitted it, reply and rating; a grid case a verification that passed; a petition the acceptance notice,
/// reply and rating. Where no callback reached the citizen there is no rating but notRated. A dissatisfied citizen, or
/// one who gave no rating, takes a note.
/// </remarks>
/// <body>The closing.</body>
internal static class CloseTicket
{
    /// <param name="Resolution">结案评判.</param>
    /// <param name="Reply">What the citizen was told; this and the next three where the channel takes them.</param>
    /// <param name="RepliedBy">By which way.</param>
    /// <param name="RepliedAt">When.</param>
    /// <param name="Satisfaction">How satisfied they are.</param>
    /// <param name="Note">What they said; needed when dissatisfied or not rated.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(
        Resolution Resolution,
        string? Reply = null,
        ContactWay? RepliedBy = null,
        DateTimeOffset? RepliedAt = null,
        Satisfaction? Satisfaction = null,
        string? Note = null,
        DateTimeOffset? At = null
    ) : IMoveRequest
    {
        internal static Request Example =>
            new(
                Tickets.Resolution.Resolved,
                "飞线已拆除，集中充电点已启用。",
                ContactWay.Phone,
                new DateTimeOffset(2022, 4, 26, 15, 0, 0, TimeSpan.FromHours(8)),
                Tickets.Satisfaction.Satisfied
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reply).IsAtMost(2000);
            RuleFor(r => r.Note)
                .IsNote()
                .When(r => r.Satisfaction is Tickets.Satisfaction.Dissatisfied or Tickets.Satisfaction.NotRated);
            RuleFor(r => r.Note).IsAtMost(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Close,
            [
                Refusals.NoteNeeded,
                TicketRefusals.ClosingIncomplete,
                TicketRefusals.RatingNotTaken,
                TicketRefusals.CallbackNeeded,
                TicketRefusals.RatingNotHeard,
                TicketRefusals.VerificationNeeded,
                TicketRefusals.NoticeNeeded,
                TicketRefusals.DemandUnanswered,
            ],
            (ticket, request, context) =>
                ticket.Close(
                    context,
                    new Closing(
                        request.Resolution,
                        request.Reply,
                        request.RepliedBy,
                        request.RepliedAt,
                        request.Satisfaction
                    )
                ),
            isBatched: true
        );
}
