using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Board;

/// <summary>How far each pillar is.</summary>
internal static class SummarisePillars
{
    /// <param name="Plan">The plan.</param>
    /// <param name="Viewpoint">From where it is seen.</param>
    /// <param name="IsLatest">No instant was asked for.</param>
    internal sealed record Query(string Plan, Viewpoint Viewpoint, bool IsLatest) : IQuery<PillarSummary>;

    /// <param name="Plan">The plan.</param>
    /// <param name="AsOf">The day the figures are about.</param>
    /// <param name="KnownAt">When they were known: the instant asked for, else that of the last change to the plan, the
    /// calendar or the units.</param>
    /// <param name="Basis">Which figures count.</param>
    /// <param name="Elapsed">The share of the plan year that has passed, a twelfth a month, 0 to 1.</param>
    /// <param name="Overall">All measures together.</param>
    /// <param name="Pillars">One row a pillar.</param>
    public sealed record PillarSummary(
        string Plan,
        DateOnly AsOf,
        DateTimeOffset KnownAt,
        Basis Basis,
        decimal Elapsed,
        OverallCompletion Overall,
        IReadOnlyList<PillarCompletion> Pillars
    )
    {
        internal static PillarSummary Example =>
            new(
                "changzheng-2022",
                new DateOnly(2022, 6, 30),
                new DateTimeOffset(2022, 7, 5, 9, 0, 0, TimeSpan.FromHours(8)),
                Basis.Reported,
                0.5m,
                OverallCompletion.Example,
                [PillarCompletion.Example]
            );
    }

    /// <param name="States">Its measures by state.</param>
    /// <param name="Shares">The states as percentages: they add up to exactly 100.0.</param>
    /// <param name="Completion">Weighted mean over the measures whose completion is known, 0 to 1; null where none
    /// is.</param>
    /// <param name="Expected">What their paces expect, over the same measures.</param>
    /// <param name="KnownShare">The weight of what is known in the weight of all, 0 to 1; null where there is no
    /// weight.</param>
    /// <param name="Low">Completion if all that is not known were 0.</param>
    /// <param name="High">Completion if all that is not known were 1.</param>
    /// <param name="Lamp">By the plan's lamp rule; insufficientData where less is known than the plan demands; red
    /// where
    /// a red line is broken for good.</param>
    /// <param name="Reason">Why, in official wording.</param>
    /// <param name="RedLines">底线: outside every mean.</param>
    /// <param name="Reporting">The reports that have fallen due.</param>
    /// <param name="Evidence">How far what is known can be relied on.</param>
    /// <param name="Freshness">How old it is.</param>
    public sealed record OverallCompletion(
        StateCounts States,
        StateShares Shares,
        decimal? Completion,
        decimal? Expected,
        decimal? KnownShare,
        decimal? Low,
        decimal? High,
        Lamp Lamp,
        string Reason,
        RedLineCounts RedLines,
        ReportingCounts Reporting,
        EvidenceCounts Evidence,
        Freshness Freshness
    )
    {
        internal static OverallCompletion Example =>
            new(
                new StateCounts(203, 3, 9, 41, 11, 20, 4, 115),
                new StateShares(1.5m, 4.4m, 20.2m, 5.4m, 9.9m, 2.0m, 56.6m),
                0.4959m,
                0.5m,
                0.1576m,
                0.0782m,
                0.9205m,
                Lamp.InsufficientData,
                "203项举措中，有数据32项（15.8%），完成度49.59%，序时进度50.00%；因有数据占比低于60%，不亮灯。",
                new RedLineCounts(6, 0, 1),
                new ReportingCounts(88, 61, 9, 18),
                new EvidenceCounts(32, 12, 44, 115),
                new Freshness(4, new DateOnly(2022, 2, 28), 7)
            );

        internal static OverallCompletion Of(BoardSum sum) =>
            new(
                sum.States,
                StateShares.Of(sum.States),
                sum.Completion,
                sum.Expected,
                sum.KnownShare,
                sum.Low,
                sum.High,
                sum.Lamp,
                sum.Reason.ToString(),
                sum.RedLines,
                sum.Reporting,
                sum.Evidence,
                sum.Freshness
            );
    }

