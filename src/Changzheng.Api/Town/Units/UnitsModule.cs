using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Town.Units;

/// <summary>The tree of units.</summary>
internal sealed class UnitsModule : IModule
{
    public void Describe(ModuleDescription units) =>
        units
            .Tag("Units", "The tree of units. 单位。")
            .Rights(TownRights.Read, TownRights.Amend)
            .Imports(UnitIntake.Subject)
            .Example("unit", "310107102-JJB", 32, "^[0-9A-Z][0-9A-Z-]*$")
            .Example("parent", "310107102", 32, "^[0-9A-Z][0-9A-Z-]*$");

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddScoped<UnitTree>()
            .AddScoped<ReadUnits>(provider => provider.GetRequiredService<UnitTree>().NodesAsync);

    public void Map(IEndpointRouteBuilder api)
    {
        var units = api.MapGroup("units").WithTags("Units");
        ListUnits.Map(units);
        GetUnit.Map(units);
    }
}
