using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Draws once more from what was published, and compares.</summary>
internal static class VerifyDraw
{
    internal sealed record Query(string Campaign, string Draw) : IQuery<DrawProof>;

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns
            .MapPost("{campaign}/draws/{draw}/verify", Handle)
            .WithName(nameof(VerifyDraw))
            .Needs(PlanRights.Read)
            .Refuses(SupervisionRefusals.DrawNotFound, SupervisionRefusals.SeedNotYet);

    /// <summary>Verify a draw</summary>
    /// <remarks>Draws once more from the published candidates and the seed; nothing is changed.</remarks>
    /// <param name="campaign">The campaign.</param>
    /// <param name="draw">The draw.</param>
    /// <response code="200">Whether it comes out the same.</response>
    internal static async Task<Ok<DrawProof>> Handle(
        IMediator mediator,
        string campaign,
        string draw,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(campaign, draw), ct));

    internal sealed class Handler(DossierRows rows) : IQueryHandler<Query, DrawProof>
    {
        public async Task<DrawProof> Handle(Query query, CancellationToken cancellationToken)
        {
            var code = DrawSubject.CodeOf(query.Campaign, query.Draw);
            var draw = (Draw)await rows.GetAsync(DrawSubject.Instance, code, cancellationToken);
            var seed = draw.Seed ?? throw SupervisionRefusals.SeedNotYet.ToRefusal();
            var again = Draw.Pick(draw.Candidates, draw.Recusals, seed, draw.Size);
            return new DrawProof(again.SequenceEqual(draw.Drawn), draw.CandidatesHash, seed, again);
        }
    }
}

/// <summary>A draw, drawn once more.</summary>
/// <param name="Valid">Whether the same were drawn, in the same order.</param>
/// <param name="CandidatesHash">Of the candidates, as published.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Drawn">Those drawn now.</param>
public sealed record DrawProof(bool Valid, string CandidatesHash, string Seed, IReadOnlyList<string> Drawn)
{
    internal static DrawProof Example => new(true, DrawView.Example.CandidatesHash, "3356.08", ["丙"]);
}
