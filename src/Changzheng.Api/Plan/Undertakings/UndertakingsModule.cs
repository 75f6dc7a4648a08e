using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>
/// What answers for a measure. A subject that has undertakings registers its <see cref="UndertakingReplay"/>.
/// </summary>
internal sealed class UndertakingsModule : IModule
{
    public void Describe(ModuleDescription undertakings) =>
        undertakings.JsonColumn<IReadOnlyList<Alarm>>().JsonColumn<Phrase>();

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddScoped<UndertakingRows>()
            .AddScoped<Upgrade, FillContributions>()
            .AddSingleton<History>(ContributionRow.History)
            .AddScoped<Proof, ContributionsProof>();
}
