using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Board;

/// <summary>Says why two boards of a plan differ.</summary>
internal static class CompareBoards
{
    internal sealed record Query(string Plan, DateOnly? From, DateOnly? To, string? KnownFrom, string? KnownTo)
        : IQuery<BoardComparison>;

    /// <param name="Plan">The plan.</param>
    /// <param name="From">The first board.</param>
    /// <param name="To">The second board.</param>
    /// <param name="Difference">The second board's low figure less the first's.</param>
    /// <param name="Differences">Every difference, each with one cause: first what was learned about the first day,
    /// then
    /// the time that passed, then what happened in it.</param>
    public sealed record BoardComparison(
        string Plan,
        BoardSide From,
        BoardSide To,
        decimal Difference,
        IReadOnlyList<MeasureDifference> Differences
    )
    {
        internal static BoardComparison Example =>
            new(
                "changzheng-2022",
                new BoardSide(new DateOnly(2022, 6, 30), null, 0.0782m, 0.9205m, Lamp.InsufficientData),
                new BoardSide(new DateOnly(2022, 9, 30), null, 0.0811m, 0.9204m, Lamp.InsufficientData),
                0.0029m,
                [MeasureDifference.Example]
            );
    }

    /// <param name="AsOf">The day it is about.</param>
    /// <param name="KnownAt">When it was known; null for what is known now.</param>
    /// <param name="Low">Completion if all that is not known were 0.</param>
    /// <param name="High">Completion if all that is not known were 1.</param>
    /// <param name="Lamp">The overall lamp.</param>
    public sealed record BoardSide(DateOnly AsOf, DateTimeOffset? KnownAt, decimal? Low, decimal? High, Lamp Lamp);

    /// <param name="Measure">The measure.</param>
    /// <param name="Title">What it promises.</param>
    /// <param name="Cause">Why it differs.</param>
    /// <param name="Contribution">What the difference of the low figure owes to it, in millionths; they add up.</param>
    /// <param name="From">The measure before; null where it was not there.</param>
    /// <param name="To">The measure after; null where it is no longer there.</param>
    public sealed record MeasureDifference(
        string Measure,
        string Title,
        DifferenceCause Cause,
        decimal Contribution,
        MeasureMoment? From,
        MeasureMoment? To
    )
    {
        internal static MeasureDifference Example =>
            new(
                "3.2.13",
                "完成不少于1000人（20-60周岁）国民体质测试工作",
                DifferenceCause.Progress,
                0.0009m,
                new MeasureMoment(MeasureState.Ahead, 0.56m, 0.75m, 1, Lamp.Green, "完成年度目标的56.00%"),
                new MeasureMoment(MeasureState.OnPace, 0.74m, 0.75m, 1, Lamp.Green, "完成年度目标的74.00%")
            );
    }

    /// <param name="State">Its state.</param>
    /// <param name="Completion">How far it is.</param>
    /// <param name="Expected">How far its pace expects it.</param>
    /// <param name="Weight">Its weight.</param>
    /// <param name="Lamp">Its lamp.</param>
    /// <param name="Reason">Why.</param>
    public sealed record MeasureMoment(
        MeasureState State,
        decimal? Completion,
        decimal Expected,
        decimal Weight,
        Lamp Lamp,
        string Reason
    )
    {
        internal static MeasureMoment? Of(MeasureStanding? standing) =>
            standing is null
                ? null
                : new MeasureMoment(
                    standing.State,
                    standing.Completion,
                    standing.Expected,
                    standing.Row.Weight,
                    standing.Lamp,
                    standing.Reason.ToString()
                );
    }

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/pillars/compare", Handle)
            .WithName(nameof(CompareBoards))
            .Needs(PlanRights.Read)
            .Refuses(PlanRefusals.NotFound, PlanRefusals.CompareBackwards, Refusals.RequestInvalid);

