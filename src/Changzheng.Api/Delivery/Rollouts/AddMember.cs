using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Add a member to a rollout's list</summary>
/// <remarks>Once a member's state was reported the list is closed: a later member names the document that adds
/// it.</remarks>
/// <body>The member.</body>
internal static class AddMember
{
    /// <param name="Key">Tells the members of the list apart: jw01.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Unit">The unit it lies in.</param>
    /// <param name="Group">组团: members polled together.</param>
    /// <param name="Site">Where it is.</param>
    /// <param name="DocumentNumber">The later document that adds it.</param>
    /// <param name="Synthetic">合成数据: made up for a demonstration.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Key,
        string Name,
        string? Unit = null,
        string? Group = null,
        Site? Site = null,
        string? DocumentNumber = null,
        bool Synthetic = false,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new("jw01", "某居民区（示例）", Synthetic: true);
    }

    public const int LongestKey = 15;

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Key).Length(1, LongestKey).Matches(Rules.CodePattern);
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Unit).MaximumLength(32);
            RuleFor(r => r.Group).MaximumLength(64);
            RuleFor(r => r.DocumentNumber).MaximumLength(100);
            RuleFor(r => r.Site).SetValidator(new Site.Validator());
        }
    }

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapOpen<Member, MemberView, Request>(
            MemberSubject.Instance,
            "{rollout}/members",
            PlanRights.Amend,
            [RolloutRefusals.ListClosed, DossierRefusals.SystemNotTaken],
            Open
        );

    internal static Member Open(Request request, DossierContext context)
    {
        if (request.DocumentNumber is null && context.Siblings.Cast<Member>().Any(member => member.Standings.Count > 0))
            throw RolloutRefusals.ListClosed.ToRefusal();
        return new Member
        {
            Code = MemberSubject.CodeOf(context.Whole!.Code, request.Key),
            Parent = context.Whole.Code,
            PlanCode = context.Whole.PlanCode,
            Key = request.Key,
            Title = request.Name,
            Unit = request.Unit,
            Group = request.Group,
            Site = request.Site,
            DocumentNumber = request.DocumentNumber,
            Synthetic = request.Synthetic,
        };
    }
}
