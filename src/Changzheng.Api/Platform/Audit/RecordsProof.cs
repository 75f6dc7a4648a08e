using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Audit;

/// <summary>
/// Proves what the town keeps: the change feed's chain; every history row's hash, and that the feed holds it; and
/// whatever subjects registered as proofs of their own, such as that a ticket stands as its last event left it.
/// </summary>
internal sealed class RecordsProof(Db db, FeedChain chain, IEnumerable<History> histories, IEnumerable<Proof> proofs)
{
    /// <summary>Of one thing a thousand faults say no more than the first do.</summary>
    private const int MostNamed = 100;

    public const string UnhashedSql = "SELECT Name, Unhashed FROM Histories ORDER BY Name";

    public const string ChangesSql =
        "SELECT Position, Kind, Subject FROM ChangeFeed WHERE Position IN @Positions ORDER BY Position";

    /// <param name="Changes">The feed's chain.</param>
    /// <param name="Rows">How many history rows were read.</param>
    /// <param name="Unhashed">How many of them were written before rows had hashes.</param>
    /// <param name="Faults">What is not as it was written, in words that name it; a hundred of a kind at most.</param>
    internal sealed record Result(FeedChain.FeedProof Changes, long Rows, long Unhashed, IReadOnlyList<string> Faults);

    /// <summary>
    /// While commands run, one thing is read before a command and another after it. So what looks wrong is looked at
    /// again when the feed has moved meanwhile: a fault is what is there both times.
    /// </summary>
    public async Task<Result> ProveAsync((long Position, string Hash)? noted, CancellationToken ct)
    {
        var first = await ProveAllAsync(noted, ct);
        if (first.Faults.Count == 0 || (await chain.HeadAsync(ct)).Position == first.Changes.Position)
            return first;
        var second = await ProveAllAsync(noted, ct);
        return second with { Faults = [.. second.Faults.Intersect(first.Faults, StringComparer.Ordinal)] };
    }

    private async Task<Result> ProveAllAsync((long Position, string Hash)? noted, CancellationToken ct)
    {
        var (hashes, faults) = (new Dictionary<UInt128, long>(), new List<string>());
        var feed = await chain.ProveAsync(noted, row => AddHashes(hashes, row), ct);
        if (!feed.Intact)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"change feed: {feed.Because} at {feed.BrokenAt}"));
        var expected = (await db.QueryAsync<UnhashedRows>(UnhashedSql, null, ct)).ToDictionary(
            one => one.Name,
            one => one.Unhashed,
            StringComparer.Ordinal
        );
        var (rows, unhashed) = (0L, 0L);
        foreach (var history in histories)
        {
            var walked = await ProveHistoryAsync(history, hashes, feed.Intact, ct);
            faults.AddRange(walked.Faults);
            var before = expected.GetValueOrDefault(history.Table);
            if (walked.Unhashed != before)
                faults.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"history: {history.Table}: {walked.Unhashed} rows without a hash, of {before}"
                    )
                );
            (rows, unhashed) = (rows + walked.Rows, unhashed + walked.Unhashed);
        }

        faults.AddRange(await DescribeMissingAsync(hashes, ct));
        foreach (var proof in proofs)
            faults.AddRange((await FindFaultsAsync(proof, ct)).Take(MostNamed));
        return new Result(feed, rows, unhashed, faults);
    }

    /// <summary>A record that somebody made unreadable is a fault, named by its history, and no failure.</summary>
    private static async Task<IReadOnlyList<string>> FindFaultsAsync(Proof proof, CancellationToken ct)
    {
        try
        {
            return await proof.FindFaultsAsync(ct);
        }
        catch (JsonException)
        {
            return [$"{proof.GetType().Name}: a record cannot be read"];
        }
    }

    /// <param name="hashes">The hashes the feed holds; each that is found is removed.</param>
    /// <param name="whole">False where the feed is broken: then not all that it holds could be read.</param>
    private async Task<(long Rows, long Unhashed, IReadOnlyList<string> Faults)> ProveHistoryAsync(
        History history,
        Dictionary<UInt128, long> hashes,
        bool whole,
        CancellationToken ct
    )
    {
        var (rows, unhashed, faults) = (0L, 0L, new List<string>());
        var (subject, version) = ("", 0);
        await foreach (var row in history.ReadAsync(db, ct))
        {
            version = row.GetSubject() == subject ? version + 1 : 1;
            subject = row.GetSubject();
            rows++;
            if (row.Version != version)
                AddFault($"version {version} is missing");
            version = row.Version;
            if (row.Hash is null)
                unhashed++;
            else if (!row.IsAsWritten())
                AddFault("changed");
            if (row.Hash is not null && !hashes.Remove(Key(row.Hash)) && whole)
                AddFault("not in the change feed");

            void AddFault(string what)
            {
                if (faults.Count < MostNamed)
                    faults.Add(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"history: {history.Table} {subject} version {row.Version}: {what}"
                        )
                    );
            }
        }

        return (rows, unhashed, faults);
    }

    private async Task<IEnumerable<string>> DescribeMissingAsync(Dictionary<UInt128, long> hashes, CancellationToken ct)
    {
        var positions = hashes.Values.Distinct().Order().Take(MostNamed).ToArray();
        return positions.Length == 0
            ? []
            : (await db.QueryAsync<FeedEntry>(ChangesSql, new { Positions = positions }, ct)).Select(one =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"history: what {one.Kind} at {one.Position} wrote is gone or was changed: {one.Subject}"
                )
            );
    }

    private static void AddHashes(Dictionary<UInt128, long> hashes, FeedRow row)
    {
        foreach (var hash in row.History?.Split('\n') ?? [])
            hashes[Key(hash)] = row.Position;
    }

    /// <summary>
    /// Half of a hash tells a million rows apart and takes half the memory. A forged value may be no hash at all; its
    /// key is then 0.
    /// </summary>
    private static UInt128 Key(string hash) =>
        hash.Length == 64
        && UInt128.TryParse(
            hash.AsSpan(0, 32),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var key
        )
            ? key
            : 0;

    internal sealed record UnhashedRows
    {
        public required string Name { get; init; }
        public required int Unhashed { get; init; }
    }

    internal sealed record FeedEntry
    {
        public required long Position { get; init; }
        public required string Kind { get; init; }
        public required string Subject { get; init; }
    }
}
