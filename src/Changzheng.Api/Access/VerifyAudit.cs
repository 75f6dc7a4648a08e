using Changzheng.Api.Http;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Access;

/// <summary>Proves that nobody tampered with the audit trail.</summary>
internal static class VerifyAudit
{
    /// <summary>A long trail is read whole; other requests end sooner.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    internal sealed record Query((long, string)? Noted) : IQuery<AuditChain.Proof>;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("audit/verify", Handle)
        .WithName(nameof(VerifyAudit))
        .Needs(Right.ReadAudit)
        .WithRequestTimeout(patience)
        .Refuses(Refusals.RequestInvalid, Refusals.BeyondUnit);

    /// <summary>Prove the audit trail</summary>
    /// <remarks>
    /// Reads the whole trail and says the first position that is not as it was written. Whoever can rewrite the whole database can rewrite the whole chain: note
    /// <c>position</c> and <c>hash</c> of this answer elsewhere and hand them in next time, and that is found too.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="sender">The mediator.</param>
    /// <param name="position">A position noted earlier.</param>
    /// <param name="hash">The hash noted with it.</param>
    /// <param name="ct">Cancels.</param>
    /// <response code="200">Whether it is intact, and where not.</response>
    internal static async Task<Ok<AuditChain.Proof>> Handle(HttpContext context, ISender sender, long? position, string? hash, CancellationToken ct)
    {
        if (position is null != hash is null || position < 1 || hash is not null && hash.Length != 64)
            throw Refusals.RequestInvalid.Because("position 与 hash 须一并给出。", "position and hash are given together, as an earlier answer gave them.")
                .With("errors", new Dictionary<string, string[]> { ["position"] = ["position + hash"] });
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await sender.Send(new Query(position is null ? null : (position.Value, hash!)), ct));
    }

    internal sealed class Handler(AuditChain chain, Reaches reaches) : IQueryHandler<Query, AuditChain.Proof>
    {
        public async ValueTask<AuditChain.Proof> Handle(Query query, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            return await chain.ProveAsync(query.Noted, cancellationToken);
        }
    }
}
