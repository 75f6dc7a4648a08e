using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <param name="Unit">The supporting unit, one of the town.</param>
/// <param name="DueOn">Until what day its part is due; the ticket's own deadline if omitted.</param>
/// <param name="Task">What it is asked for.</param>
public sealed record SupportRequest(string Unit, DateOnly? DueOn = null, string? Task = null)
{
    internal static SupportRequest Example => new("310107102-PAB", new DateOnly(2022, 4, 26), "协助排查电气线路");
}

/// <summary>Ask units to support a ticket</summary>
/// <remarks>
/// 协办: each with its own date. They read the ticket and answer their own part, nothing else; the acting unit goes on
/// answering for the whole, and the rates do not change by it. A unit is asked anew only once it has answered.
/// </remarks>
/// <body>Which units, until when.</body>
internal static class JoinUnits
{
    /// <param name="SupportingUnits">The units.</param>
    /// <param name="Note">Why, if there is more to say.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(
        IReadOnlyList<SupportRequest> SupportingUnits,
        string? Note = null,
        DateTimeOffset? At = null
    ) : IMoveRequest
    {
        internal static Request Example => new([SupportRequest.Example]);
    }

    internal sealed class SupportValidator : AbstractValidator<SupportRequest>
    {
        public SupportValidator()
        {
            RuleFor(s => s.Unit).NotEmpty();
            RuleFor(s => s.Task).IsAtMost(500);
        }
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        private const int Most = 20;

        public Validator()
        {
            RuleFor(r => r.SupportingUnits).NotEmpty().Must(units => units is null || units.Count <= Most);
            RuleForEach(r => r.SupportingUnits).NotNull().SetValidator(new SupportValidator());
            RuleFor(r => r.Note).IsAtMost(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Join,
            [
                UnitRefusals.NotFound,
                TicketRefusals.UnitOutsideTown,
                TicketRefusals.SupportingActs,
                TicketRefusals.SupportingAsked,
            ],
            (ticket, request, context) => ticket.Join(context, List(request.SupportingUnits)),
            check: (request, asks, ct) =>
                asks.Town.MustHaveAsync([.. request.SupportingUnits.Select(one => one.Unit)], ct)
        );

    internal static IEnumerable<(string Unit, DateOnly? DueOn, string? Task)> List(
        IReadOnlyList<SupportRequest>? asked
    ) => (asked ?? []).Select(one => (one.Unit, one.DueOn, one.Task));
}
