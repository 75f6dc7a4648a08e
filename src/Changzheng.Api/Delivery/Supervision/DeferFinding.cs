using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Ask for a later day for a finding</summary>
/// <remarks>Nothing moves until another person grants it; the original day stays beside the new one.</remarks>
/// <body>How much longer, and why.</body>
internal static class DeferFinding
{
    /// <param name="WorkingDays">How many working days more.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="On">When it was asked; today if omitted.</param>
    public sealed record Request(
        int WorkingDays,
        [property: JsonConverter(typeof(Masked))] string Reason,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new(5, "配件到货延迟");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.WorkingDays).InclusiveBetween(1, 250);
            RuleFor(r => r.Reason).IsNote(500);
        }
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.Defer,
            [Refusals.NoteNeeded, Refusals.TextTooLong, SupervisionRefusals.DeferralAsked],
            (finding, request, context) =>
                finding.Deferral is null
                    ? finding.Take(FindingAction.Defer, FindingStatus.Ordered, context.On) with
                    {
                        Deferral = new Deferral(request.WorkingDays, request.Reason, context.Author),
                    }
                    : throw SupervisionRefusals.DeferralAsked.ToRefusal()
        );
}
