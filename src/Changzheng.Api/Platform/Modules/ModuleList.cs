namespace Changzheng.Api.Platform.Modules;

/// <summary>The modules of the program, from Program.cs.</summary>
internal static class ModuleList
{
    /// <summary>Reads what the modules say of themselves and adds their services, in this order.</summary>
    public static IServiceCollection AddModules(
        this IServiceCollection services,
        IConfiguration configuration,
        IReadOnlyList<IModule> modules
    )
    {
        var catalogue = new Catalogue(modules);
        services.AddSingleton(catalogue);
        foreach (var job in catalogue.HourlyJobs.Concat(catalogue.Loaders))
            services.AddScoped(job);
        foreach (var subject in catalogue.Imports)
            services.AddScoped(subject.Intake);
        foreach (var module in modules)
            module.Add(services, configuration);
        return services;
    }

    public static void MapModules(this IEndpointRouteBuilder api, IReadOnlyList<IModule> modules)
    {
        foreach (var module in modules)
            module.Map(api);
    }
}
