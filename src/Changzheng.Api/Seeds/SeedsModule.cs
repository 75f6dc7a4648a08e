using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Seeds;

/// <summary>The files of seeds/.</summary>
internal sealed class SeedsModule : IModule
{
    public void Describe(ModuleDescription seeds) => seeds.AtStart<SeedLoader>();
}
