using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Dispatch a ticket</summary>
/// <remarks>
/// To a unit of the town only. The unit counted is the acting one if omitted. A unit that returned it before takes it
/// again only with a note that settles why. Supporting units are asked with it, or later by join.
/// </remarks>
/// <body>To whom.</body>
internal static class DispatchTicket
{
    /// <param name="Unit">The acting unit.</param>
    /// <param name="CountedUnit">The unit it is counted for; the acting one if omitted.</param>
    /// <param name="Note">Why; needed where the unit has returned it before.</param>
    /// <param name="SupportingUnits">协办: units that do a part of it, each with its own date; none if omitted.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(
        string Unit,
        string? CountedUnit = null,
        string? Note = null,
        IReadOnlyList<SupportRequest>? SupportingUnits = null,
        DateTimeOffset? At = null
    ) : IMoveRequest
    {
        internal static Request Example => new("310107102-GLB");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Unit).NotEmpty();
            RuleFor(r => r.Note).IsAtMost(1000);
            RuleForEach(r => r.SupportingUnits).NotNull().SetValidator(new JoinUnits.SupportValidator());
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Dispatch,
            [
                UnitRefusals.NotFound,
                TicketRefusals.UnitOutsideTown,
                TicketRefusals.ReturnedBefore,
                TicketRefusals.SupportingActs,
                TicketRefusals.SupportingAsked,
            ],
            (ticket, request, context) =>
                ticket
                    .Dispatch(
                        context,
                        request.Unit,
                        request.CountedUnit ?? request.Unit,
                        arbitrated: !string.IsNullOrWhiteSpace(request.Note)
                    )
                    .Join(context, JoinUnits.List(request.SupportingUnits)),
            check: (request, asks, ct) =>
                asks.Town.MustHaveAsync(
                    [request.Unit, request.CountedUnit, .. (request.SupportingUnits ?? []).Select(one => one.Unit)],
                    ct
                ),
            isBatched: true
        );
}
