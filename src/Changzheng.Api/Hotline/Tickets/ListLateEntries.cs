using System.Globalization;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>补录: lists what was recorded later than the grace of its channel.</summary>
internal static class ListLateEntries
{
    /// <param name="Number">The ticket.</param>
    /// <param name="Version">The version the event made.</param>
    /// <param name="Action">What happened.</param>
    /// <param name="At">When it is said to have happened.</param>
    /// <param name="RecordedAt">When it was recorded: by this the rates judge it.</param>
    /// <param name="RecordedBy">By whom.</param>
    /// <param name="Unit">The unit that acts on the ticket now.</param>
    /// <param name="CountedUnit">The unit it is counted for now.</param>
    public sealed record LateEntry(
        string Number,
        int Version,
        TicketAction Action,
        DateTimeOffset At,
        DateTimeOffset RecordedAt,
        string RecordedBy,
        string? Unit,
        string? CountedUnit
    )
    {
        internal static LateEntry Example =>
            new(
                "20220422-0001",
                7,
                TicketAction.Close,
                new DateTimeOffset(2022, 4, 26, 15, 0, 0, TimeSpan.FromHours(8)),
                new DateTimeOffset(2022, 5, 9, 9, 0, 0, TimeSpan.FromHours(8)),
                "城运中心派单员",
                "310107102-GLB",
                "310107102-GLB"
            );
    }

    internal sealed record Query(TicketKey? After, int Limit) : IQuery<IReadOnlyList<LateEntry>>;

    private static readonly Exports.Table<LateEntry> table = new(
        "补录",
        new(LateEntry.Example)
        {
            { "工单编号", entry => entry.Number },
            { "版本", entry => entry.Version },
            { "动作", entry => entry.Action },
            { "发生时间", entry => entry.At },
            { "记录时间", entry => entry.RecordedAt },
            { "记录人", entry => entry.RecordedBy },
            { "承办单位", entry => entry.Unit },
            { "考核单位", entry => entry.CountedUnit },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("lateEntries", Handle)
            .WithName(nameof(ListLateEntries))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List late entries</summary>
    /// <remarks>
    /// Events recorded later than the grace of their channel (one working day, unless its data says otherwise), the
    /// last recorded first. They are judged by when they were recorded.
    /// </remarks>
    /// <response code="200">One page of late entries.</response>
    internal static async Task<Ok<Page<LateEntry>>> Handle(
        IMediator mediator,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var entries = await mediator.Send(new Query(TicketKey.Parse(page.After), page.Limit + 1), ct);
        return TypedResults.Ok(page.Answer(entries, Key));
    }

    /// <summary>One ticket may have several at one time: the version tells them apart.</summary>
    private static string Key(LateEntry entry) =>
        TicketKey.Text(
            entry.RecordedAt,
            string.Create(CultureInfo.InvariantCulture, $"{entry.Number}|{entry.Version}")
        );

    internal sealed class Handler(Db db, TicketRows rows) : IQueryHandler<Query, IReadOnlyList<LateEntry>>
    {
        public const string EntriesSql =
            """
                SELECT e.Number, e.Version, e.Action, e.At, e.RecordedAt, e.RecordedBy, t.Unit, t.CountedUnit
                FROM TicketEvents e
                JOIN Tickets t ON t.Number = e.Number
                WHERE e.LateEntry = 1 AND e.RecordedAt <= @Until
                  AND (e.RecordedAt < @Until OR e.Number < @Before OR (e.Number = @Before AND e.Version < @Version))
                  AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
                ORDER BY e.RecordedAt DESC, e.Number DESC, e.Version DESC
                """ + " {page}";

        public async Task<IReadOnlyList<LateEntry>> Handle(Query query, CancellationToken cancellationToken)
        {
            var reach = await rows.ReachAsync(cancellationToken);
            var (number, version) = ReadKey(query.After);
            var read = await db.QueryAsync<Row>(
                EntriesSql,
                new
                {
                    Until = query.After?.At ?? DateTimeOffset.MaxValue.AddDays(-2),
                    Before = number,
                    Version = version,
                    reach.All,
                    reach.Listed,
                    Skip = 0,
                    Take = query.Limit,
                },
                cancellationToken
            );
            return [.. read.Select(row => row.View)];
        }

        private static (string Number, int Version) ReadKey(TicketKey? after) =>
            after is not { } key ? ("", 0)
            : key.Number.Split('|') is [var number, var text] && int.TryParse(text, out var version) ? (number, version)
            : throw Refusals.CursorInvalid.WithDetail(
                "游标须取自上一页的 next。",
                "A cursor comes from the last page's next."
            );

        internal sealed record Row
        {
            public string Number { get; init; } = "";
            public int Version { get; init; }
            public TicketAction Action { get; init; }
            public DateTimeOffset At { get; init; }
            public DateTimeOffset RecordedAt { get; init; }
            public string RecordedBy { get; init; } = "";
            public string? Unit { get; init; }
            public string? CountedUnit { get; init; }

            public LateEntry View => new(Number, Version, Action, At, RecordedAt, RecordedBy, Unit, CountedUnit);
        }
    }
}
