using System.Collections.Concurrent;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// Finds keys. A found key is cached until the change feed moves: making, rotating and revoking a key append to it
/// in their own transaction, so a key revoked by any process is not accepted a request later.
/// </summary>
internal sealed class CachedKeys(Db db, FeedPosition feed, CachedKeys.Memory memory)
{
    public const string FindSql = """
        SELECT Id, Prefix, Name, Roles, Unit, Salt, Hash, FormerSalt, FormerHash, FormerUntil, ExpiresAt, RevokedAt, Networks, Scopes
        FROM ApiKeys
        WHERE Prefix = @Prefix
        """;

    public async ValueTask<ApiKey?> FindAsync(string prefix, CancellationToken ct)
    {
        var position = await feed.ReadAsync(ct);
        if (memory.Keys.TryGetValue(prefix, out var cached) && cached.Position == position)
            return cached.Key;
        var key = await db.FindAsync<ApiKey>(FindSql, new { Prefix = prefix }, ct);
        if (key is not null)
            memory.Keys[prefix] = (position, key);
        return key;
    }

    /// <summary>Bounded by the number of existing keys: a prefix without a key is not cached.</summary>
    internal sealed class Memory
    {
        public ConcurrentDictionary<string, (long Position, ApiKey Key)> Keys { get; } = new(StringComparer.Ordinal);
    }
}
