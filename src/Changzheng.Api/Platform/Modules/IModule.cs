namespace Changzheng.Api.Platform.Modules;

/// <summary>Everything one subject brings. Program.cs lists the modules, a line each; none is searched for.</summary>
internal interface IModule
{
    /// <summary>
    /// What the platform asks of every subject: read once, at start, into the <see cref="Catalogue"/>.
    /// </summary>
    public void Describe(ModuleDescription module) { }

    public void Add(IServiceCollection services, IConfiguration configuration) { }

    /// <param name="api">Everything below <c>/api/v1</c>.</param>
    public void Map(IEndpointRouteBuilder api) { }
}

/// <summary>
/// What a module does once an hour, in a scope of its own: usually deletes what is older than its retention.
/// </summary>
internal interface IHourlyJob
{
    public Task RunAsync(CancellationToken ct);
}

/// <summary>Loads what a module needs before the first request, each time the program starts.</summary>
internal interface IStartLoader
{
    public Task LoadAsync(CancellationToken ct);
}
