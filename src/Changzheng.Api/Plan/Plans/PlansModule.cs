using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Plan.Plans;

/// <summary>A year's plan: its pillars and its text.</summary>
internal sealed class PlansModule : IModule
{
    public void Describe(ModuleDescription plans) =>
        plans
            .Tag("Plans", "A year's plan: its pillars, its text, how far it is. 年度计划、板块、计划原文、完成情况。")
            .Rights(PlanRights.Read, PlanRights.Report, PlanRights.Review, PlanRights.Amend)
            .JsonColumn<IReadOnlyList<StepShare>>()
            .JsonColumn<IReadOnlyList<StageShare>>()
            .Example("plan", "changzheng-2022", 64, Rules.CodePattern)
            .Example("code", "2022-fitness-tests", 64, "^[0-9A-Za-z][0-9A-Za-z._-]*$")
            .Example("measures.code", "3.2.13")
            .Example("units.code", "310107102")
            .Example("pillar", new ParameterExample(4, Least: 1, Most: 9))
            .Example("initiative", "4.2", 4, "^[1-9]\\.[0-9]{1,2}$")
            .Example("kinds", "indicator.value.reported,plan.closed", 500, "^[a-z_.,]*$");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddScoped<PlanRows>()
            .AddScoped<PlanClosings>()
            .AddScoped<Additions>()
            .AddSingleton<History>(ClosingRow.History)
            .AddSingleton<History>(AdditionRow.History)
            .AddScoped<Proof, PlanProof>();

    public void Map(IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("plans").WithTags("Plans");
        ListPlans.Map(plans);
        IssuePlan.Map(plans);
        GetPlan.Map(plans);
        ClosePlan.Map(plans);
        ReopenPlan.Map(plans);
        TracePlanText.Map(plans);
    }
}
