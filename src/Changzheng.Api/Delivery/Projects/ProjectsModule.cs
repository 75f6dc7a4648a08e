using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Works, investments, titles, rules to adopt and facilities to build, milestone by milestone.</summary>
internal sealed class ProjectsModule : IModule
{
    public void Describe(ModuleDescription projects) =>
        projects
            .Tag("Projects", "Works, investments, titles and rules, milestone by milestone. 项目、节点、堵点、支付。")
            .Example("project", "2022-zhongjiang-road-pocket-garden", 64, Platform.Http.Rules.CodePattern)
            .Example("milestone", "2", 4, "^[1-9][0-9]{0,2}$")
            .Example("block", "1", 4, "^[1-9][0-9]{0,2}$");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddDossier(ProjectSubject.Instance).AddDossier(StageSetSubject.Instance);

    public void Map(IEndpointRouteBuilder api)
    {
        var sets = api.MapGroup("projects/stageSets").WithTags("Projects");
        ListStageSets.Map(sets);
        MakeStageSet.Map(sets);
        var projects = api.MapGroup("projects").WithTags("Projects");
        ListProjects.Map(projects);
        GetProject.Map(projects);
        ListProjectHistory.Map(projects);
        OpenProject.Map(projects);
        AmendProject.Map(projects);
        ReachMilestone.Map(projects);
        PostponeMilestone.Map(projects);
        DecidePostponement.Map(projects);
        BlockProject.Map(projects);
        LiftBlock.Map(projects);
        PayProject.Map(projects);
        ListProjectSites.Map(api.MapGroup("").WithTags("Projects"));
    }
}
