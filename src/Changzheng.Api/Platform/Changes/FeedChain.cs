using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Changes;

/// <summary>
/// Proves the change feed: every row's hash is that of its columns and of the row before it, and the last is the
/// head's.
/// </summary>
internal sealed class FeedChain(Db db)
{
    private const int Stride = 1000;

    public const string RowsSql = """
        SELECT Position, Kind, Subject, Data, HappenedAt, HappenedBy, Unit, History, Hash
        FROM ChangeFeed
        WHERE Position > @After
        ORDER BY Position
        {page}
        """;

    public const string OtherUnitsSql =
        "SELECT Position, Unit FROM ChangeFeedUnits WHERE Position > @After AND Position <= @Last ORDER BY Position, Unit";

    public const string UnchainedSql = "SELECT COUNT(*) FROM ChangeFeed WHERE Position <= @Unchained";

    public const string LastSql = "SELECT MAX(Position) FROM ChangeFeed";

    /// <param name="Intact">Whether every row is as it was written.</param>
    /// <param name="Rows">How many rows with a hash were read.</param>
    /// <param name="Unchained">How many lie before them, from before rows had hashes: only counted.</param>
    /// <param name="Position">Where the head stands; to be noted elsewhere with its hash.</param>
    /// <param name="Hash">The head's hash.</param>
    /// <param name="BrokenAt">The first position that is not as it was written; null when all are.</param>
    /// <param name="Because">What is wrong there.</param>
    public sealed record FeedProof(
        bool Intact,
        long Rows,
        long Unchained,
        long Position,
        string Hash,
        long? BrokenAt = null,
        string? Because = null
    )
    {
        internal static FeedProof Example => new(true, 3120, 0, 3120, new string('c', 64));
    }

    /// <param name="noted">A position and its hash, noted earlier outside this database: finds a feed that was
    /// rewritten whole, head and all.</param>
    /// <param name="see">Is handed every row that holds, in order.</param>
    public async Task<FeedProof> ProveAsync(
        (long Position, string Hash)? noted,
        Action<FeedRow> see,
        CancellationToken ct
    )
    {
        var head = await HeadAsync(ct);
        var (position, hash, rows) = (head.UnchainedPosition, "", 0L);
        FeedProof Broken(long at, string because) =>
            new(false, rows, head.UnchainedPosition, head.Position, head.Hash, at, because);
        var unchained = await db.FindAsync<long>(UnchainedSql, new { Unchained = head.UnchainedPosition }, ct);
        if (unchained != head.UnchainedPosition)
            return Broken(head.UnchainedPosition, "rows from before there were hashes are missing");
        while (position < head.Position)
        {
            var stride = await db.QueryAsync<FeedRow>(
                RowsSql,
                new
                {
                    After = position,
                    Skip = 0,
                    Take = Stride,
                },
                ct
            );
            var units = await OtherUnitsAsync(position, stride, ct);
            foreach (var row in stride.TakeWhile(row => row.Position <= head.Position))
            {
                if (row.Position != position + 1)
                    return Broken(position + 1, "missing");
                IReadOnlyList<string>? others = units.Contains(row.Position) ? [.. units[row.Position]] : null;
                var whole = row with { PreviousHash = hash, OtherUnits = others };
                if (RowHash.Of(whole) != row.Hash)
                    return Broken(row.Position, "changed, or it does not follow the row before it");
                if (noted?.Position == row.Position && noted.Value.Hash != row.Hash)
                    return Broken(row.Position, "not the row noted earlier");
                see(row);
                (position, hash) = (row.Position, row.Hash);
                rows++;
            }

            if (stride.Count < Stride && position < head.Position)
                return Broken(position + 1, "missing");
        }

        if (hash != head.Hash)
            return Broken(position, "not the row the head names");
        if (noted?.Position > head.Position)
            return Broken(head.Position + 1, "missing: the feed once reached further");
        if (await db.FindAsync<long?>(LastSql, null, ct) is { } last && last > (await HeadAsync(ct)).Position)
            return Broken(last, "beyond the head");
        return new FeedProof(true, rows, head.UnchainedPosition, head.Position, head.Hash);
    }

    public async Task<FeedHead> HeadAsync(CancellationToken ct) =>
        await db.FindAsync<FeedHead>(ChangeFeed.HeadSql, null, ct)
        ?? throw new InvalidOperationException("The change feed has no head.");

    private async Task<ILookup<long, string>> OtherUnitsAsync(
        long after,
        IReadOnlyList<FeedRow> stride,
        CancellationToken ct
    )
    {
        var last = stride.Count == 0 ? after : stride[^1].Position;
        return (await db.QueryAsync<OtherUnit>(OtherUnitsSql, new { After = after, Last = last }, ct)).ToLookup(
            one => one.Position,
            one => one.Unit
        );
    }

    internal sealed record OtherUnit
    {
        public required long Position { get; init; }
        public required string Unit { get; init; }
    }
}
