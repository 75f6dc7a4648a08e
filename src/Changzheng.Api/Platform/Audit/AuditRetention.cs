using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Audit;

/// <summary>
/// How long the trail is stored: 网络安全法 21(3) requires six months at least. Older rows are deleted, and the chain begins
/// after them.
/// </summary>
internal sealed class AuditRetention(Db db, AuditTrail trail, IConfiguration configuration, TimeProvider clock)
{
    public const int Least = 180,
        Usual = 3650;

    private static readonly Caller housekeeping = new("housekeeping", [], null);

    public const string LastOldSql =
        "SELECT Position, Hash FROM AuditTrail WHERE RecordedAt < @Oldest AND Position < @Head ORDER BY Position DESC {page}";

    public const string PurgeSql = "DELETE FROM AuditTrail WHERE Position <= @Position";

    public const string BeginSql = "UPDATE AuditHead SET PurgedPosition = @Position, PurgedHash = @Hash WHERE Id = 1";

    /// <summary>
    /// Checked at start, so that a setting below the legal minimum stops the program at once, not the purge years
    /// later.
    /// </summary>
    public static int DaysOf(IConfiguration configuration) =>
        configuration.GetValue("Audit:RetentionDays", Usual) is var days && days >= Least
            ? days
            : throw new InvalidOperationException($"Audit:RetentionDays is {days}; the law asks for {Least} at least.");

    /// <returns>How many rows went.</returns>
    public Task<int> PurgeAsync(CancellationToken ct) =>
        db.TransactAsync(
            async () =>
            {
                var head =
                    await trail.HeadAsync(ct) ?? throw new InvalidOperationException("The audit trail has no head.");
                var oldest = clock.GetUtcNow().AddDays(-DaysOf(configuration));
                if (
                    await db.FindAsync<Link>(
                        LastOldSql,
                        new
                        {
                            Oldest = oldest,
                            Head = head.Position,
                            Skip = 0,
                            Take = 1,
                        },
                        ct
                    )
                    is not { } last
                )
                    return 0;
                var purged = await db.ExecuteAsync(PurgeSql, new { last.Position }, ct);
                await db.ExecuteAsync(BeginSql, last, ct);
                await trail.DoneAsync(housekeeping, "PurgeAudit", null, ct);
                return purged;
            },
            ct
        );

    internal sealed record Link
    {
        public required long Position { get; init; }
        public required string Hash { get; init; }
    }
}
