using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Give the seed of a draw</summary>
/// <remarks>On or after the day it became known, once. Whoever has seed and candidates can repeat the draw.</remarks>
/// <body>The seed.</body>
internal static class GiveSeed
{
    /// <param name="Seed">As it was made public.</param>
    /// <param name="On">Not taken: the seed is given now.</param>
    public sealed record Request(string Seed, DateOnly? On = null) : IDossierRequest
    {
        internal static Request Example => new("3356.08");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Seed).NotEmpty().MaximumLength(100);
            RuleFor(r => r.On).Null();
        }
    }

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapMove<Draw, DrawView, Request>(
            DrawSubject.Instance,
            "{campaign}/draws/{draw}/seed",
            PlanRights.Report,
            [SupervisionRefusals.SeedGiven, SupervisionRefusals.SeedNotYet],
            (draw, request, context) =>
                draw.Seed is not null ? throw SupervisionRefusals.SeedGiven.ToRefusal()
                : context.Today < draw.SeedOn
                    ? throw SupervisionRefusals.SeedNotYet.WithDetail(
                        $"种子于 {draw.SeedOn:yyyy-MM-dd} 产生。",
                        $"The seed becomes known on {draw.SeedOn:yyyy-MM-dd}."
                    )
                : draw with
                {
                    Seed = request.Seed,
                    Drawn = Draw.Pick(draw.Candidates, draw.Recusals, request.Seed, draw.Size),
                }
        );
}
