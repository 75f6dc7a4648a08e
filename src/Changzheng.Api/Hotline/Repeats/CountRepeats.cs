using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>Counts confirmed repeats, per unit or per category.</summary>
internal static class CountRepeats
{
    /// <summary>What repeats are counted by.</summary>
    public enum RepeatGrouping
    {
        Unit,
        Category,
        Neighbourhood,
    }

    /// <param name="Key">The counted unit, category or neighbourhood; null for tickets without one.</param>
    /// <param name="Tickets">How many tickets were registered.</param>
    /// <param name="Repeats">How many of them repeat an earlier one.</param>
    /// <param name="Share">The one divided by the other.</param>
    public sealed record RepeatCount(string? Key, int Tickets, int Repeats, decimal? Share)
    {
        internal static RepeatCount Example => new("310107102-GLB", 40, 3, 0.075m);
    }

    internal sealed record Query(DateOnly From, DateOnly To, string Channel, RepeatGrouping By)
        : IQuery<IReadOnlyList<RepeatCount>>;

    private static readonly Exports.Table<RepeatCount> table = new(
        "重复工单统计",
        new(RepeatCount.Example)
        {
            { "分组", row => row.Key },
            { "工单数", row => row.Tickets },
            { "重复工单数", row => row.Repeats },
            { "重复率", row => row.Share, Shown.AsPercentage },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("repeats/counts", Handle)
            .WithName(nameof(CountRepeats))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>Count repeats</summary>
    /// <param name="from">Registered on this day or later; the first of this month if omitted.</param>
    /// <param name="to">Registered on this day or earlier; the last of that month if omitted.</param>
    /// <param name="groupBy">By unit if omitted.</param>
    /// <param name="channel">The channel: hotline12345 if omitted.</param>
    /// <response code="200">The counts, by key.</response>
    internal static async Task<Ok<Page<RepeatCount>>> Handle(
        IMediator mediator,
        TimeProvider clock,
        DateOnly? from,
        DateOnly? to,
        Choice<RepeatGrouping>? groupBy,
        string? channel,
        Paging page,
        CancellationToken ct
    )
    {
        var (first, last) = GetHotlineRates.DefaultToMonth(from, to, clock);
        return TypedResults.Ok(
            page.Cut(
                await mediator.Send(
                    new Query(first, last, channel ?? RateScope.Hotline, groupBy?.Value ?? RepeatGrouping.Unit),
                    ct
                ),
                row => row.Key ?? "",
                StringComparer.Ordinal
            )
        );
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From);
    }

    internal sealed class Handler(Db db, TicketRows rows, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<RepeatCount>>
    {
        public const string CountSql = """
            SELECT g.GroupKey, COUNT(*) AS Tickets, SUM(g.Repeated) AS Repeats
            FROM (SELECT CASE @GroupBy WHEN 'unit' THEN t.CountedUnit WHEN 'neighbourhood' THEN t.Neighbourhood ELSE t.Category END AS GroupKey,
                         CASE WHEN t.RepeatOf IS NULL THEN 0 ELSE 1 END AS Repeated
                  FROM Tickets t
                  WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until AND t.Status <> 'voided'
                    AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)) g
            GROUP BY g.GroupKey
            """;

        public async Task<IReadOnlyList<RepeatCount>> Handle(Query query, CancellationToken cancellationToken)
        {
            var scope = RateScope.Of(
                query.Channel,
                query.From,
                query.To,
                clock.GetUtcNow(),
                await rows.ReachAsync(cancellationToken)
            );
            var counts = await db.QueryAsync<Row>(
                CountSql,
                new
                {
                    scope.Channel,
                    scope.From,
                    scope.Until,
                    scope.Reach.All,
                    scope.Reach.Listed,
                    GroupBy = query.By.Text(),
                },
                cancellationToken
            );
            return
            [
                .. counts
                    .OrderBy(row => row.GroupKey, StringComparer.Ordinal)
                    .Select(row => new RepeatCount(
                        row.GroupKey,
                        row.Tickets,
                        row.Repeats,
                        Math.Round((decimal)row.Repeats / row.Tickets, 4, MidpointRounding.AwayFromZero)
                    )),
            ];
        }

        internal sealed record Row
        {
            public string? GroupKey { get; init; }
            public int Tickets { get; init; }
            public int Repeats { get; init; }
        }
    }
}
