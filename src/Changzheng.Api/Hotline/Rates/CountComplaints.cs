using Changzheng.Api.Hotline.Channels;
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
    /// <param name="Days">How many days are counted on each side: as many before as are over since.</param>
    /// <param name="Minimum">Fewer tickets on both sides together are not compared.</param>
    /// <param name="Town">All together.</param>
    /// <param name="Neighbourhoods">The same by neighbourhood, and beside each all the others.</param>
    public sealed record Complaints(
        string Plan,
        string Measure,
        IReadOnlyList<string> Categories,
        DateOnly On,
        string Because,
        int Days,
        int Minimum,
        ComplaintCounts Town,
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
                10,
                ComplaintCounts.Example,
                [new OfNeighbourhood("310107102-JJB", ComplaintCounts.Example, ComplaintCounts.Example)]
            );
    }

    /// <param name="Neighbourhood">The neighbourhood committee; null for tickets without one.</param>
    /// <param name="Own">Its own tickets.</param>
    /// <param name="Others">Those of all other neighbourhoods in the same days.</param>
    public sealed record OfNeighbourhood(string? Neighbourhood, ComplaintCounts Own, ComplaintCounts Others);

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
            { "可比最少工单数", row => row.Complaints.Minimum },
            { "居委代码", row => row.Place.Neighbourhood },
            { "本居委此前工单数", row => row.Place.Own.Before },
            { "本居委此后工单数", row => row.Place.Own.After },
            { "本居委此前日均", row => row.Place.Own.BeforePerDay },
            { "本居委此后日均", row => row.Place.Own.AfterPerDay },
            { "本居委上年同期此前", row => row.Place.Own.LastYearBefore },
            { "本居委上年同期此后", row => row.Place.Own.LastYearAfter },
            { "本居委此前重复", row => row.Place.Own.RepeatsBefore },
            { "本居委此后重复", row => row.Place.Own.RepeatsAfter },
            { "本居委变化", row => row.Place.Own.Change },
            { "本居委上年同期变化", row => row.Place.Own.LastYearChange },
            { "其他居委此前工单数", row => row.Place.Others.Before },
            { "其他居委此后工单数", row => row.Place.Others.After },
            { "其他居委此前日均", row => row.Place.Others.BeforePerDay },
            { "其他居委此后日均", row => row.Place.Others.AfterPerDay },
            { "其他居委上年同期此前", row => row.Place.Others.LastYearBefore },
            { "其他居委上年同期此后", row => row.Place.Others.LastYearAfter },
            { "其他居委此前重复", row => row.Place.Others.RepeatsBefore },
            { "其他居委此后重复", row => row.Place.Others.RepeatsAfter },
            { "其他居委变化", row => row.Place.Others.Change },
            { "其他居委上年同期变化", row => row.Place.Others.LastYearChange },
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
    /// Before and after a day, for as many days before as are over since, by neighbourhood, with the same days of the
    /// year before and the other neighbourhoods beside them. Repeats stand apart; void tickets do not count. Below
    /// a least number of tickets nothing is compared: <c>change</c> is null, and <c>reason</c> says why.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="on">The day that parts before from after; the day it was signed off and not returned, or
    /// else today.</param>
    /// <param name="days">How many days on each side at most: 90 if omitted, 366 at most.</param>
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

    internal sealed class Handler(
        Db db,
        Boards boards,
        ProgressLedger progress,
        HotlineFigures figures,
        TicketRows rows,
        TimeProvider clock
    ) : IQueryHandler<Query, Complaints>
    {
        public const string TiesSql =
            "SELECT Category FROM CategoryTies WHERE PlanCode = @Plan AND Measure = @Measure ORDER BY Category";

        /// <summary>Each statement counts one span of days; a repeat is counted apart.</summary>
        public const string CountSql = """
            SELECT t.Neighbourhood, SUM(CASE WHEN t.RepeatOf IS NULL THEN 1 ELSE 0 END) AS Tickets, SUM(CASE WHEN t.RepeatOf IS NULL THEN 0 ELSE 1 END) AS Repeats
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
            // Today is not over: half a day would look like fewer complaints.
            var days = Math.Clamp(Moment.Day(clock.GetUtcNow()).DayNumber - on.DayNumber, 0, query.Days);
            var minimum = (await figures.ReadAsync(cancellationToken))[HotlineFigures.ComplaintsMinimum];
            var places = await CountAsync(query, categories, on, days, cancellationToken);
            var town = places.Values.Aggregate(new Spans(), (all, one) => all.Add(one, 1));
            return new Complaints(
                query.Plan,
                query.Measure,
                categories,
                on,
                because,
                days,
                minimum,
                town.Compare(days, minimum),
                [
                    .. places
                        .OrderBy(place => place.Key, StringComparer.Ordinal)
                        .Select(place => new OfNeighbourhood(
                            place.Key.Length == 0 ? null : place.Key,
                            place.Value.Compare(days, minimum),
                            town.Add(place.Value, -1).Compare(days, minimum)
                        )),
                ]
            );
        }

        /// <summary>By neighbourhood, empty for tickets without one.</summary>
        private async Task<IReadOnlyDictionary<string, Spans>> CountAsync(
            Query query,
            string[] categories,
            DateOnly on,
            int days,
            CancellationToken ct
        )
        {
            var found = new Dictionary<string, Spans>(StringComparer.Ordinal);
            if (categories.Length == 0 || days == 0)
                return found;
            var reach = await rows.ReachAsync(ct);
            var lastYear = on.AddYears(-1);
            DateOnly[] starts = [on.AddDays(-days), on, lastYear.AddDays(-days), lastYear];
            for (var span = 0; span < starts.Length; span++)
            {
                var asked = new
                {
                    Categories = categories,
                    From = Moment.StartOf(starts[span]),
                    Until = Moment.StartOf(starts[span].AddDays(days)),
                    query.Channel,
                    reach.All,
                    reach.Listed,
                };
                foreach (var row in await db.QueryAsync<Row>(CountSql, asked, ct))
                {
                    var key = row.Neighbourhood ?? "";
                    found[key] = found.GetValueOrDefault(key, new Spans()).Put(span, row.Tickets, row.Repeats);
                }
            }

            return found;
        }

        private async Task<(DateOnly On, string Because)> DayAsync(Query query, CancellationToken ct)
        {
            if (query.On is { } asked)
                return (asked, "asked");
            var signedOff = (await progress.HistoryAsync(query.Plan, query.Measure, ct)).LastOrDefault(version =>
                version.Action is ProgressAction.SignedOff or ProgressAction.Returned
            );
            return signedOff is { Action: ProgressAction.SignedOff }
                ? (signedOff.EffectiveOn, "signedOff")
                : (Moment.Day(clock.GetUtcNow()), "today");
        }

        internal sealed record Row
        {
            public string? Neighbourhood { get; init; }
            public int Tickets { get; init; }
            public int Repeats { get; init; }
        }
    }
}
