using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Plan.Board;

/// <summary>How far a plan is, on any day, as it was known at any instant.</summary>
internal sealed class BoardModule : IModule
{
    public void Describe(ModuleDescription board) =>
        board
            .Example("asOf", "2022-06-30", 10)
            .Example("knownAt", "2022-07-05T09:00:00+08:00", 40, format: "date-time");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<BoardCache>().AddScoped<Boards>();

    public void Map(IEndpointRouteBuilder api) => SummarisePillars.Map(api.MapGroup("plans").WithTags("Plans"));
}
