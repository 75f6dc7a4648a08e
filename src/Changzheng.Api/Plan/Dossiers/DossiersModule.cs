using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>What dossiers of all kinds share. A subject adds its own with <see cref="DossierRegistration.AddDossier"/>.</summary>
internal sealed class DossiersModule : IModule
{
    public void Describe(ModuleDescription dossiers) =>
        dossiers
            .Example("measure", "4.2.5", 16, "^[1-9]\\.[0-9]{1,2}\\.[0-9]{1,3}$")
            .Example("dueOnBefore", "2022-07-01", 10);

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddScoped<DossierRows>()
            .AddScoped<DossierLedger>()
            .AddScoped<DossierContributions>()
            .AddScoped<FileNamer, DossierFiles>()
            .AddSingleton<DossierSubjects>()
            .AddSingleton<History>(DossierRow.History);
}

internal static class DossierRegistration
{
    /// <summary>Registers a kind of dossier, and what proves its contributions where it answers for measures.</summary>
    public static IServiceCollection AddDossier(this IServiceCollection services, DossierSubject subject)
    {
        services.AddSingleton(subject);
        if (subject.Undertaking is not null)
            services.AddScoped<UndertakingReplay>(provider => new DossierReplay(
                subject,
                provider.GetRequiredService<DossierSubjects>(),
                provider.GetRequiredService<Db>()
            ));
        return services;
    }
}
