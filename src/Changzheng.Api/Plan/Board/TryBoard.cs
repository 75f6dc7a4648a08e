using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Board;

/// <summary>What if: the summary with other weights or figures. Nothing is written.</summary>
internal static class TryBoard
{
    internal sealed record Query(string Plan, Request What, Viewpoint Viewpoint) : IQuery<TriedBoard>;

    /// <param name="Measures">Other weights or completions of measures.</param>
    /// <param name="Indicators">Other figures of indicators: the whole of the year so far.</param>
    public sealed record Request(
        IReadOnlyList<TriedMeasure>? Measures = null,
        IReadOnlyList<TriedIndicator>? Indicators = null
    )
    {
        internal static Request Example =>
            new([new TriedMeasure("4.1.1", 3)], [new TriedIndicator("2022-fitness-tests", 1000)]);
    }

    /// <param name="Code">The measure.</param>
    /// <param name="Weight">Its weight; as it is if omitted.</param>
    /// <param name="Completion">How far it is, 0 to 1; as it is if omitted.</param>
    public sealed record TriedMeasure(string Code, decimal? Weight = null, decimal? Completion = null);

    /// <param name="Code">The indicator.</param>
    /// <param name="Value">The year's figure so far.</param>
    /// <param name="Numerator">Of a ratio, coverage, comparison or rank: the part, the place.</param>
    /// <param name="Denominator">Of a ratio, coverage, comparison or rank: the whole.</param>
    public sealed record TriedIndicator(
        string Code,
        decimal? Value = null,
        decimal? Numerator = null,
        decimal? Denominator = null
    );

    /// <param name="Overall">All measures together, as tried.</param>
    /// <param name="Pillars">One row a pillar, as tried.</param>
    /// <param name="Weights">The same under other weights.</param>
    public sealed record TriedBoard(
        SummarisePillars.OverallCompletion Overall,
        IReadOnlyList<SummarisePillars.PillarCompletion> Pillars,
        ByWeights Weights
    )
    {
        internal static TriedBoard Example =>
            new(
                SummarisePillars.OverallCompletion.Example,
                [SummarisePillars.PillarCompletion.Example],
                new ByWeights(
                    new WeightedCompletion(0.4959m, 0.0782m, 0.9205m),
                    new WeightedCompletion(0.5012m, 0.0801m, 0.9213m),
                    null
                )
            );
    }

    /// <param name="Declared">By the weights of the plan, or those tried.</param>
    /// <param name="Equal">Every measure weighs the same; those of weight 0 still nothing.</param>
    /// <param name="Budget">By the budget of each measure; null where no budget is tied to the plan's measures.</param>
    public sealed record ByWeights(WeightedCompletion Declared, WeightedCompletion Equal, WeightedCompletion? Budget);

    /// <param name="Completion">The mean over what is known; null where nothing is.</param>
    /// <param name="Low">With all that is not known as 0.</param>
    /// <param name="High">With all that is not known as 1.</param>
    public sealed record WeightedCompletion(decimal? Completion, decimal? Low, decimal? High)
    {
        internal static WeightedCompletion Of(IReadOnlyCollection<MeasureStanding> measures)
        {
            var means = BoardSum.Weigh(measures);
            return new WeightedCompletion(Round(means.Completion), Round(means.Low), Round(means.High));
        }

