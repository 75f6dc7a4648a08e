using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Changes;

/// <summary>
/// Which life of the feed its positions belong to. A restore puts an older feed in place of a newer one: a position a
/// consumer keeps may then lie beyond the head, or name another change. So every restore begins an epoch.
/// </summary>
internal sealed class FeedEpoch(Db db)
{
    public const string BeginSql = "UPDATE ChangeFeedHead SET Epoch = @Epoch WHERE Id = 1 AND Epoch IS NULL";

    public const string RenewSql = "UPDATE ChangeFeedHead SET Epoch = @Epoch WHERE Id = 1";

    /// <summary>
    /// For the operator of a server that restores by itself, to be run after it: what <see cref="RenewAsync"/> does.
    /// </summary>
    public static string Statement => RenewSql.Replace("@Epoch", $"'{New()}'", StringComparison.Ordinal);

    /// <summary>At every start: does nothing where there is one.</summary>
    public Task BeginAsync(CancellationToken ct) =>
        db.TransactAsync(() => db.ExecuteAsync(BeginSql, new { Epoch = New() }, ct), ct);

    /// <summary>After every restore.</summary>
    public Task RenewAsync(CancellationToken ct) =>
        db.TransactAsync(() => db.ExecuteAsync(RenewSql, new { Epoch = New() }, ct), ct);

    private static string New() => Guid.CreateVersion7().ToString("N");
}
