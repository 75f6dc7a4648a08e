using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Answer as a supporting unit</summary>
/// <remarks>For the unit itself, or by the town for it; the acting unit does not answer for others.</remarks>
/// <body>What the unit has done.</body>
internal static class AnswerSupport
{
    /// <param name="Unit">The supporting unit that answers.</param>
    /// <param name="Note">What it has done or found.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Unit, string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("310107102-PAB", "已现场排查，线路无破损");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Unit).NotEmpty();
            RuleFor(r => r.Note).IsNote();
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Answer,
            [Refusals.NoteNeeded, AccessRefusals.BeyondUnit, TicketRefusals.SupportingNotAsked],
            (ticket, request, context) => ticket.Answer(context, request.Unit, request.Note),
            mayMove: (_, request, reach) =>
            {
                reach.MustCoverAny(request.Unit);
                return true;
            }
        );
}