        private static decimal? Round(decimal? value) =>
            value is { } known ? Math.Round(known, 4, MidpointRounding.AwayFromZero) : null;
    }

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("{plan}/pillars/summary/try", Handle)
            .WithName(nameof(TryBoard))
            .Needs(PlanRights.Read)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.ValueTooPrecise,
                Refusals.ValueTooLarge,
                Refusals.ValueMalformed,
                PlanRefusals.NotFound,
                MeasureRefusals.NotFound,
                IndicatorRefusals.NotFound
            );

    /// <summary>Try other weights or figures</summary>
    /// <remarks>
    /// The summary as it would be, seen from the same viewpoint; nothing is written. A figure tried counts as reported
    /// to
    /// the day of the board.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="request">What is tried.</param>
    /// <response code="200">The summary as it would be.</response>
    internal static async Task<Ok<TriedBoard>> Handle(
        IMediator mediator,
        string plan,
        Request request,
        Viewpoint viewpoint,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(plan, request, viewpoint), ct));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.What.Measures).HoldsAtMost(500);
            RuleForEach(query => query.What.Measures)
                .ChildRules(measure =>
                {
                    measure.RuleFor(one => one.Weight).GreaterThanOrEqualTo(0).PrecisionScale(8, 4, true);
                    measure.RuleFor(one => one.Completion).InclusiveBetween(0, 1).IsFigure();
                });
            RuleFor(query => query.What.Indicators).HoldsAtMost(500);
            RuleForEach(query => query.What.Indicators)
                .ChildRules(indicator =>
                {
                    indicator.RuleFor(one => one.Value).IsFigure();
                    indicator.RuleFor(one => one.Numerator).IsFigure();
                    indicator.RuleFor(one => one.Denominator).IsFigure();
                });
        }
    }

    internal sealed class Handler(Boards boards) : IQueryHandler<Query, TriedBoard>
    {
        public async Task<TriedBoard> Handle(Query query, CancellationToken cancellationToken)
        {
            var (plan, seen, rows) = await boards.ReadRowsAsync(query.Plan, query.Viewpoint, cancellationToken);
            MustKnow(query, rows);
            var tried = Replace(rows, query.What, plan, seen);
            var board = new PlanBoard(plan, seen, tried);
            var sum = BoardSummaries.Sum(board);
            var equal = board.Measures.Select(one =>
                one with
                {
                    Row = one.Row with { Weight = one.Row.Weight == 0 ? 0 : 1 },
                }
            );
            return new TriedBoard(
                sum.Overall,
                sum.Pillars,
                new ByWeights(WeightedCompletion.Of(board.Measures), WeightedCompletion.Of([.. equal]), null)
            );
        }

        private static void MustKnow(Query query, BoardRows rows)
        {
            var measures = rows.Measures.Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
            if ((query.What.Measures ?? []).FirstOrDefault(one => !measures.Contains(one.Code)) is { } measure)
                throw MeasureRefusals.NotFound.WithDetail(
                    $"计划 {query.Plan} 没有举措 {measure.Code}。",
                    $"Plan {query.Plan} has no measure {measure.Code}."
                );
            var indicators = rows.Judges.Select(judge => judge.Indicator.Code).ToHashSet(StringComparer.Ordinal);
            if ((query.What.Indicators ?? []).FirstOrDefault(one => !indicators.Contains(one.Code)) is { } indicator)
                throw IndicatorRefusals.NotFound.WithDetail(
                    $"计划 {query.Plan} 没有指标 {indicator.Code}。",
                    $"Plan {query.Plan} has no indicator {indicator.Code}."
                );
        }

        private static BoardRows Replace(BoardRows rows, Request what, AnnualPlan plan, Viewpoint seen)
        {
            var measures = (what.Measures ?? []).ToLookup(one => one.Code, StringComparer.Ordinal);
            var indicators = (what.Indicators ?? []).ToLookup(one => one.Code, StringComparer.Ordinal);
            var judges = rows.Judges.ToDictionary(
                judge => judge.Indicator.Code,
                judge =>
                    indicators[judge.Indicator.Code].LastOrDefault() is { } one ? Replace(judge, one, seen) : judge,
                StringComparer.Ordinal
            );
            IEnumerable<Contribution> Contribute(IGrouping<string, Contribution> ofMeasure) =>
                measures[ofMeasure.Key].LastOrDefault()?.Completion is null
                    ? ofMeasure.Select(one =>
                        indicators.Contains(one.UndertakingKey) && one.Kind == UndertakingKind.Indicator
                            ? Judged(judges[one.UndertakingKey], one, seen)
                            : one
                    )
                    : [];
            var contributions = rows
                .Contributions.SelectMany(Contribute)
                .Concat(
                    measures
                        .SelectMany(one => one)
                        .Where(one => one.Completion is not null)
                        .DistinctBy(one => one.Code)
                        .Select(one => Typed(plan.Code, one, seen))
                );
            return rows with
            {
                Measures =
                [
                    .. rows.Measures.Select(row =>
                        row with
                        {
                            Weight = measures[row.Code].LastOrDefault()?.Weight ?? row.Weight,
                        }
                    ),
                ],
                Judges = [.. judges.Values],
                Contributions = contributions.ToLookup(one => one.Measure, StringComparer.Ordinal),
            };
        }

        /// <summary>The figure counts as reported for every period that has ended.</summary>
        private static Judge Replace(Judge judge, TriedIndicator tried, Viewpoint seen)
        {
            var periods = Period
                .Of(judge.Plan.PlanYear, judge.Indicator.Frequency)
                .Where(period => period.Start <= seen.AsOf)
                .Select(period => period.ToString())
                .ToList();
            return judge with
            {
                Figures = new Figures
                {
                    Value = tried.Value,
                    Numerator = tried.Numerator,
                    Denominator = tried.Denominator,
                    Periods = tried.Value is null && tried.Denominator is null ? [] : periods,
                },
            };
        }

        private static Contribution Judged(Judge judge, Contribution stands, Viewpoint seen) =>
            IndicatorContribution.Of(judge, judge.Assess(), stands.Measure, stands.Basis, seen.AsOf);

        private static Contribution Typed(string plan, TriedMeasure tried, Viewpoint seen) =>
            new()
            {
                PlanCode = plan,
                Measure = tried.Code,
                Kind = UndertakingKind.Progress,
                UndertakingKey = tried.Code,
                Basis = seen.Basis,
                Title = "试算",
                TitleEn = "Tried",
                Url = $"{AnnualPlan.Url(plan)}/measures/{tried.Code}",
                Completion = tried.Completion,
                Facts = new Phrase($"试算完成{tried.Completion:0.00##}", $"tried: {tried.Completion:0.00##}"),
                Evidence = EvidenceClass.SelfReported,
                Through = seen.AsOf,
                Rules = 0,
                EffectiveOn = seen.AsOf,
            };
    }
}
