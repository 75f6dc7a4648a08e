using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Activities, meetings, visits, trainings, drills, services and mechanisms that recur.</summary>
internal sealed class SeriesModule : IModule
{
    public void Describe(ModuleDescription series) =>
        series
            .Tag("Series", "What is held again and again: held, late, missed, excused. 活动、会议、走访、演练、服务。")
            .Example("series", "2022-river-chiefs", 64, Platform.Http.Rules.CodePattern)
            .Example("occurrence", "3", 4, "^[1-9][0-9]{0,2}$");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddDossier(SeriesSubject.Instance).AddScoped<DossierFollower, CountParticipants>();

    public void Map(IEndpointRouteBuilder api)
    {
        var series = api.MapGroup("series").WithTags("Series");
        ListSeries.Map(series);
        GetSeries.Map(series);
        ListSeriesHistory.Map(series);
        ListOccurrences.Map(series);
        OpenSeries.Map(series);
        AmendSeries.Map(series);
        HoldOccurrence.Map(series);
        CancelOccurrence.Map(series);
        ExcuseOccurrence.Map(series);
    }
}
