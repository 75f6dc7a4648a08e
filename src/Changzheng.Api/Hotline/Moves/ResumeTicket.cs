using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Resume a ticket</summary>
/// <remarks>It goes on where it was; the working days it stood still are added to its term.</remarks>
/// <body>A note, if any.</body>
internal static class ResumeTicket
{
    /// <param name="Note">Why it goes on.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Resumption(string? Note = null, DateTimeOffset? At = null) : IMoveRequest
    {
        internal static Resumption Example => new("资金已到位");
    }

    internal sealed class Validator : AbstractValidator<Resumption>
    {
        public Validator() => RuleFor(r => r.Note).IsAtMost(1000);
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Resumption>(
            TicketAction.Resume,
            [],
            (ticket, _, context) => ticket.Resume(context),
            emptyBody: new Resumption()
        );
}
