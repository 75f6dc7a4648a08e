using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>Lists which tickets may repeat which.</summary>
internal static class ListRepeats
{
    /// <param name="Number">The later ticket.</param>
    /// <param name="Of">The earlier one.</param>
    /// <param name="Because">What they have in common; person where someone saw it without a proposal.</param>
    /// <param name="ProposedAt">When it was proposed.</param>
    /// <param name="Standing">What became of it.</param>
    /// <param name="DecidedAt">When it was decided.</param>
    /// <param name="DecidedBy">By whom.</param>
    public sealed record Repeat(
        string Number,
        string Of,
        RepeatReason Because,
        DateTimeOffset ProposedAt,
        RepeatStanding Standing,
        DateTimeOffset? DecidedAt,
        string? DecidedBy
    )
    {
        internal static Repeat Example =>
            new(
                "20220422-0001",
                "20220401-0007",
                RepeatReason.Reporter,
                new DateTimeOffset(2022, 4, 22, 10, 0, 0, TimeSpan.FromHours(8)),
                RepeatStanding.Proposed,
                null,
                null
            );
    }

    internal sealed record Query(RepeatStanding Standing, string? Number, TicketKey? After, int Limit)
        : IQuery<IReadOnlyList<Repeat>>;

    private static readonly Exports.Table<Repeat> table = new(
        "重复工单",
        new(Repeat.Example)
        {
            { "工单编号", repeat => repeat.Number },
            { "重复于", repeat => repeat.Of },
            { "重复依据", repeat => repeat.Because },
            { "提出时间", repeat => repeat.ProposedAt },
            { "认定结果", repeat => repeat.Standing },
            { "认定时间", repeat => repeat.DecidedAt },
            { "认定人", repeat => repeat.DecidedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("repeats", Handle)
            .WithName(nameof(ListRepeats))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List proposed and decided repeats</summary>
    /// <remarks>
    /// Proposed from the same phone (by its keyed hash), the same place or the same external number within the
    /// channel's window; a person decides. A caller bound to a unit sees those of which both tickets are its own or
    /// below.
    /// </remarks>
    /// <param name="standing">What became of them: proposed if omitted.</param>
    /// <param name="number">Only those of this later ticket.</param>
    /// <response code="200">One page, the first proposed first.</response>
    internal static async Task<Ok<Page<Repeat>>> Handle(
        IMediator mediator,
        Choice<RepeatStanding>? standing,
        string? number,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var repeats = await mediator.Send(
            new Query(standing?.Value ?? RepeatStanding.Proposed, number, TicketKey.Parse(page.After), page.Limit + 1),
            ct
        );
        return TypedResults.Ok(
            page.Answer(repeats, repeat => TicketKey.Text(repeat.ProposedAt, $"{repeat.Number}|{repeat.Of}"))
        );
    }

    internal sealed class Handler(Db db, TicketRows rows) : IQueryHandler<Query, IReadOnlyList<Repeat>>
    {
        public const string RepeatsSql = """
            SELECT r.Number, r.Earlier, r.Because, r.ProposedAt, r.Standing, r.DecidedAt, r.DecidedBy
            FROM TicketRepeats r
            JOIN Tickets t ON t.Number = r.Number
            JOIN Tickets e ON e.Number = r.Earlier
            WHERE r.Standing = @Standing AND r.ProposedAt >= @AfterAt
              AND (r.ProposedAt > @AfterAt OR r.Number > @AfterNumber OR (r.Number = @AfterNumber AND r.Earlier > @AfterEarlier))
              AND (@Number IS NULL OR r.Number = @Number) AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
              AND (@All = 1 OR e.Unit IN @Listed OR e.CountedUnit IN @Listed)
            ORDER BY r.ProposedAt, r.Number, r.Earlier
            {page}
            """;

        public async Task<IReadOnlyList<Repeat>> Handle(Query query, CancellationToken cancellationToken)
        {
            var reach = await rows.ReachAsync(cancellationToken);
            var after = (query.After?.Number ?? "|").Split('|', 2);
            var found = await db.QueryAsync<Row>(
                RepeatsSql,
                new
                {
                    Standing = query.Standing.Text(),
                    AfterAt = query.After?.At ?? DateTimeOffset.UnixEpoch,
                    AfterNumber = after[0],
                    AfterEarlier = after[^1],
                    query.Number,
                    reach.All,
                    reach.Listed,
                    Skip = 0,
                    Take = query.Limit,
                },
                cancellationToken
            );
            return
            [
                .. found.Select(row => new Repeat(
                    row.Number,
                    row.Earlier,
                    row.Because,
                    row.ProposedAt,
                    row.Standing,
                    row.DecidedAt,
                    row.DecidedBy
                )),
            ];
        }

        internal sealed record Row
        {
            public string Number { get; init; } = "";
            public string Earlier { get; init; } = "";
            public RepeatReason Because { get; init; }
            public DateTimeOffset ProposedAt { get; init; }
            public RepeatStanding Standing { get; init; }
            public DateTimeOffset? DecidedAt { get; init; }
            public string? DecidedBy { get; init; }
        }
    }
}
