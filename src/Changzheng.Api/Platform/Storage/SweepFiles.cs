using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Deletes files that nothing names and that no caller uploaded within the last days: first their rows, then
/// all bytes
/// that no row knows. What was ever named stays, for histories keep what they named.
/// </summary>
internal sealed class SweepFiles(
    Db db,
    IFileStore store,
    StorageSettings settings,
    TimeProvider clock,
    ILogger<SweepFiles> log
) : IHourlyJob
{
    private const int MostAtOnce = 100;

    /// <summary>Bytes are written before their row is; the row may be on its way.</summary>
    private static readonly TimeSpan underway = TimeSpan.FromDays(1);

    private const string IsUnnamed = """
        NOT EXISTS (SELECT 1 FROM FileReferences r WHERE r.Sha256 = f.Sha256)
        AND NOT EXISTS (SELECT 1 FROM FileUploads u WHERE u.Sha256 = f.Sha256 AND u.UploadedAt >= @Since)
        """;

    public const string UnnamedSql = $$"""
        SELECT f.Sha256 FROM StoredFiles f
        WHERE f.StoredAt < @Since AND {{IsUnnamed}}
        ORDER BY f.Sha256 {page}
        """;

    public const string StillSql = $"SELECT COUNT(*) FROM StoredFiles f WHERE f.Sha256 = @Sha256 AND {IsUnnamed}";

    public const string ForgetUploadsSql = "DELETE FROM FileUploads WHERE Sha256 = @Sha256";

    public const string ForgetSql = "DELETE FROM StoredFiles WHERE Sha256 = @Sha256";

    public const string KnownSql = "SELECT COUNT(*) FROM StoredFiles {hold} WHERE Sha256 = @Sha256";

    public async Task RunAsync(CancellationToken ct)
    {
        await ForgetUnnamedAsync(ct);
        try
        {
            await DeleteUnknownAsync(ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogError(fault, "Files that nothing names were not deleted; it is tried again in an hour");
        }
    }

    private async Task ForgetUnnamedAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - settings.Unnamed;
        IReadOnlyList<string> unnamed;
        do
        {
            var page = new
            {
                Since = since,
                Skip = 0,
                Take = MostAtOnce,
            };
            unnamed = await db.QueryAsync<string>(UnnamedSql, page, ct);
            foreach (var sha256 in unnamed)
                await db.TransactAsync(() => ForgetAsync(sha256, since, ct), ct);
        } while (unnamed.Count == MostAtOnce);
    }

    /// <summary>Asked again inside the transaction: something may name it since.</summary>
    private async Task<bool> ForgetAsync(string sha256, DateTimeOffset since, CancellationToken ct)
    {
        var file = new { Sha256 = sha256, Since = since };
        if (await db.FindAsync<int>(StillSql, file, ct) == 0)
            return false;
        await db.ExecuteAsync(ForgetUploadsSql, file, ct);
        await db.ExecuteAsync(ForgetSql, file, ct);
        return true;
    }

    private async Task DeleteUnknownAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - underway;
        store.DeleteUnfinished(before);
        await foreach (var kept in store.ListAsync(ct))
            if (kept.WrittenAt < before)
                await db.TransactAsync(() => DeleteAsync(kept.Sha256, ct), ct);
    }

    /// <summary>
    /// In a transaction, so that an upload of the same content commits before it or sees the bytes gone.
    /// </summary>
    private async Task<bool> DeleteAsync(string sha256, CancellationToken ct)
    {
        if (await db.FindAsync<int>(KnownSql, new { Sha256 = sha256 }, ct) > 0)
            return false;
        await store.DeleteAsync(sha256, ct);
        return true;
    }
}
