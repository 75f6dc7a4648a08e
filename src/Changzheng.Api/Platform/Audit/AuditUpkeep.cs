using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Audit;

/// <summary>
/// Purges the audit trail, and logs where it and the change feed stand, so that their ends are known outside the
/// database too.
/// </summary>
internal sealed class AuditUpkeep(AuditRetention retention, AuditTrail trail, FeedChain feed, ILogger<AuditUpkeep> log)
    : IHourlyJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var purged = await retention.PurgeAsync(ct);
        if (await trail.HeadAsync(ct) is not { } head)
            return;
        var changes = await feed.HeadAsync(ct);
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
