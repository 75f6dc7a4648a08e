using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Verify that a finding was put right</summary>
/// <remarks>By another person than the one who reported it put right. What does not pass is due again as
/// before.</remarks>
/// <body>Passed or not.</body>
internal static class VerifyFinding
{
    /// <param name="Passed">Whether it was put right.</param>
    /// <param name="Note">What was seen.</param>
    /// <param name="On">When; today if omitted.</param>
    public sealed record Request(
        bool Passed,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new(true, "现场复查合格");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Note).MaximumLength(500);
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.Verify,
            [],
            (finding, request, context) =>
                finding.Take(
                    FindingAction.Verify,
                    request.Passed ? FindingStatus.Closed : FindingStatus.Ordered,
                    context.On
                ),
            new(
                (finding, _) => ((Finding)finding).RectifiedBy is { } author ? [author] : [],
                "复查须由整改人以外的另一人进行。",
                "It is verified by another person than the one who put it right."
            )
        );
}