    /// <summary>Say why two boards differ</summary>
    /// <remarks>
    /// Every difference has one cause: <c>progress</c>, <c>late</c> (about an earlier day, came after the first board),
    /// <c>corrected</c>, <c>returned</c>, <c>amended</c>, <c>entered</c>, <c>left</c>, <c>rule</c> (another way to
    /// judge),
    /// <c>time</c> (only days passed). The contributions add up to the difference of <c>overall.low</c>.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="from">The day of the first board; the first of the plan's year if omitted.</param>
    /// <param name="to">The day of the second board, not before the first; today if omitted, or the last day of a year
    /// that is over.</param>
    /// <param name="knownFrom">The instant at which the first was known, RFC 3339 with offset; now if omitted.</param>
    /// <param name="knownTo">The instant at which the second was known, not before the first; now if omitted.</param>
    /// <response code="200">The differences.</response>
    internal static async Task<Ok<BoardComparison>> Handle(
        IMediator mediator,
        string plan,
        DateOnly? from,
        DateOnly? to,
        string? knownFrom,
        string? knownTo,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(plan, from, to, knownFrom, knownTo), ct));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.KnownFrom).Must(IsInstant).WithMessage(_ => OffsetNeeded);
            RuleFor(query => query.KnownTo).Must(IsInstant).WithMessage(_ => OffsetNeeded);
        }

        private static bool IsInstant(string? text) => text is null || Moment.TryParse(text, out _);

        private static string OffsetNeeded => Words.Say("须带时区偏移", "An offset is needed");
    }

    internal sealed class Handler(Db db, Boards boards, TimeProvider clock) : IQueryHandler<Query, BoardComparison>
    {
        public const string LearnedValuesSql = """
            SELECT c.Measure AS Code, v.Action
            FROM Citations c
            JOIN ReportedValueVersions v ON v.Indicator = c.Indicator
            WHERE c.PlanCode = @PlanCode AND c.Measure IS NOT NULL
              AND v.EffectiveOn <= @AsOf AND v.RecordedAt > @KnownFrom AND v.RecordedAt <= @KnownTo
            """;

        public const string LearnedProgressSql = """
            SELECT p.Code, p.Action FROM MeasureProgress p
            WHERE p.PlanCode = @PlanCode
              AND p.EffectiveOn <= @AsOf AND p.RecordedAt > @KnownFrom AND p.RecordedAt <= @KnownTo
            """;

        public const string LearnedTargetsSql = """
            SELECT c.Measure AS Code, 'amended' AS Action
            FROM Citations c
            JOIN TargetVersions t ON t.Indicator = c.Indicator
            WHERE c.PlanCode = @PlanCode AND c.Measure IS NOT NULL
              AND t.EffectiveOn <= @AsOf AND t.RecordedAt > @KnownFrom AND t.RecordedAt <= @KnownTo
            """;

        public async Task<BoardComparison> Handle(Query query, CancellationToken cancellationToken)
        {
            var second = Viewpoint.Of(query.To, query.KnownTo, null, clock);
            var to = await ReadAsync(query.Plan, second, cancellationToken);
            var day = query.From ?? new DateOnly(to.Board.Plan.PlanYear, 1, 1);
            var first = Viewpoint.Of(day, query.KnownFrom, null, clock);
            var learned = Viewpoint.Of(day, query.KnownTo, null, clock);
            if (to.Board.Viewpoint.AsOf < day || second.KnownAt < first.KnownAt)
                throw PlanRefusals.CompareBackwards.WithDetail(
                    "后一看板的日子和时刻不能早于前一看板。",
                    "Neither the day nor the instant of the second board lies before the first's."
                );
            var from = await ReadAsync(query.Plan, first, cancellationToken);
            var same = await ReadAsync(query.Plan, learned, cancellationToken);
            var causes = await LearnedAsync(query.Plan, first, second, cancellationToken);
            var differences = BoardDifference.Of(from, same, to, measure => FindCause(causes[measure.Row.Code]));
            return new BoardComparison(
                query.Plan,
                Side(from.Board, first),
                Side(to.Board, second),
                differences.Sum(one => one.Contribution),
                [.. differences.Select(Tell)]
            );
        }

        private async Task<(PlanBoard Board, BoardRows Rows)> ReadAsync(
            string code,
            Viewpoint viewpoint,
            CancellationToken ct
        )
        {
            var (plan, seen, rows) = await boards.ReadRowsAsync(code, viewpoint, ct);
            return (new PlanBoard(plan, seen, rows), rows);
        }

        private async Task<ILookup<string, string>> LearnedAsync(
            string plan,
            Viewpoint first,
            Viewpoint second,
            CancellationToken ct
        )
        {
            var at = new
            {
                PlanCode = plan,
                first.AsOf,
                KnownFrom = first.Until,
                KnownTo = second.Until,
            };
            var learned = new List<Learned>();
            foreach (var sql in new[] { LearnedValuesSql, LearnedProgressSql, LearnedTargetsSql })
                learned.AddRange(await db.QueryAsync<Learned>(sql, at, ct));
            return learned.ToLookup(one => one.Code, one => one.Action, StringComparer.Ordinal);
        }

        /// <summary>What weighs most: a return, then a correction, then what came late, then a document.</summary>
        private static DifferenceCause FindCause(IEnumerable<string> actions)
        {
            var all = actions.ToHashSet(StringComparer.Ordinal);
            return all.Contains("returned") ? DifferenceCause.Returned
                : all.Contains("corrected") ? DifferenceCause.Corrected
                : all.Count > 0 && all.All(action => action == "amended") ? DifferenceCause.Amended
                : DifferenceCause.Late;
        }

        private static BoardSide Side(PlanBoard board, Viewpoint asked)
        {
            var sum = BoardSum.Of(board, board.Measures);
            return new BoardSide(
                board.Viewpoint.AsOf,
                asked.IsLatest ? null : asked.KnownAt,
                sum.Low,
                sum.High,
                sum.Lamp
            );
        }

        private static MeasureDifference Tell(Difference one)
        {
            var row = (one.After ?? one.Before)!.Row;
            return new MeasureDifference(
                row.Code,
                row.Title,
                one.Cause,
                one.Contribution,
                MeasureMoment.Of(one.Before),
                MeasureMoment.Of(one.After)
            );
        }
    }

    internal sealed record Learned
    {
        public required string Code { get; init; }
        public required string Action { get; init; }
    }
}
