using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Open a rollout over a closed list</summary>
/// <remarks>Its members are added one by one or by import; how far it is, is how far they are.</remarks>
/// <body>The rollout.</body>
internal static class OpenRollout
{
    /// <param name="Code">Not used before: 2022-lift-polling.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Measures">The measures it answers for.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="MemberKind">What its members are.</param>
    /// <param name="StateSet">The set its states come from.</param>
    /// <param name="LeastMembers">The number of members the plan names.</param>
    /// <param name="Consent">What owners must take part and agree.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="DueOn">When it is due.</param>
    /// <param name="Assumed">True where no text says all of this.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        IReadOnlyList<string> Measures,
        string Title,
        MemberKind MemberKind,
        string StateSet,
        int? LeastMembers = null,
        ConsentRule? Consent = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? DueOn = null,
        bool Assumed = false,
        DateOnly? On = null
    ) : IUndertakingOpening
    {
        string? IDossierRequest.Template => StateSet;

        internal static Request Example =>
            new(
                "2022-group-lifts",
                "changzheng-2022",
                ["5.1.10"],
                "组团式加梯",
                MemberKind.Building,
                "changzheng-2022-lift-poll",
                Consent: ConsentRule.Example,
                LeadUnit: "310107102-GLB"
            );
    }

    internal sealed class Validator : UndertakingValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.StateSet).IsCode();
            RuleFor(r => r.LeastMembers).InclusiveBetween(1, 100_000);
            RuleFor(r => r.Consent!.TakePart).Must(IsPortion).When(r => r.Consent is not null);
            RuleFor(r => r.Consent!.Agree).Must(IsPortion).When(r => r.Consent is not null);
            RuleFor(r => r.Consent!.Source).MaximumLength(200).When(r => r.Consent is not null);
        }

        private static bool IsPortion(Portion portion) =>
            portion is { Numerator: > 0, Denominator: > 0 and <= 1000 } && portion.Numerator <= portion.Denominator;
    }

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapOpen<Rollout, RolloutView, Request>(
            RolloutSubject.Instance,
            "",
            PlanRights.Amend,
            [RolloutRefusals.StateSetNotFound],
            Open
        );

    internal static Rollout Open(Request request, DossierContext context) =>
        new Rollout
        {
            Code = request.Code,
            PlanCode = request.Plan,
            Measures = request.Measures,
            Title = request.Title,
            TitleEn = request.TitleEn,
            Unit = request.LeadUnit,
            SupportingUnits = request.SupportingUnits ?? [],
            MemberKind = request.MemberKind,
            StateSet = request.StateSet,
            States = ((StateSet)context.Template!).States,
            LeastMembers = request.LeastMembers,
            Consent = request.Consent,
            Due = request.DueOn,
            Assumed = request.Assumed,
        };
}
