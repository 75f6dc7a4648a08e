using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Report a finding put right</summary>
/// <remarks>With evidence of how it looks now. It is not closed by that: another person verifies it.</remarks>
/// <body>What was done, and evidence.</body>
internal static class RectifyFinding
{
    /// <param name="Evidence">How it looks now.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="On">When; today if omitted.</param>
    public sealed record Request(
        IReadOnlyList<Evidence>? Evidence = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new([Plan.Indicators.Evidence.Example], "堆物已清理");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Evidence).IsEvidence();
            RuleFor(r => r.Note).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.Rectify,
            [SupervisionRefusals.EvidenceNeeded],
            (finding, request, context) =>
            {
                if (request.Evidence is null or { Count: 0 })
                    throw SupervisionRefusals.EvidenceNeeded.ToRefusal();
                return finding.Take(FindingAction.Rectify, FindingStatus.Rectified, context.On) with
                {
                    After = request.Evidence,
                    RectifiedBy = context.Author,
                    Deferral = null,
                };
            }
        );
}
