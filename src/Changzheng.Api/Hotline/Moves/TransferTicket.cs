using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Transfer a ticket</summary>
/// <remarks>The citizen's deadline stays as it is; the new unit accepts it anew.</remarks>
/// <body>To whom and why.</body>
internal static class TransferTicket
{
    /// <param name="Unit">The unit that acts from now on.</param>
    /// <param name="Note">Why.</param>
    /// <param name="CountedUnit">The unit it is counted for; as before if omitted.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(string Unit, string Note, string? CountedUnit = null, DateTimeOffset? At = null)
        : IMoveRequest
    {
        internal static Request Example => new("310107102-PAB", "属消防隐患，转平安办处置");
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
            TicketAction.Transfer,
            [UnitRefusals.NotFound, TicketRefusals.UnitOutsideTown, Refusals.NoteNeeded],
            (ticket, request, _) => ticket.Transfer(request.Unit, request.CountedUnit),
            check: (request, asks, ct) => asks.Town.MustHaveAsync([request.Unit, request.CountedUnit], ct)
        );
}
