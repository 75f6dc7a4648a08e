using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Make a set of states</summary>
/// <remarks>The states the members of a rollout go through; one of them counts the whole member.</remarks>
/// <body>The set.</body>
internal static class MakeStateSet
{
    /// <param name="Code">Not used before.</param>
    /// <param name="Plan">The plan whose rollouts use it.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="States">In their order; at least one with share 1.</param>
    /// <param name="Assumed">True where no text prescribes it.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        string Title,
        IReadOnlyList<MemberState> States,
        bool Assumed = false,
        DateOnly? On = null
    ) : IOpening
    {
        internal static Request Example =>
            new("changzheng-2022-visits", "changzheng-2022", "走访", StateSetView.Example.States, true);
    }

    internal sealed class Validator : OpeningValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.States).NotEmpty().HoldsAtMost(20);
            RuleForEach(r => r.States)
                .ChildRules(state =>
                {
                    state.RuleFor(one => one.State).Matches("^[a-z][a-zA-Z0-9]{0,29}$(?!\\n)");
                    state.RuleFor(one => one.Name).NotEmpty().MaximumLength(50);
                    state.RuleFor(one => one.NameEn).MaximumLength(100);
                    state.RuleFor(one => one.Share).InclusiveBetween(0, 1);
                });
            RuleFor(r => r.States)
                .Must(states =>
                    states is null
                    || (
                        states.Any(one => one.Share == 1)
                        && states.Select(one => one.State).Distinct().Count() == states.Count
                    )
                )
                .WithMessage(_ =>
                    Words.Say("状态不得重名，且须有份额为 1 的状态。", "States differ, and one of them has share 1.")
                );
        }
    }

    public static void Map(IEndpointRouteBuilder sets) =>
        sets.MapOpen<StateSet, StateSetView, Request>(StateSetSubject.Instance, "", PlanRights.Amend, [], Open);

    internal static StateSet Open(Request request, DossierContext context) =>
        new StateSet
        {
            Code = request.Code,
            PlanCode = request.Plan,
            Title = request.Title,
            States = request.States,
            Assumed = request.Assumed,
        };
}
