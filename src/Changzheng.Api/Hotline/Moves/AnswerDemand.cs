using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Answer a demand of a ticket</summary>
/// <remarks>By the acting unit, or by the unit the demand names. Until the ticket is submitted it may be answered
/// anew; what was denied is answered again once the ticket is done again.</remarks>
/// <body>The answer.</body>
internal static class AnswerDemand
{
    /// <param name="Demand">Its number within the ticket.</param>
    /// <param name="Resolution">What became of it.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(int Demand, Resolution Resolution, string Note, DateTimeOffset? At = null)
        : IMoveRequest
    {
        internal static Request Example => new(1, Resolution.Resolved, "飞线已拆除");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.AnswerDemand,
            [Refusals.NoteNeeded, TicketRefusals.DemandUnknown],
            (ticket, request, context) =>
                ticket.AnswerDemand(context, request.Demand, request.Resolution, request.Note),
            mayMove: (ticket, request, reach) => ticket.GetDemand(request.Demand).Unit is { } unit && reach.Covers(unit)
        );
}
