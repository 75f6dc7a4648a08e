using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Lists;

/// <summary>Pages of lists, and lists as files.</summary>
internal sealed class ListsModule : IModule
{
    public void Describe(ModuleDescription lists) =>
        lists
            .Tag("Words", "The words of every choice. 选项的中英文名称。")
            .Example("limit", new ParameterExample(Paging.Default, Least: 1, Most: Paging.Most))
            .Example("cursor", "MTQuMi45", 512, "^[A-Za-z0-9_-]+$")
            .Example("fields", "code", 500, "^[A-Za-z]+(,[A-Za-z]+)*$")
            .Example("q", "热线", 100);

    public void Map(IEndpointRouteBuilder api) => GetWords.Map(api);
}
