using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Audit;

/// <summary>Proves that nobody tampered with the audit trail, the change feed and what figures come from.</summary>
internal static class VerifyAudit
{
    /// <summary>A long trail is read whole; other requests end sooner.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    internal sealed record Query((long, string)? Noted, (long, string)? NotedChanges = null) : IQuery<Verified>;

    /// <param name="Intact">Whether all of it is as it was written: the trail, the change feed, the records.</param>
    /// <param name="Rows">How many rows of the trail were read.</param>
    /// <param name="Position">Where the trail's head stands; to be noted elsewhere with its hash.</param>
    /// <param name="Hash">The trail's last hash.</param>
    /// <param name="BrokenAt">The first position of the trail that is not as it was written; null when all are.</param>
    /// <param name="Because">What is wrong there.</param>
    /// <param name="Changes">The change feed, likewise.</param>
    /// <param name="Records">The histories, and what stands by them.</param>
    public sealed record Verified(
        bool Intact,
        long Rows,
        long Position,
        string Hash,
        long? BrokenAt,
        string? Because,
        FeedChain.FeedProof Changes,
        VerifiedRecords Records
    )
    {
        internal static Verified Example =>
            new(
                true,
                1204,
                1204,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                null,
                null,
                FeedChain.FeedProof.Example,
                new(4711, 0, [])
            );
    }

    /// <param name="Rows">
    /// How many history rows were read: values, targets, measures, progress, rate terms, tickets.
    /// </param>
    /// <param name="Unhashed">How many of them are from before rows had hashes: only counted.</param>
    /// <param name="Faults">What is not as it was written, in words that name it; a hundred of a kind at most.</param>
    public sealed record VerifiedRecords(long Rows, long Unhashed, IReadOnlyList<string> Faults);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("audit/verify", Handle)
            .WithName(nameof(VerifyAudit))
            .WithMetadata(new NotCached())
            .Needs(AuditRights.Read)
            .WithRequestTimeout(patience)
            .Refuses(Refusals.RequestInvalid, AccessRefusals.BeyondUnit);

    /// <summary>Prove the audit trail, the change feed and the records</summary>
    /// <remarks>
    /// Reads the whole trail and the whole change feed and says the first position of each that is not as it was
    /// written; reads every history, and whether tickets, values, measures and standings are as their history left
    /// them. Whoever can rewrite the whole database can rewrite whole chains: note <c>position</c> and <c>hash</c> of
    /// this answer elsewhere, those of <c>changes</c> too, and hand them in next time, and that is found too.
    /// </remarks>
    /// <param name="position">A position noted earlier.</param>
    /// <param name="hash">The hash noted with it.</param>
    /// <param name="changesPosition">A position of the change feed noted earlier.</param>
    /// <param name="changesHash">The hash noted with it.</param>
    /// <response code="200">Whether it is intact, and where not.</response>
    internal static async Task<Ok<Verified>> Handle(
        IMediator mediator,
        long? position,
        string? hash,
        long? changesPosition,
        string? changesHash,
        CancellationToken ct
    )
    {
        var query = new Query(
            ParseNoted("position", position, "hash", hash),
            ParseNoted("changesPosition", changesPosition, "changesHash", changesHash)
        );
        return TypedResults.Ok(await mediator.Send(query, ct));
    }

    private static (long, string)? ParseNoted(string first, long? position, string second, string? hash)
    {
        if (position is null != hash is null || position < 1 || hash is not null && hash.Length != 64)
            throw Refusals
                .RequestInvalid.WithDetail(
                    $"{first} 与 {second} 须一并给出。",
                    $"{first} and {second} are given together, as an earlier answer gave them."
                )
                .With("errors", new Dictionary<string, string[]> { [first] = [$"{first} + {second}"] });
        return position is null ? null : (position.Value, hash!);
    }

    internal sealed class Handler(AuditChain chain, RecordsProof records, Reaches reaches)
        : IQueryHandler<Query, Verified>
    {
        public async Task<Verified> Handle(Query query, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var trail = await chain.ProveAsync(query.Noted, cancellationToken);
            var proof = await records.ProveAsync(query.NotedChanges, cancellationToken);
            return new Verified(
                trail.Intact && proof.Faults.Count == 0,
                trail.Rows,
                trail.Position,
                trail.Hash,
                trail.BrokenAt,
                trail.Because,
                proof.Changes,
                new VerifiedRecords(proof.Rows, proof.Unhashed, proof.Faults)
            );
        }
    }
}
