using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Decide on a later day for a finding</summary>
/// <remarks>By another person than the one who asked.</remarks>
/// <body>Granted or not.</body>
internal static class DecideDeferral
{
    /// <param name="Grant">Whether it is granted.</param>
    /// <param name="Note">Why.</param>
    /// <param name="On">When it was decided; today if omitted.</param>
    public sealed record Request(
        bool Grant,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new(true, "情况属实");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).MaximumLength(500);
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.DecideDeferral,
            [SupervisionRefusals.NothingAsked],
            (finding, request, context) =>
            {
                var taken = finding.Take(FindingAction.DecideDeferral, FindingStatus.Ordered, context.On);
                var asked = finding.Deferral ?? throw SupervisionRefusals.NothingAsked.ToRefusal();
                var order = finding.Order!;
                var later = order with { DueOn = context.Calendar.AddWorkingDays(order.DueOn, asked.WorkingDays) };
                return taken with { Order = request.Grant ? later : order, Deferral = null };
            },
            new(
                (finding, _) => ((Finding)finding).Deferral is { } asked ? [asked.Author] : [],
                "延期须由申请人以外的另一人决定。",
                "A deferral is decided by another person than the one who asked."
            )
        );
}
