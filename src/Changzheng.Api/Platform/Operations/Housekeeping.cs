using System.Data.Common;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;

namespace Changzheng.Api.Platform.Operations;

/// <summary>
/// Once an hour: forgets what has been kept long enough, and logs where the audit trail and the change feed stand, so
/// that their ends are known outside the database too.
/// </summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Housekeeping> log)
    : BackgroundService
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
        await db.TransactAsync(
            () => db.ExecuteAsync(ForgetRetriesSql, new { Oldest = clock.GetUtcNow() - Idempotency.Kept }, ct),
            ct
        );
        await services.GetRequiredService<ImportRetention>().ForgetAsync(ct);
        var purged = await services.GetRequiredService<AuditRetention>().PurgeAsync(ct);
        if (await services.GetRequiredService<AuditTrail>().HeadAsync(ct) is { } head)
        {
            var changes = await services.GetRequiredService<FeedChain>().HeadAsync(ct);
            log.LogInformation(
                "The audit trail stands at {Position} {Hash}, the change feed at {ChangesPosition} {ChangesHash}; {Purged} rows past the retention were purged",
                head.Position,
                head.Hash,
                changes.Position,
                changes.Hash,
                purged
            );
        }
    }
}
