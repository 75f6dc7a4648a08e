using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Moves;

/// <summary>What every workflow needs: the log of what was done.</summary>
internal sealed class MovesModule : IModule
{
    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddScoped<EventLog>();
}
