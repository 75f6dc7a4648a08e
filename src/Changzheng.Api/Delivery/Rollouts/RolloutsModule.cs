using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>What is done for every member of a closed list.</summary>
internal sealed class RolloutsModule : IModule
{
    public void Describe(ModuleDescription rollouts) =>
        rollouts
            .Tag("Rollouts", "The same for every member of a closed list. 全覆盖推进、名单、征询。")
            .Example("rollout", "2022-lift-polling", 64, Rules.CodePattern)
            .Example("member", "jw01", 15, Rules.CodePattern);

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddDossier(RolloutSubject.Instance)
            .AddDossier(MemberSubject.Instance)
            .AddDossier(StateSetSubject.Instance);

    public void Map(IEndpointRouteBuilder api)
    {
        var sets = api.MapGroup("rollouts/stateSets").WithTags("Rollouts");
        ListStateSets.Map(sets);
        MakeStateSet.Map(sets);
        var rollouts = api.MapGroup("rollouts").WithTags("Rollouts");
        ListRollouts.Map(rollouts);
        GetRollout.Map(rollouts);
        ListRolloutHistory.Map(rollouts);
        OpenRollout.Map(rollouts);
        AmendRollout.Map(rollouts);
        ListMembers.Map(rollouts);
        GetMember.Map(rollouts);
        ListMemberHistory.Map(rollouts);
        RankUnits.Map(rollouts);
        AddMember.Map(rollouts);
        AddMembersFromUnits.Map(rollouts);
        SetMemberState.Map(rollouts);
        ListMemberSites.Map(rollouts);
    }
}
