using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Exempt a finding</summary>
/// <remarks>A right of its own: it leaves the open findings without having been put right, with its reason and
/// document.</remarks>
/// <body>Why, and by which document.</body>
internal static class ExemptFinding
{
    /// <param name="Reason">Why.</param>
    /// <param name="DocumentNumber">The document that allows it.</param>
    /// <param name="On">When; today if omitted.</param>
    public sealed record Request(
        [property: JsonConverter(typeof(Masked))] string Reason,
        string DocumentNumber,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new("该建筑已列入拆除计划", "普长府〔2022〕25号");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.DocumentNumber).NotEmpty().MaximumLength(100);
        }
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.Exempt,
            [Refusals.NoteNeeded, Refusals.TextTooLong],
            (finding, _, context) => finding.Take(FindingAction.Exempt, FindingStatus.Exempted, context.On)
        );
}
