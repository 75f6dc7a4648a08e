using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Http;

/// <summary>Deletes stored answers older than a repeat may be.</summary>
internal sealed class ForgetRetries(Db db, TimeProvider clock) : IHourlyJob
{
    public const string ForgetSql = "DELETE FROM IdempotencyKeys WHERE RecordedAt < @Oldest";

    public Task RunAsync(CancellationToken ct) =>
        db.TransactAsync(
            () => db.ExecuteAsync(ForgetSql, new { Oldest = clock.GetUtcNow() - Idempotency.Retention }, ct),
            ct
        );
}
