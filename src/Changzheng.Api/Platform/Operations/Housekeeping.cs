using System.Data.Common;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Operations;

/// <summary>Once an hour: what the modules have to do then. A job that fails keeps no other from running.</summary>
internal sealed class Housekeeping(
    IServiceScopeFactory scopes,
    Catalogue catalogue,
    TimeProvider clock,
    ILogger<Housekeeping> log
) : BackgroundService
{
    private static readonly TimeSpan pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken);
            foreach (var job in catalogue.HourlyJobs)
                await RunAsync(job, stoppingToken);
        }
    }

    private async Task RunAsync(Type job, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IHourlyJob)scope.ServiceProvider.GetRequiredService(job)).RunAsync(ct);
        }
        catch (DbException fault)
        {
            log.LogError(fault, "{Job} failed; it is tried again in an hour", job.Name);
        }
    }
}
