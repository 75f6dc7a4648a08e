using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Changes;

/// <summary>
/// Where the change feed stood when this request first asked: what is kept in memory is true as long as it stands
/// there.
/// </summary>
internal sealed class FeedPosition(Db db)
{
    public const string PositionSql = "SELECT Position FROM ChangeFeedHead WHERE Id = 1";

    public const string MarkSql = "SELECT MAX(Position) FROM ChangeMarks WHERE Subject IN @Subjects";

    private long? seen;

    public async ValueTask<long> ReadAsync(CancellationToken ct) =>
        db.InTransaction
            ? await db.FindAsync<long>(PositionSql, null, ct)
            : seen ??= await db.FindAsync<long>(PositionSql, null, ct);

    /// <summary>The position of the last change that marks one of these subjects: the key of a cache of them.</summary>
    /// <param name="subjects">Their URLs, as facts name them in <see cref="ChangeFeed.Fact.Marks"/>.</param>
    public async Task<long> ReadMarkAsync(string[] subjects, CancellationToken ct) =>
        await db.FindAsync<long?>(MarkSql, new { Subjects = subjects }, ct) ?? 0;

    public void Forget() => seen = null;
}
