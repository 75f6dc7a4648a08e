using System.Runtime.CompilerServices;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
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
    /// <param name="KnownAt">When they were known: the instant asked for, else that of the last change.</param>
    /// <param name="Basis">Which figures count.</param>
    /// <param name="Elapsed">The share of the plan year that has passed, 0 to 1.</param>
    /// <param name="Pillars">One row a pillar.</param>
    /// <param name="Overall">All measures together.</param>
    public sealed record PillarSummary(
        string Plan,
        DateOnly AsOf,
        DateTimeOffset KnownAt,
        Basis Basis,
        decimal Elapsed,
        IReadOnlyList<PillarCompletion> Pillars,
        OverallCompletion Overall
    )
    {
        internal static PillarSummary Example =>
            new(
                "changzheng-2022",
                new DateOnly(2022, 6, 30),
                new DateTimeOffset(2022, 7, 5, 9, 0, 0, TimeSpan.FromHours(8)),
                Basis.Reported,
                0.4959m,
                [
                    new PillarCompletion(
                        4,
                        "统筹好管理与建设，全力提升镇域环境品质",
                        null,
                        0.41m,
                        0.4959m,
                        Lamp.Green,
                        new MeasureCounts(31, 3, 17, 5, 2, 3, 1),
                        new IndicatorCounts(9, 1, 5, 1, 1, 1),
                        "/api/v1/plans/changzheng-2022/measures?pillar=4&asOf=2022-06-30"
                    ),
                ],
                new OverallCompletion(0.38m, 0.4959m, Lamp.Yellow)
            );
    }

    /// <param name="Number">The pillar.</param>
    /// <param name="Title">Its heading.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="Completion">Weighted mean of its measures' completion, 0 to 1; null when it has no measure.</param>
    /// <param name="Expected">Weighted mean of what its measures' paces expect, 0 to 1; null when it has no measure.</param>
    /// <param name="Lamp">By the plan's lamp rule.</param>
    /// <param name="Measures">Its measures by state: the states add up to the total.</param>
    /// <param name="Indicators">The indicators its measures cite, by state: the states add up to the total.</param>
    /// <param name="Explanation">Relative URL of the measures behind the figures, seen from the same viewpoint.</param>
    public sealed record PillarCompletion(
        int Number,
        string Title,
        string? TitleEn,
        decimal? Completion,
        decimal? Expected,
        Lamp Lamp,
        MeasureCounts Measures,
        IndicatorCounts Indicators,
        string Explanation
    );

    /// <param name="Total">All of them.</param>
    /// <param name="Completed">Signed off.</param>
    /// <param name="Green">At or near pace.</param>
    /// <param name="Yellow">Behind pace.</param>
    /// <param name="Red">Far behind pace, or broken.</param>
    /// <param name="NotStarted">Qualitative, nothing reported.</param>
    /// <param name="NoData">Measured by indicators that have no figure, baseline or target yet.</param>
    public sealed record MeasureCounts(
        int Total,
        int Completed,
        int Green,
        int Yellow,
        int Red,
        int NotStarted,
        int NoData
    );

    /// <param name="Total">All of them.</param>
    /// <param name="Achieved">The promise is kept for the year.</param>
    /// <param name="Green">At or near pace.</param>
    /// <param name="Yellow">Behind pace.</param>
    /// <param name="Red">Far behind pace, or broken.</param>
    /// <param name="NoData">No figure, baseline or target yet.</param>
    public sealed record IndicatorCounts(int Total, int Achieved, int Green, int Yellow, int Red, int NoData);

    /// <param name="Completion">Weighted mean of the measures' completion, 0 to 1; null when there is no measure.</param>
    /// <param name="Expected">Weighted mean of what their paces expect, 0 to 1; null when there is no measure.</param>
    /// <param name="Lamp">By the plan's lamp rule.</param>
    public sealed record OverallCompletion(decimal? Completion, decimal? Expected, Lamp Lamp);

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/pillars/summary", Handle)
            .WithName(nameof(SummarisePillars))
            .Needs(PlanRights.Read)
            .Refuses(PlanRefusals.NotFound, Refusals.RequestInvalid);

    /// <summary>Summarise the pillars' completion</summary>
    /// <remarks>
    /// Completion is the weighted mean of the measures' completion; a measure without any counts 0. The explanation of
    /// each pillar lists the measures behind its figure.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <response code="200">The summary.</response>
    internal static async Task<Ok<PillarSummary>> Handle(
        IMediator mediator,
        string plan,
        Viewpoint viewpoint,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(plan, viewpoint, viewpoint.IsLatest), ct));

    internal sealed class Handler(Db db, Boards boards) : IQueryHandler<Query, PillarSummary>
    {
        public const string LastChangeSql = """
            SELECT c.HappenedAt FROM ChangeFeed c INNER JOIN ChangeFeedHead h ON h.Position = c.Position WHERE h.Id = 1
            """;

        /// <summary>A board does not change: it is summed up once, however often it is asked for.</summary>
        private static readonly ConditionalWeakTable<
            PlanBoard,
            Tuple<IReadOnlyList<PillarCompletion>, OverallCompletion>
        > summed = [];

        public async Task<PillarSummary> Handle(Query query, CancellationToken cancellationToken)
        {
            // Before the board: a change that comes between is on the board, and never the other way round.
            var known = query.IsLatest ? await LastChangeAsync(cancellationToken) : null;
            var board = await boards.SeeAsync(query.Plan, query.Viewpoint, cancellationToken);
            var (pillars, overall) = summed.GetValue(board, Sum);
            var (plan, seen) = (query.Plan, query.Viewpoint);
            return new PillarSummary(
                plan,
                seen.AsOf,
                known ?? seen.KnownAt,
                seen.Basis,
                board.Elapsed,
                pillars,
                overall
            );
        }

        /// <summary>Not the time of asking: answer and ETag stay the same until something changes.</summary>
        private Task<DateTimeOffset?> LastChangeAsync(CancellationToken ct) =>
            db.FindAsync<DateTimeOffset?>(LastChangeSql, null, ct);

        private static Tuple<IReadOnlyList<PillarCompletion>, OverallCompletion> Sum(PlanBoard board) =>
            new(
                new SentList<PillarCompletion>([.. board.Pillars.Select(pillar => Summarise(board, pillar))]),
                Complete(board, board.Measures)
            );

        private static PillarCompletion Summarise(PlanBoard board, PillarRow pillar)
        {
            var measures = board.Measures.Where(measure => measure.Row.Pillar == pillar.Number).ToList();
            var complete = Complete(board, measures);
            return new PillarCompletion(
                pillar.Number,
                pillar.Title,
                pillar.TitleEn,
                complete.Completion,
                complete.Expected,
                complete.Lamp,
                Count(measures),
                Count(board.OfPillar(pillar.Number)),
                $"/api/v1/plans/{board.Plan.Code}/measures?pillar={pillar.Number}{board.Viewpoint.Query}"
            );
        }

        private static OverallCompletion Complete(PlanBoard board, IReadOnlyCollection<MeasureStanding> measures) =>
            PlanBoard.Completion(measures) is { } done && PlanBoard.Expected(measures) is { } expected
                ? new OverallCompletion(done, expected, board.Plan.LampRule.For(done, expected))
                : new OverallCompletion(null, null, Lamp.NoData);

        private static MeasureCounts Count(IReadOnlyCollection<MeasureStanding> measures)
        {
            int Of(Lamp lamp) =>
                measures.Count(measure => measure.Row.SignOff != SignOff.SignedOff && measure.Lamp == lamp);
            return new MeasureCounts(
                measures.Count,
                measures.Count(measure => measure.Row.SignOff == SignOff.SignedOff),
                Of(Lamp.Green),
                Of(Lamp.Yellow),
                Of(Lamp.Red),
                Of(Lamp.NotStarted),
                Of(Lamp.NoData)
            );
        }

        private static IndicatorCounts Count(IReadOnlyCollection<IndicatorStanding> indicators)
        {
            int Of(Lamp lamp) =>
                indicators.Count(indicator => !indicator.Standing.Achieved && indicator.Standing.Lamp == lamp);
            return new IndicatorCounts(
                indicators.Count,
                indicators.Count(indicator => indicator.Standing.Achieved),
                Of(Lamp.Green),
                Of(Lamp.Yellow),
                Of(Lamp.Red),
                Of(Lamp.NoData) + Of(Lamp.AwaitingTarget)
            );
        }
    }
}
