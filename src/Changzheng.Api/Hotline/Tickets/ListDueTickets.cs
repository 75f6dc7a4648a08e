using System.Xml;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Lists open tickets by the deadline they come to next: the early warning.</summary>
internal static class ListDueTickets
{
    /// <param name="Number">The ticket.</param>
    /// <param name="Subject">In one line, masked.</param>
    /// <param name="Channel">Its channel.</param>
    /// <param name="Unit">The acting unit; of a supporting unit's part, that one.</param>
    /// <param name="Status">Where it is.</param>
    /// <param name="Urgency">How pressing it is.</param>
    /// <param name="Stage">What is due: contact, handling, supervise, acceptance, the part of a supporting
    /// unit, or the review of a suspension.</param>
    /// <param name="DueAt">When.</param>
    /// <param name="MinutesLeft">How many minutes are left; 0 when it has passed.</param>
    /// <param name="Warning">How many of the rule's early warnings have gone off.</param>
    /// <param name="Overdue">The deadline has passed.</param>
    /// <param name="MinutesOverdue">How many minutes ago it passed; 0 when it has not.</param>
    public sealed record DueTicket(
        string Number,
        string Subject,
        string Channel,
        string? Unit,
        TicketStatus Status,
        Urgency Urgency,
        DeadlineStage Stage,
        DateTimeOffset DueAt,
        long MinutesLeft,
        int Warning,
        bool Overdue,
        long MinutesOverdue
    )
    {
        /// <summary>A ticket has one deadline of its own that is next, and one for each supporting unit.</summary>
        internal string GetKey() => Stage == DeadlineStage.Support ? $"{Number}|{Unit}" : Number;

        internal static DueTicket Example =>
            new(
                "20220422-0001",
                "窗口拉线给电瓶车充电",
                "hotline12345",
                "310107102-GLB",
                TicketStatus.Handling,
                Urgency.Normal,
                DeadlineStage.Handling,
                new DateTimeOffset(2022, 4, 28, 23, 59, 59, TimeSpan.FromHours(8)),
                239,
                2,
                false,
                0
            );
    }

    internal sealed record Query(bool Overdue, TimeSpan Within, TicketKey? After, int Limit)
        : IQuery<IReadOnlyList<DueTicket>>;

