using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// Counts the complaints tied to a measure before and after a day, neighbourhood by neighbourhood: what the measure
/// did.
/// </summary>
internal static class CountComplaints
{
    /// <param name="Plan">The plan.</param>
    /// <param name="Measure">The measure.</param>
    /// <param name="Categories">The categories tied to it.</param>
    /// <param name="On">The day that parts before from after; it belongs to after.</param>
    /// <param name="Because">Why that day: asked for, the day of the sign-off, or today.</param>
    /// <param name="Days">How many days are counted on each side.</param>
    /// <param name="Before">Tickets registered before.</param>
    /// <param name="After">Tickets registered since.</param>
    /// <param name="Neighbourhoods">The same by neighbourhood.</param>
    public sealed record Complaints(
        string Plan,
        string Measure,
        IReadOnlyList<string> Categories,
        DateOnly On,
        string Because,
        int Days,
        int Before,
        int After,
        IReadOnlyList<OfNeighbourhood> Neighbourhoods
    )
    {
        internal static Complaints Example =>
            new(
                "changzheng-2022",
                "4.2.17",
                ["非机动车充电设施", "飞线充电"],
                new DateOnly(2022, 6, 30),
                "signedOff",
                90,
                14,
                5,
                [new OfNeighbourhood(null, 14, 5)]
            );
    }

    /// <param name="Neighbourhood">The neighbourhood committee; null for tickets without one.</param>
    /// <param name="Before">Tickets registered before.</param>
    /// <param name="After">Tickets registered since.</param>
    public sealed record OfNeighbourhood(string? Neighbourhood, int Before, int After);

    internal sealed record Query(string Plan, string Measure, DateOnly? On, int Days, string Channel)
        : IQuery<Complaints>;

    private static readonly Exports.Table<(Complaints Complaints, OfNeighbourhood Place)> table = new(
        "举措前后工单",
        new((Complaints.Example, Complaints.Example.Neighbourhoods[0]))
        {
            { "计划代码", row => row.Complaints.Plan },
            { "举措编号", row => row.Complaints.Measure },
            { "诉求类别", row => row.Complaints.Categories },
            { "分界日", row => row.Complaints.On },
            { "分界依据", row => row.Complaints.Because },
            { "前后各天数", row => row.Complaints.Days },
            { "居委代码", row => row.Place.Neighbourhood },
            { "此前工单数", row => row.Place.Before },
            { "此后工单数", row => row.Place.After },
        }
    );

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/measures/{code}/complaints", Handle)
            .WithName(nameof(CountComplaints))
            .Needs(TicketRights.Read)
            .SendsAs(table, (Complaints complaints) => complaints.Neighbourhoods.Select(place => (complaints, place)))
            .Refuses(Refusals.RequestInvalid, PlanRefusals.NotFound, MeasureRefusals.NotFound);

    /// <summary>Count the complaints tied to a measure</summary>
    /// <remarks>
    /// Before and after a day, for as many days on each side, by neighbourhood. Void tickets do not count.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="on">The day that parts before from after; the day it was signed off, or else today.</param>
    /// <param name="days">How many days on each side: 90 if omitted, 366 at most.</param>
    /// <param name="channel">The channel: hotline12345 if omitted.</param>
    /// <response code="200">The counts.</response>
    internal static async Task<Ok<Complaints>> Handle(
        IMediator mediator,
        string plan,
        string code,
        DateOnly? on,
        int? days,
        string? channel,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(plan, code, on, days ?? 90, channel ?? RateScope.Hotline), ct));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Days).InclusiveBetween(1, 366);
    }

    internal sealed class Handler(Db db, Boards boards, ProgressLedger progress, TicketRows rows, TimeProvider clock)
        : IQueryHandler<Query, Complaints>
    {
        public const string TiesSql =
            "SELECT Category FROM CategoryTies WHERE PlanCode = @Plan AND Measure = @Measure ORDER BY Category";

        public const string CountSql = """
            SELECT t.Neighbourhood, SUM(CASE WHEN t.RegisteredAt < @On THEN 1 ELSE 0 END) AS Earlier, SUM(CASE WHEN t.RegisteredAt >= @On THEN 1 ELSE 0 END) AS Later
            FROM Tickets t
            WHERE t.Category IN @Categories AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until AND t.Channel = @Channel AND t.Status <> 'voided'
              AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
            GROUP BY t.Neighbourhood
            """;

        public async Task<Complaints> Handle(Query query, CancellationToken cancellationToken)
        {
            (await boards.SeeAsync(query.Plan, Viewpoint.Of(null, null, null, clock), cancellationToken)).Measure(
                query.Measure
            );
            var (on, because) = await DayAsync(query, cancellationToken);
            var categories = (
                await db.QueryAsync<string>(TiesSql, new { query.Plan, query.Measure }, cancellationToken)
            ).ToArray();
            var reach = await rows.ReachAsync(cancellationToken);
            var counts =
                categories.Length == 0
                    ? []
                    : await db.QueryAsync<Row>(
                        CountSql,
                        new
                        {
                            Categories = categories,
                            On = Moment.StartOf(on),
                            From = Moment.StartOf(on.AddDays(-query.Days)),
                            Until = Moment.StartOf(on.AddDays(query.Days)),
                            query.Channel,
                            reach.All,
                            reach.Listed,
                        },
                        cancellationToken
                    );
            List<OfNeighbourhood> places =
            [
                .. counts
                    .OrderBy(row => row.Neighbourhood, StringComparer.Ordinal)
                    .Select(row => new OfNeighbourhood(row.Neighbourhood, row.Earlier, row.Later)),
            ];
            return new Complaints(
                query.Plan,
                query.Measure,
                categories,
                on,
                because,
                query.Days,
                places.Sum(place => place.Before),
                places.Sum(place => place.After),
                places
            );
        }

        private async Task<(DateOnly On, string Because)> DayAsync(Query query, CancellationToken ct)
        {
            if (query.On is { } asked)
                return (asked, "asked");
            var signedOff = (await progress.HistoryAsync(query.Plan, query.Measure, ct)).LastOrDefault(version =>
                version.Action == ProgressAction.SignedOff
            );
            return signedOff is null ? (Moment.Day(clock.GetUtcNow()), "today") : (signedOff.EffectiveOn, "signedOff");
        }

        internal sealed record Row
        {
            public string? Neighbourhood { get; init; }
            public int Earlier { get; init; }
            public int Later { get; init; }
        }
    }
}
