using System.Data.Common;
using Changzheng.Api.Access;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Imports;

namespace Changzheng.Api.Operations;

/// <summary>Once an hour: forgets what has been kept long enough, and logs where the audit trail stands, so that its end is known outside the database too.</summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan pause = TimeSpan.FromHours(1);

    public const string ForgetRetriesSql = "DELETE FROM IdempotencyKeys WHERE RecordedAt < @Oldest";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (DbException fault)
            {
                log.LogError(fault, "Housekeeping failed; it is tried again in an hour");
            }
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<Db>();
        await db.TransactAsync(() => db.ExecuteAsync(ForgetRetriesSql, new { Oldest = clock.GetUtcNow() - Idempotency.Kept }, ct), ct);
        await services.GetRequiredService<ImportRetention>().ForgetAsync(ct);
        var purged = await services.GetRequiredService<AuditRetention>().PurgeAsync(ct);
        if (await services.GetRequiredService<AuditTrail>().HeadAsync(ct) is { } head)
            log.LogInformation("The audit trail stands at {Position} {Hash}; {Purged} rows past the retention were purged", head.Position, head.Hash, purged);
    }
}
