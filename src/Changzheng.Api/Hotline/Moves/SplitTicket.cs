using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Split a ticket into demands</summary>
/// <remarks>
/// 一件多诉: two at least, later more; none is taken away. A split ticket is submitted and closed only when every demand
/// is answered, and as the worst of them.
/// </remarks>
/// <body>The demands.</body>
internal static class SplitTicket
{
    /// <param name="Text">What is asked.</param>
    /// <param name="Category">Its own category; none if omitted.</param>
    /// <param name="Unit">The unit of the town that answers it; the acting unit if omitted.</param>
    public sealed record DemandRequest(string Text, string? Category = null, string? Unit = null);

    /// <param name="Demands">The demands.</param>
    /// <param name="Note">Why, if there is more to say.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(IReadOnlyList<DemandRequest> Demands, string? Note = null, DateTimeOffset? At = null)
        : IMoveRequest
    {
        internal static Request Example =>
            new([
                new DemandRequest("拆除三楼窗口的飞线", "飞线充电"),
                new DemandRequest("楼道堆物未清理", "楼道堆物", "310107102-PAB"),
            ]);
    }

    internal sealed class DemandValidator : AbstractValidator<DemandRequest>
    {
        public DemandValidator()
        {
            RuleFor(d => d.Text).NotEmpty().IsAtMost(500);
            RuleFor(d => d.Category)
                .IsAtMost(64)
                .Must(code => code is null || code.Trim() == code && code.Length > 0)
                .WithMessage(_ => Words.Say("首尾不留空格。", "Without spaces around it."));
        }
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        private const int Most = 20;

        public Validator()
        {
            RuleFor(r => r.Demands).NotEmpty().Must(demands => demands is null || demands.Count <= Most);
            RuleForEach(r => r.Demands).NotNull().SetValidator(new DemandValidator());
            RuleFor(r => r.Note).IsAtMost(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Split,
            [UnitRefusals.NotFound, TicketRefusals.UnitOutsideTown, TicketRefusals.DemandsTooFew],
            (ticket, request, _) =>
                ticket.Split([.. request.Demands.Select(one => (one.Text, one.Category, one.Unit))]),
            check: (request, asks, ct) => asks.Town.MustHaveAsync([.. request.Demands.Select(one => one.Unit)], ct)
        );
}
