using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Close a ticket</summary>
/// <remarks>
/// With the judgement, the reply and the citizen's rating. A dissatisfied citizen, or one who gave no rating, takes a
/// note.
/// </remarks>
/// <body>The closing.</body>
internal static class CloseTicket
{
    /// <param name="Resolution">结案评判.</param>
    /// <param name="Reply">What the citizen was told.</param>
    /// <param name="RepliedBy">By which way.</param>
    /// <param name="RepliedAt">When.</param>
    /// <param name="Satisfaction">How satisfied they are.</param>
    /// <param name="Note">What they said; needed when dissatisfied or not rated.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(
        Resolution Resolution,
        string Reply,
        ContactWay RepliedBy,
        DateTimeOffset RepliedAt,
        Satisfaction Satisfaction,
        string? Note = null,
        DateTimeOffset? At = null
    ) : IMoveRequest
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

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reply).NotEmpty().IsAtMost(2000);
            RuleFor(r => r.Note)
                .IsNote()
                .When(r => r.Satisfaction is Satisfaction.Dissatisfied or Satisfaction.NotRated);
            RuleFor(r => r.Note).IsAtMost(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Close,
            [Refusals.NoteNeeded],
            (ticket, request, context) =>
                ticket.Close(context, request.Resolution, request.Satisfaction, request.RepliedAt)
        );
}
