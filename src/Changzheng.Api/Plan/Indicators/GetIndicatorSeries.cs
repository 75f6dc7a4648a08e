using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>An indicator's year, period by period: the whole chart in one answer.</summary>
internal static class GetIndicatorSeries
{
    internal sealed record Query(string Code, string? From, string? To, Viewpoint Viewpoint) : IQuery<IndicatorSeries>;

    /// <param name="Indicator">The indicator.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="UnitOfMeasure">The unit of the values.</param>
    /// <param name="Target">The target as seen; null where there is none.</param>
    /// <param name="Items">One a period, the first first.</param>
    public sealed record IndicatorSeries(
        string Indicator,
        string Name,
        string UnitOfMeasure,
        TargetView? Target,
        IReadOnlyList<SeriesPoint> Items
    )
    {
        internal static IndicatorSeries Example =>
            new("2022-fitness-tests", "国民体质测试人数（20-60周岁）", "人", TargetView.Example, [SeriesPoint.Example]);
    }

    /// <param name="Period">2022, 2022-Q2 or 2022-03.</param>
    /// <param name="Value">The period's own figure, over all units; null where nothing is reported, and for
    /// pairs.</param>
    /// <param name="Numerator">The period's own part of a pair.</param>
    /// <param name="Denominator">The period's own whole of a pair.</param>
    /// <param name="Cumulative">The year's figure to the end of the period; null for a period that has not
    /// begun.</param>
    /// <param name="Expected">The share expected at its end; null for what is kept or broken.</param>
    /// <param name="Attainment">The share of the year's target reached at its end.</param>
    /// <param name="Kept">For promises that are kept or broken.</param>
    /// <param name="Lamp">The lamp at its end; null for a period that has not begun.</param>
    /// <param name="Reason">Why.</param>
    public sealed record SeriesPoint(
        string Period,
        decimal? Value,
        decimal? Numerator,
        decimal? Denominator,
        decimal? Cumulative,
        decimal? Expected,
        decimal? Attainment,
        bool? Kept,
        Lamp? Lamp,
        string? Reason
    )
    {
        internal static SeriesPoint Example =>
            new(
                "2022-06",
                95,
                null,
                null,
                560,
                0.5m,
                0.56m,
                null,
                Board.Lamp.Green,
                "完成年度目标的56.00%，超序时进度6.00个百分点"
            );
    }

    public static void Map(IEndpointRouteBuilder indicators) =>
        indicators
            .MapGet("{code}/series", Handle)
            .WithName(nameof(GetIndicatorSeries))
            .Needs(PlanRights.Read)
            .Refuses(Refusals.RequestInvalid, IndicatorRefusals.NotFound, IndicatorRefusals.PeriodMalformed);

    /// <summary>Read an indicator's year, period by period</summary>
    /// <remarks>
    /// For charts: each period's own figure, and where the indicator stood at its end with what is known now, or was
    /// known at the instant asked about. Periods that have not begun have only what is expected.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="from">The first period; the year's first if omitted.</param>
    /// <param name="to">The last period; the year's last if omitted.</param>
    /// <response code="200">The series.</response>
    internal static async Task<Ok<IndicatorSeries>> Handle(
        IMediator mediator,
        string code,
        string? from,
        string? to,
        Viewpoint viewpoint,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(code, from, to, viewpoint), ct));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.From!).IsPeriod().When(query => query.From is not null);
            RuleFor(query => query.To!).IsPeriod().When(query => query.To is not null);
        }
    }

    internal sealed class Handler(IndicatorRows indicators, Boards boards, Db db)
        : IQueryHandler<Query, IndicatorSeries>
    {
        public async Task<IndicatorSeries> Handle(Query query, CancellationToken cancellationToken)
        {
            var indicator = await indicators.FindAsync(query.Code, cancellationToken);
            var board = await boards.SeeAsync(indicator.PlanCode, query.Viewpoint, cancellationToken);
            if (!board.Indicators.TryGetValue(query.Code, out var found))
                throw IndicatorRefusals.NotFound.WithDetail(
                    $"从所问的日子和时刻看，还没有指标 {query.Code}。",
                    $"Seen from the day and instant asked about, there is no indicator {query.Code} yet."
                );
            var (judge, seen) = (found.Judge, board.Viewpoint);
            var history = await IndicatorHistory.ReadAsync(db, indicator, board.Plan, cancellationToken);
            var counted = history.List(seen.AsOf, seen.Until, seen.Basis);
            return new IndicatorSeries(
                judge.Indicator.Code,
                judge.Indicator.Name,
                judge.Indicator.UnitOfMeasure,
                TargetView.Of(judge.Target),
                [
                    .. Period
                        .Of(board.Plan.PlanYear, judge.Indicator.Frequency)
                        .Where(period => IsWithin(period.ToString(), query))
                        .Select(period => Point(board, judge, counted, period)),
                ]
            );
        }

        private static bool IsWithin(string period, Query query) =>
            (query.From is null || string.CompareOrdinal(period, query.From) >= 0)
            && (query.To is null || string.CompareOrdinal(period, query.To) <= 0);

        private static SeriesPoint Point(PlanBoard board, Judge judge, IReadOnlyList<Counted> counted, Period period)
        {
            var due = board.FindDueDay(judge.Indicator.Code);
            if (period.Start > board.Viewpoint.AsOf)
            {
                var ahead = Standing.Of(judge, due, period.End, board.Schedule);
                return new SeriesPoint(
                    period.ToString(),
                    null,
                    null,
                    null,
                    null,
                    ahead.Expected,
                    null,
                    null,
                    null,
                    null
                );
            }

            var name = period.ToString();
            var alone = Figures.Accumulate(Accumulation.Sum, [.. counted.Where(one => one.Period == name)]);
            var so = Figures.Accumulate(
                judge.Indicator.Accumulation,
                [.. counted.Where(one => string.CompareOrdinal(one.Period, name) <= 0)]
            );
            var standing = Standing
                .Of(judge with { Figures = so }, due, Earlier(period.End, board.Viewpoint.AsOf), board.Schedule)
                .Translate();
            return new SeriesPoint(
                name,
                alone.Value,
                alone.Numerator,
                alone.Denominator,
                judge.Indicator.Kind == IndicatorKind.Growth ? so.Value : standing.Value,
                standing.Expected,
                standing.Attainment,
                standing.Kept,
                standing.Lamp,
                standing.Reason
            );
        }

        private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
    }
}
