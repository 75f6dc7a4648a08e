using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Amend a rollout</summary>
/// <remarks>
/// By a document: its name, its units, its term, and how many members the list has at least. That number can rise and
/// never falls, so that a share does not improve by a shorter list.
/// </remarks>
/// <body>All of what can be amended; what is left out is emptied.</body>
internal static class AmendRollout
{
    /// <param name="Title">Its name.</param>
    /// <param name="DocumentNumber">The document that says so.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="LeastMembers">How many members the list has at least.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="DueOn">When it is due.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Title,
        string DocumentNumber,
        [property: JsonConverter(typeof(Masked))] string Reason,
        int? LeastMembers = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? DueOn = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new("加梯意愿一次征询", "普长府〔2022〕19号", "名单核定", 35, LeadUnit: "310107102-GLB");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.TitleEn).MaximumLength(300);
            RuleFor(r => r.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.LeastMembers).InclusiveBetween(1, 100_000);
            RuleFor(r => r.LeadUnit).MaximumLength(32);
            RuleFor(r => r.SupportingUnits).HoldsAtMost(50);
        }
    }

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapMove<Rollout, RolloutView, Request>(
            RolloutSubject.Instance,
            "{rollout}",
            PlanRights.Amend,
            [Refusals.NoteNeeded, Refusals.TextTooLong, RolloutRefusals.MembersFewer],
            (rollout, request, _) => Amend(rollout, request),
            puts: "amend"
        );

    private static Rollout Amend(Rollout rollout, Request request)
    {
        if (rollout.LeastMembers is { } least && (request.LeastMembers ?? 0) < least)
            throw RolloutRefusals.MembersFewer.WithDetail(
                $"名单至少 {least} 个，不得减少。",
                $"The list has at least {least} members; that number does not fall."
            );
        return rollout with
        {
            Title = request.Title,
            TitleEn = request.TitleEn,
            Unit = request.LeadUnit,
            SupportingUnits = request.SupportingUnits ?? [],
            LeastMembers = request.LeastMembers,
            Due = request.DueOn,
        };
    }
}
