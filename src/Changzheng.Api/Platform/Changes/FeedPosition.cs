using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Changes;

/// <summary>Where the change feed stood when this request first asked: what is kept in memory is true as long as it stands there.</summary>
internal sealed class FeedPosition(Db db)
{
    public const string PositionSql = "SELECT Position FROM ChangeFeedHead WHERE Id = 1";

    private long? seen;

    public async ValueTask<long> ReadAsync(CancellationToken ct) =>
        db.InTransaction
            ? await db.FindAsync<long>(PositionSql, null, ct)
            : seen ??= await db.FindAsync<long>(PositionSql, null, ct);

    public void Forget() => seen = null;
}
