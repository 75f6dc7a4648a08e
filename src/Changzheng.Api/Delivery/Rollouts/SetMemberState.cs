using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Report a member's state</summary>
/// <remarks>
/// What counts as done takes evidence; a refusal, and a step back, a reason. Where the rollout asks for consent, the
/// owners' poll must meet it: of the building by itself, or of the buildings of its group together.
/// </remarks>
/// <body>The state and its day.</body>
internal static class SetMemberState
{
    /// <param name="State">One of the rollout's states.</param>
    /// <param name="On">From when; today if omitted.</param>
    /// <param name="Reason">Why, for a refusal or a step back.</param>
    /// <param name="Evidence">佐证材料.</param>
    /// <param name="Poll">征询: what its owners said.</param>
    public sealed record Request(
        string State,
        DateOnly? On = null,
        [property: JsonConverter(typeof(Masked))] string? Reason = null,
        IReadOnlyList<Evidence>? Evidence = null,
        Poll? Poll = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new("polled", new DateOnly(2022, 6, 20), null, [Plan.Indicators.Evidence.Example], Rollouts.Poll.Example);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.State).NotEmpty().MaximumLength(30);
            RuleFor(r => r.Reason).MaximumLength(500);
            RuleFor(r => r.Evidence).IsEvidence();
            RuleFor(r => r.Poll)
                .Must(poll => poll is null || poll.AddsUp)
                .WithMessage(_ =>
                    Words.Say(
                        "同意的不多于参与的，参与的不多于全部。",
                        "No more agree than take part, and no more take part than there are."
                    )
                );
            RuleFor(r => r.Poll!.Owners).InclusiveBetween(1, 100_000).When(r => r.Poll is not null);
            RuleFor(r => (decimal?)r.Poll!.Area)
                .IsFigure()
                .When(r => r.Poll is not null)
                .OverridePropertyName("Poll.Area");
        }
    }

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapMove<Member, MemberView, Request>(
            MemberSubject.Instance,
            "{rollout}/members/{member}/state",
            PlanRights.Report,
            [
                Refusals.ValueTooLarge,
                Refusals.ValueTooPrecise,
                RolloutRefusals.ConsentNotMet,
                RolloutRefusals.EvidenceNeeded,
                RolloutRefusals.PollMissing,
                RolloutRefusals.ReasonNeeded,
                RolloutRefusals.StateUnknown,
            ],
            (member, request, context) => member.Set(request, context),
            puts: "state"
        );
}