    /// <param name="Number">The pillar.</param>
    /// <param name="Title">Its heading.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="States">Its measures by state.</param>
    /// <param name="Shares">The states as percentages: they add up to exactly 100.0.</param>
    /// <param name="Completion">Weighted mean over the measures whose completion is known, 0 to 1; null where none
    /// is.</param>
    /// <param name="Expected">What their paces expect, over the same measures.</param>
    /// <param name="KnownShare">The weight of what is known in the weight of all, 0 to 1; null where there is no
    /// weight.</param>
    /// <param name="Low">Completion if all that is not known were 0.</param>
    /// <param name="High">Completion if all that is not known were 1.</param>
    /// <param name="Lamp">By the plan's lamp rule; insufficientData where less is known than the plan demands; red
    /// where
    /// a red line is broken for good.</param>
    /// <param name="Reason">Why, in official wording.</param>
    /// <param name="RedLines">底线: outside every mean.</param>
    /// <param name="Reporting">The reports that have fallen due.</param>
    /// <param name="Evidence">How far what is known can be relied on.</param>
    /// <param name="Freshness">How old it is.</param>
    /// <param name="Explanation">Relative URL of the measures behind the figures, seen from the same viewpoint.</param>
    public sealed record PillarCompletion(
        int Number,
        string Title,
        string? TitleEn,
        StateCounts States,
        StateShares Shares,
        decimal? Completion,
        decimal? Expected,
        decimal? KnownShare,
        decimal? Low,
        decimal? High,
        Lamp Lamp,
        string Reason,
        RedLineCounts RedLines,
        ReportingCounts Reporting,
        EvidenceCounts Evidence,
        Freshness Freshness,
        string Explanation
    )
    {
        internal static PillarCompletion Example =>
            new(
                4,
                "统筹好管理与建设，全力提升镇域环境品质",
                null,
                new StateCounts(42, 1, 3, 20, 6, 1, 0, 11),
                new StateShares(2.4m, 7.1m, 47.6m, 14.3m, 2.4m, 0, 26.2m),
                0.41m,
                0.5m,
                0.66m,
                0.2706m,
                0.6106m,
                Lamp.Green,
                "42项举措中，有数据31项（66.0%），完成度41.00%，序时进度50.00%；基本达到序时进度，亮绿灯。",
                new RedLineCounts(2, 0, 1),
                new ReportingCounts(20, 14, 2, 4),
                new EvidenceCounts(16, 3, 12, 11),
                new Freshness(4, new DateOnly(2022, 3, 31), 2),
                "/api/v1/plans/changzheng-2022/measures?pillar=4&asOf=2022-06-30&basis=reported"
            );

        internal static PillarCompletion Of(PillarRow pillar, BoardSum sum, string explanation) =>
            new(
                pillar.Number,
                pillar.Title,
                pillar.TitleEn,
                sum.States,
                StateShares.Of(sum.States),
                sum.Completion,
                sum.Expected,
                sum.KnownShare,
                sum.Low,
                sum.High,
                sum.Lamp,
                sum.Reason.ToString(),
                sum.RedLines,
                sum.Reporting,
                sum.Evidence,
                sum.Freshness,
                explanation
            );
    }

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/pillars/summary", Handle)
            .WithName(nameof(SummarisePillars))
            .Needs(PlanRights.Read)
            .Refuses(PlanRefusals.NotFound, Refusals.RequestInvalid);

    /// <summary>Summarise the pillars' completion</summary>
    /// <remarks>
    /// Counts first: every measure is in one of seven states. What is not known is neither zero nor green: completion
    /// is
    /// the weighted mean of what is known, low and high say how far off it can be, and below the plan's least known
    /// share there is no lamp. Red lines (底线) stand outside every mean. Without asOf, a plan whose year is over is seen
    /// as of its last day and one that has not begun as of its first. The explanation of each pillar lists its
    /// measures.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <response code="200">The summary.</response>
    internal static async Task<Ok<PillarSummary>> Handle(
        IMediator mediator,
        string plan,
        Viewpoint viewpoint,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(plan, viewpoint, viewpoint.IsLatest), ct));

    internal sealed class Handler(BoardSummaries summaries) : IQueryHandler<Query, PillarSummary>
    {
        public async Task<PillarSummary> Handle(Query query, CancellationToken cancellationToken) =>
            (await summaries.SeeAsync(query.Plan, query.Viewpoint, query.IsLatest, cancellationToken)).Summary;
    }
}
