using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Audit;

/// <summary>
/// Proves the trail: every row's hash is that of its columns, every row follows the one before it, and the last is the
/// head.
/// </summary>
internal sealed class AuditChain(Db db, AuditTrail trail)
{
    private const int Stride = 1000;

    public const string RowsSql = """
        SELECT Position, RecordedAt, Caller, CallerId, Action, Outcome, Method, Path, Status, Code, Address, TraceId, Detail, PreviousHash, Hash
        FROM AuditTrail
        WHERE Position > @After
        ORDER BY Position
        {page}
        """;

    /// <param name="Intact">Whether every row is as it was written.</param>
    /// <param name="Rows">How many were read.</param>
    /// <param name="Position">Where the head stands; to be noted elsewhere with its hash.</param>
    /// <param name="Hash">The head's hash.</param>
    /// <param name="BrokenAt">The first position that is not as it was written; null when all are.</param>
    /// <param name="Because">What is wrong there.</param>
    public sealed record Proof(
        bool Intact,
        long Rows,
        long Position,
        string Hash,
        long? BrokenAt = null,
        string? Because = null
    );

    /// <param name="noted">
    /// A position and its hash, noted earlier outside this database: finds a trail that was rewritten whole, head and
    /// all.
    /// </param>
    public async Task<Proof> ProveAsync((long Position, string Hash)? noted, CancellationToken ct)
    {
        var head = await trail.HeadAsync(ct) ?? throw new InvalidOperationException("The audit trail has no head.");
        var (position, hash, rows) = (head.PurgedPosition, head.PurgedHash, 0L);
        Proof Broken(long at, string because) => new(false, rows, head.Position, head.Hash, at, because);
        while (position < head.Position)
        {
            var stride = await db.QueryAsync<AuditRecord>(
                RowsSql,
                new
                {
                    After = position,
                    Skip = 0,
                    Take = Stride,
                },
                ct
            );
            foreach (var row in stride.TakeWhile(row => row.Position <= head.Position))
            {
                if (row.Position != position + 1)
                    return Broken(position + 1, "missing");
                if (row.PreviousHash != hash)
                    return Broken(row.Position, "does not follow the row before it");
                if (row.Seal() != row.Hash)
                    return Broken(row.Position, "changed");
                if (noted?.Position == row.Position && noted.Value.Hash != row.Hash)
                    return Broken(row.Position, "not the row noted earlier");
                (position, hash) = (row.Position, row.Hash);
                rows++;
            }

            if (stride.Count < Stride && position < head.Position)
                return Broken(position + 1, "missing");
        }

        if (hash != head.Hash)
            return Broken(position, "not the row the head names");
        if (noted?.Position > head.Position)
            return Broken(head.Position + 1, "missing: the trail once reached further");
        return new Proof(true, rows, head.Position, head.Hash);
    }
}
