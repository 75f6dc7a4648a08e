using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Files taken in: queued, judged, applied, forgotten.</summary>
internal sealed class ImportsModule : IModule
{
    public void Describe(ModuleDescription imports) =>
        imports
            .Tag("Imports", "Files taken in, checked first. 文件导入。")
            .Rights(ImportRights.Import)
            .Example("charset", "gb18030", 20, "^[a-z0-9-]+$")
            .Example(
                "check",
                "0198c5b6f0e07a3c9c1d2f3a4b5c6d7e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                97,
                "^[0-9a-f]{32}[.][0-9a-f]{64}$"
            )
            .Example("Prefer", "wait=10", 200, "^[\\x20-\\x7e]*$")
            .Hourly<ImportRetention>();

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ImportWorker>().AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
        services
            .AddScoped<ImportRows>()
            .AddScoped<ImportFiles>()
            .AddScoped<ImportLease>()
            .AddScoped<ImportVerdicts>()
            .AddScoped<ImportJudge>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("imports").WithTags("Imports");
        StartImport.Map(imports);
        GetImport.Map(imports);
        CancelImport.Map(imports);
        ListVerdicts.Map(imports);
        GetTemplate.Map(imports);
    }
}