    private static readonly Exports.Table<DueTicket> table = new(
        "到期预警",
        new(DueTicket.Example)
        {
            { "工单编号", ticket => ticket.Number },
            { "标题", ticket => ticket.Subject },
            { "渠道", ticket => ticket.Channel },
            { "承办单位", ticket => ticket.Unit },
            { "状态", ticket => ticket.Status },
            { "紧急程度", ticket => ticket.Urgency },
            { "环节", ticket => ticket.Stage },
            { "期限", ticket => ticket.DueAt },
            { "剩余分钟", ticket => ticket.MinutesLeft },
            { "已发预警数", ticket => ticket.Warning },
            { "是否超期", ticket => ticket.Overdue },
            { "已超期分钟", ticket => ticket.MinutesOverdue },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("due", Handle)
            .WithName(nameof(ListDueTickets))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List what is due</summary>
    /// <remarks>
    /// Open tickets whose next deadline, first contact or handling, lies within the time given; the next first.
    /// The parts of supporting units by their own dates, shown to those units and the town.
    /// Suspended ones by their review day, on which the suspension ends by itself.
    /// With overdue=true instead those whose deadline has passed, the longest overdue first.
    /// </remarks>
    /// <param name="within">How far ahead, ISO 8601: PT8H, P2D. A day if omitted.</param>
    /// <param name="overdue">Instead those whose deadline has passed; not together with within.</param>
    /// <response code="200">One page of what is due.</response>
    internal static async Task<Ok<Page<DueTicket>>> Handle(
        IMediator mediator,
        string? within,
        bool? overdue,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        if (overdue == true && within is not null)
            throw Refusals
                .RequestInvalid.WithDetail("overdue=true 不与 within 同用。", "overdue=true takes no within.")
                .With(
                    "errors",
                    new Dictionary<string, string[]>
                    {
                        ["within"] = [Words.Say("已超期的不看提前量", "What is overdue is not ahead")],
                    }
                );
        var query = new Query(overdue == true, Span(within), TicketKey.Parse(page.After), page.Limit + 1);
        var due = await mediator.Send(query, ct);
        return TypedResults.Ok(page.Answer(due, ticket => TicketKey.Text(ticket.DueAt, ticket.GetKey())));
    }

    private static TimeSpan Span(string? within)
    {
        try
        {
            if (within is null)
                return TimeSpan.FromDays(1);
            if (
                within.Length <= 20
                && XmlConvert.ToTimeSpan(within) is { } span
                && span >= TimeSpan.Zero
                && span <= TimeSpan.FromDays(366)
            )
                return span;
        }
        catch (Exception malformed) when (malformed is FormatException or OverflowException) { }

        throw Refusals
            .RequestInvalid.WithDetail(
                "within 写成 PT8H、P2D，至多 366 天。",
                "within is written PT8H or P2D, 366 days at most."
            )
            .With("errors", new Dictionary<string, string[]> { ["within"] = ["PT8H"] });
    }

    internal sealed class Handler(Db db, TicketRows rows, DeadlineRules deadlines, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<DueTicket>>
    {
        public const string DueSql =
            $"""
                SELECT {TicketRows.Columns} FROM Tickets t
                WHERE t.NextDueAt >= @AfterAt AND t.NextDueAt <= @Until AND (t.NextDueAt > @AfterAt OR t.Number > @AfterNumber)
                  AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
                ORDER BY t.NextDueAt, t.Number
                """ + " {page}";

        public const string SupportsSql =
            """
                SELECT s.Number, s.Unit, s.DueAt FROM TicketSupports s
                WHERE s.DueAt >= @AfterAt AND s.DueAt <= @Until AND (s.DueAt > @AfterAt OR CONCAT(s.Number, '|', s.Unit) > @AfterNumber)
                  AND (@All = 1 OR s.Unit IN @Listed)
                ORDER BY s.DueAt, s.Number, s.Unit
                """ + " {page}";

        public async Task<IReadOnlyList<DueTicket>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            var reach = await rows.ReachAsync(cancellationToken);
            var table = await deadlines.TableAsync(cancellationToken);
            // A later page begins at the current time: a deadline that has passed since is on the list of overdue ones.
            var first = query.Overdue ? DateTimeOffset.UnixEpoch : now;
            var after = query.After is { } last && last.At >= first ? last : new TicketKey(first, "");
            var asked = new
            {
                AfterAt = after.At,
                AfterNumber = after.Number,
                Until = query.Overdue ? now.AddMilliseconds(-1) : now + query.Within,
                reach.All,
                reach.Listed,
                Skip = 0,
                Take = query.Limit,
            };
            var tickets = await db.QueryAsync<Ticket>(DueSql, asked, cancellationToken);
            var supports = await db.QueryAsync<Support>(SupportsSql, asked, cancellationToken);
            var supported = await rows.FindManyAsync(
                [.. supports.Select(support => support.Number).Distinct()],
                cancellationToken
            );
            return
            [
                .. tickets
                    .Select(ticket => View(ticket, table, now))
                    .Concat(supports.Select(support => View(support, supported[support.Number], now)))
                    .OrderBy(due => due.DueAt)
                    .ThenBy(due => due.GetKey(), StringComparer.Ordinal)
                    .Take(query.Limit),
            ];
        }

        private static DueTicket View(Ticket ticket, DeadlineTable table, DateTimeOffset now)
        {
            var (stage, dueAt) = ticket.Next!.Value;
            var warnings =
                table.Find(stage, ticket.Channel, ticket.Type, ticket.Urgency)?.CountWarnings(dueAt, now) ?? 0;
            return new DueTicket(
                ticket.Number,
                ticket.Subject,
                ticket.Channel,
                ticket.Unit,
                ticket.Status,
                ticket.Urgency,
                stage,
                dueAt,
                Minutes(dueAt - now),
                warnings,
                dueAt < now,
                Minutes(now - dueAt)
            );
        }

        private static DueTicket View(Support support, Ticket ticket, DateTimeOffset now) =>
            new(
                ticket.Number,
                ticket.Subject,
                ticket.Channel,
                support.Unit,
                ticket.Status,
                ticket.Urgency,
                DeadlineStage.Support,
                support.DueAt,
                Minutes(support.DueAt - now),
                0,
                support.DueAt < now,
                Minutes(now - support.DueAt)
            );

        /// <summary>A row of TicketSupports.</summary>
        internal sealed record Support
        {
            public string Number { get; init; } = "";
            public string Unit { get; init; } = "";
            public DateTimeOffset DueAt { get; init; }
        }

        /// <summary>Whole minutes; 0 if the span is negative.</summary>
        private static long Minutes(TimeSpan span) => Math.Max(0, (long)Math.Floor(span.TotalMinutes));
    }
}
