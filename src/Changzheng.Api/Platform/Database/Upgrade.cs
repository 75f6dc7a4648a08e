namespace Changzheng.Api.Platform.Database;

/// <summary>
/// What a migration's SQL cannot do, registered by the subject whose data it is. It runs after the migrations, under
/// their lock, at every start: so it sees at once when there is nothing left to do.
/// </summary>
internal abstract class Upgrade
{
    public abstract Task RunAsync(CancellationToken ct);

    /// <summary>Runs all there are, in the order they were registered.</summary>
    public static async Task RunAllAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        foreach (var upgrade in scope.ServiceProvider.GetServices<Upgrade>())
            await upgrade.RunAsync(ct);
    }
}
