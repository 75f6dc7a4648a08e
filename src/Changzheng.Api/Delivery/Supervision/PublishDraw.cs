using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Publish the candidates of a draw</summary>
/// <remarks>
/// 双随机: the candidates and their hash are published first. The seed is a public number that becomes known on a later
/// day, so that nobody can choose the draw.
/// </remarks>
/// <body>The candidates, the recusals and the seed to come.</body>
internal static class PublishDraw
{
    /// <param name="Draw">Tells the draws of the campaign apart: q3.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Candidates">All of them, each once.</param>
    /// <param name="Size">How many are drawn.</param>
    /// <param name="SeedName">The public number that will be the seed.</param>
    /// <param name="SeedOn">The day it becomes known, after today.</param>
    /// <param name="Recusals">回避: who is not drawn, and why.</param>
    /// <param name="On">Not taken: a draw is published now.</param>
    public sealed record Request(
        string Draw,
        string Title,
        IReadOnlyList<string> Candidates,
        int Size,
        string SeedName,
        DateOnly SeedOn,
        IReadOnlyList<Recusal>? Recusals = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new("q3", "第三季度抽查", ["甲", "乙", "丙"], 1, "2022年7月8日上证综指收盘价", new DateOnly(2022, 7, 8));
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Draw).Length(1, 15).Matches(Rules.CodePattern);
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Candidates).NotEmpty().HoldsAtMost(5000);
            RuleForEach(r => r.Candidates).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Size).InclusiveBetween(1, 5000);
            RuleFor(r => r.SeedName).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Recusals).HoldsAtMost(5000);
            RuleForEach(r => r.Recusals)
                .ChildRules(recusal =>
                {
                    recusal.RuleFor(one => one.Candidate).NotEmpty().MaximumLength(100);
                    recusal.RuleFor(one => one.Reason).NotEmpty().MaximumLength(200);
                });
            RuleFor(r => r.On).Null();
        }
    }

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapOpen<Draw, DrawView, Request>(
            DrawSubject.Instance,
            "{campaign}/draws",
            PlanRights.Report,
            [SupervisionRefusals.DrawMalformed, SupervisionRefusals.SeedKnown],
            Open
        );

    private static Draw Open(Request request, DossierContext context)
    {
        if (request.SeedOn <= context.Today)
            throw SupervisionRefusals.SeedKnown.WithDetail(
                $"种子须在 {context.Today:yyyy-MM-dd} 之后产生。",
                $"The seed becomes known after {context.Today:yyyy-MM-dd}."
            );
        var recused = (request.Recusals ?? []).Select(recusal => recusal.Candidate).ToList();
        var candidates = request.Candidates.Order(StringComparer.Ordinal).ToList();
        if (
            candidates.Distinct().Count() != candidates.Count
            || recused.Except(candidates).Any()
            || recused.Distinct().Count() != recused.Count
            || candidates.Count - recused.Count < request.Size
        )
            throw SupervisionRefusals.DrawMalformed.WithDetail(
                "候选不得重复，回避者须在候选之中，其余不少于抽取数。",
                "Candidates differ, the recused are among them, and enough are left."
            );
        return new Draw
        {
            Code = DrawSubject.CodeOf(context.Whole!.Code, request.Draw),
            Parent = context.Whole.Code,
            PlanCode = context.Whole.PlanCode,
            Title = request.Title,
            Candidates = candidates,
            Size = request.Size,
            Recusals = request.Recusals ?? [],
            SeedName = request.SeedName,
            SeedOn = request.SeedOn,
        };
    }
}
