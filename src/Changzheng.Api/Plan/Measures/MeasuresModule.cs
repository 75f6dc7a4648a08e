using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Measures;

/// <summary>What a plan promises, its progress and its sign-off.</summary>
internal sealed class MeasuresModule : IModule
{
    public void Describe(ModuleDescription measures) =>
        measures
            .Tag(
                "Measures",
                "What the plan promises, who answers for it, its progress and its sign-off. 举措、进展、办结销号。"
            )
            .Imports(MeasureSheet.Subject)
            .Example("leadUnit", "310107102-JJB", 32, "^(none|[0-9A-Z][0-9A-Z-]*)$");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddScoped<ProgressLedger>()
            .AddScoped<FileNamer, ProgressFiles>()
            .AddScoped<UndertakingReplay, ProgressReplay>()
            .AddSingleton<History>(MeasureVersionRow.History)
            .AddSingleton<History>(ProgressRow.History)
            .AddSingleton<History>(ForecastRow.History)
            .AddScoped<Proof, MeasureProof>();

    public void Map(IEndpointRouteBuilder api)
    {
        var measures = api.MapGroup("plans").WithTags("Measures");
        ListMeasures.Map(measures);
        GetMeasure.Map(measures);
        AddMeasure.Map(measures);
        AmendMeasure.Map(measures);
        ListProgress.Map(measures);
        ReportProgress.Map(measures);
        SignOffMeasure.Map(measures);
        ForecastMeasure.Map(measures);
        ListForecasts.Map(measures);
    }
}
