using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Changes;

/// <summary>The change feed.</summary>
internal sealed class ChangesModule : IModule
{
    public void Describe(ModuleDescription changes) =>
        changes.Tag("Changes", "What happened, in order. 变更流。").Rights(ChangeRights.Read).Example("after", 0);

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddScoped<FeedPosition>().AddScoped<ChangeFeed>().AddScoped<FeedEpoch>().AddScoped<FeedChain>();

    public void Map(IEndpointRouteBuilder api) => ReadChanges.Map(api.MapGroup("").WithTags("Changes"));
}
