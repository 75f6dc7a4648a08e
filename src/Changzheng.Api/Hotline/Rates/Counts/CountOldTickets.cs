using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>Counts the tickets of a database from before there were counts, once.</summary>
internal sealed class CountOldTickets(Db db, RateCounts counts, TimeProvider clock) : Upgrade
{
    public override Task RunAsync(CancellationToken ct) =>
        db.TransactAsync(
            async () =>
            {
                await counts.CatchUpAsync(clock.GetUtcNow(), ct);
                return true;
            },
            ct
        );
}
