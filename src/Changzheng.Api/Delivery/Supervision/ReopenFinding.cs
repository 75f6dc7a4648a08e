using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Reopen a finding</summary>
/// <remarks>After a re-check, when it is there again. Its term begins anew; the original day stays.</remarks>
/// <body>Why, and how long it has.</body>
internal static class ReopenFinding
{
    /// <param name="Reason">What was seen.</param>
    /// <param name="WorkingDays">Its new term, in working days.</param>
    /// <param name="On">When; today if omitted.</param>
    public sealed record Request(
        [property: JsonConverter(typeof(Masked))] string Reason,
        int WorkingDays,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new("复查发现通道再次堆物", 3);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.WorkingDays).InclusiveBetween(1, 250);
        }
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.Reopen,
            [Refusals.NoteNeeded, Refusals.TextTooLong],
            (finding, request, context) =>
            {
                var due = context.Calendar.AddWorkingDays(context.On, request.WorkingDays);
                var order =
                    finding.Order ?? new RectificationOrder(request.Reason, "", request.WorkingDays, "", "", due, due);
                return finding.Take(FindingAction.Reopen, FindingStatus.Ordered, context.On) with
                {
                    Order = order with { DueOn = due },
                    RectifiedBy = null,
                };
            }
        );
}
