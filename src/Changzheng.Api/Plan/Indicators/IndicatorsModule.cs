using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>The promises that are measured.</summary>
internal sealed class IndicatorsModule : IModule
{
    public void Describe(ModuleDescription indicators) =>
        indicators
            .Tag(
                "Indicators",
                "The quantified promises: targets, reported values, review, overdue reports. 指标、目标、填报、审核、催报。"
            )
            .Imports(IndicatorValueIntake.Subject)
            .JsonColumn<IReadOnlyList<Evidence>>()
            .JsonColumn<Pace>()
            .JsonColumn<ReportedPeriods>()
            .Example("period", "2022-06", 7, Period.Pattern)
            .Example("kind", IndicatorValueIntake.Subject.Name, 40, "^[A-Za-z]+$")
            .Example("action", nameof(ReportIndicatorValue), 60, "^[A-Za-z]+$");

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IndicatorRows>().AddScoped<ValueLedger>().AddScoped<Reporting>();
        services.AddScoped<IndicatorContributions>().AddScoped<DerivedIndicators>().AddScoped<DueReports>();
        services.AddScoped<UndertakingReplay, IndicatorReplay>().AddScoped<FileNamer, ValueFiles>();
        services.AddSingleton<History>(ValueRow.History).AddSingleton<History>(TargetRow.History);
        services.AddSingleton<History>(IndicatorVersionRow.History);
        services.AddScoped<Proof, StandingsProof>().AddScoped<Proof, ValueProof>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var indicators = api.MapGroup("indicators").WithTags("Indicators");
        ListIndicators.Map(indicators);
        ListOverdueReports.Map(indicators);
        CountReports.Map(api.MapGroup("reporting").WithTags("Indicators"));
        GetIndicator.Map(indicators);
        GetIndicatorSeries.Map(indicators);
        AddIndicator.Map(api.MapGroup("plans").WithTags("Indicators"));
        AmendIndicator.Map(indicators);
        SetIndicatorTarget.Map(indicators);
        ListIndicatorValues.Map(indicators);
        GetIndicatorValue.Map(indicators);
        ReportIndicatorValue.Map(indicators);
        ReviewIndicatorValue.Map(indicators);
    }
}
