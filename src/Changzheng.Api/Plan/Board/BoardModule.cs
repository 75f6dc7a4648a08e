using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Plan.Board;

/// <summary>How far a plan is, on any day, as it was known at any instant.</summary>
internal sealed class BoardModule : IModule
{
    public void Describe(ModuleDescription board) =>
        board
            .Example("asOf", "2022-06-30", 10)
            .Example("knownFrom", "2022-07-05T09:00:00+08:00", 40, format: "date-time")
            .Example("knownTo", "2022-10-11T09:00:00+08:00", 40, format: "date-time")
            .Example("knownAt", "2022-07-05T09:00:00+08:00", 40, format: "date-time");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<BoardCache>().AddScoped<Boards>().AddScoped<BoardSummaries>();

    public void Map(IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("plans").WithTags("Plans");
        SummarisePillars.Map(plans);
        GetBoard.Map(plans);
        CompareBoards.Map(plans);
        TryBoard.Map(plans);
    }
}
