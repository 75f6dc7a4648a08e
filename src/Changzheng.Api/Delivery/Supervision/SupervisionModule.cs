using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Campaigns, inspections, findings and draws.</summary>
internal sealed class SupervisionModule : IModule
{
    public void Describe(ModuleDescription supervision) =>
        supervision
            .Tag("Supervision", "Campaigns, inspections, findings and draws. 专项行动、检查、问题整改、双随机抽查。")
            .Rights(SupervisionRights.Read, SupervisionRights.Exempt)
            .Example("campaign", "2022-fire-safety", 64, Rules.CodePattern)
            .Example("inspection", "2022-fire-0001", 64, Rules.CodePattern)
            .Example("finding", "2022-fire-0001-1", 64, Rules.CodePattern)
            .Example("reportMonth", "2022-01", 7, AccidentReport.MonthPattern)
            .Example("draw", "q3", 15, Rules.CodePattern);

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddDossier(CampaignSubject.Instance)
            .AddDossier(ChecklistSubject.Instance)
            .AddDossier(InspectionSubject.Instance)
            .AddDossier(FindingSubject.Instance)
            .AddDossier(DrawSubject.Instance)
            .AddDossier(AccidentReportSubject.Instance)
            .AddScoped<DossierFollower, CheckAccidentFeed>()
            .AddScoped<DossierFollower, CountAccidents>()
            .AddScoped<DossierFollower, CheckRepeat>();

    public void Map(IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Supervision");
        var lists = api.MapGroup("campaigns/checklists");
        ListChecklists.Map(lists);
        MakeChecklist.Map(lists);
        MapCampaigns(api.MapGroup("campaigns"));
        var inspections = api.MapGroup("inspections");
        ListInspections.Map(inspections);
        GetInspection.Map(inspections);
        RecordInspection.Map(inspections);
        ListFindingSites.Map(api);
        MapFindings(api.MapGroup("findings"));
    }

    private static void MapCampaigns(RouteGroupBuilder campaigns)
    {
        ListCampaigns.Map(campaigns);
        GetCampaign.Map(campaigns);
        ListCampaignHistory.Map(campaigns);
        OpenCampaign.Map(campaigns);
        AmendCampaign.Map(campaigns);
        ListAccidents.Map(campaigns);
        GetAccidents.Map(campaigns);
        ListAccidentHistory.Map(campaigns);
        ReportAccidents.Map(campaigns);
        CorrectAccidents.Map(campaigns);
        ListDraws.Map(campaigns);
        GetDraw.Map(campaigns);
        PublishDraw.Map(campaigns);
        GiveSeed.Map(campaigns);
        VerifyDraw.Map(campaigns);
    }

    private static void MapFindings(RouteGroupBuilder findings)
    {
        ListFindings.Map(findings);
        GetFinding.Map(findings);
        ListFindingHistory.Map(findings);
        ListRepeatFindings.Map(findings);
        RecordFinding.Map(findings);
        OrderRectification.Map(findings);
        RectifyFinding.Map(findings);
        DeferFinding.Map(findings);
        DecideDeferral.Map(findings);
        VerifyFinding.Map(findings);
        ReopenFinding.Map(findings);
        ExemptFinding.Map(findings);
    }
}
