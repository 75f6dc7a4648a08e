using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Report in the interim</summary>
/// <remarks>For what was done at night or on a day off, before the formal disposal.</remarks>
/// <body>What was done.</body>
internal static class ReportInterim
{
    /// <param name="Note">What was done so far.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Note, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Request Example => new("已到现场，先行断电");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).IsNote();
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Interim,
            [Refusals.NoteNeeded],
            (ticket, _, _) => ticket with { Status = TicketStatus.Handling }
        );
}
