using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// A day after an import has ended its file goes, and with it all that quotes it: the name, the reason, the words of
/// its verdicts, the key they are sealed with.
/// </summary>
internal sealed class ImportRetention(Db db, TimeProvider clock) : IHourlyJob
{
    private const int MostAtOnce = 100;

    /// <summary>How long a file can be applied after its check.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(24);

    /// <summary>A check's file stays while an import by its token is under way.</summary>
    public const string EndedSql = """
        SELECT i.Id FROM Imports i
        WHERE i.FileKey IS NOT NULL AND i.FinishedAt < @Oldest
          AND NOT EXISTS (SELECT 1 FROM Imports o WHERE o.FileOf = i.FileOf AND o.State IN ('queued', 'running'))
        ORDER BY i.Id
        {page}
        """;

    public const string ForgetFileSql = "DELETE FROM ImportFiles WHERE Import = @Id";

    public const string ForgetWordsSql =
        "UPDATE ImportVerdicts SET Sealed = NULL WHERE Import = @Id AND Sealed IS NOT NULL";

    public const string ForgetKeySql =
        "UPDATE Imports SET FileKey = NULL, SealedName = NULL, SealedDetail = NULL, SealedNotes = NULL WHERE Id = @Id";

    /// <summary>Each in a transaction of its own: a large file must not keep others from writing for long.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        IReadOnlyList<string> ended;
        do
        {
            ended = await db.QueryAsync<string>(
                EndedSql,
                new
                {
                    Oldest = clock.GetUtcNow() - Period,
                    Skip = 0,
                    Take = MostAtOnce,
                },
                ct
            );
            foreach (var id in ended)
            {
                await db.TransactAsync(
                    async () =>
                    {
                        await db.ExecuteAsync(ForgetFileSql, new { Id = id }, ct);
                        await db.ExecuteAsync(ForgetWordsSql, new { Id = id }, ct);
                        return await db.ExecuteAsync(ForgetKeySql, new { Id = id }, ct);
                    },
                    ct
                );
            }
        } while (ended.Count == MostAtOnce);
    }
}
