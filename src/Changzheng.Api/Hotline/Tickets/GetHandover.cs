using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What a shift hands over to the next.</summary>
internal static class GetHandover
{
    /// <summary>A night ends at this hour of the morning. Assumed: no rule on shifts was read.</summary>
    private const int MorningHour = 9;

    private const int Most = 500;

    /// <param name="At">When the shift ends.</param>
    /// <param name="Until">When the night ends: the next nine in the morning.</param>
    /// <param name="Open">Every open ticket.</param>
    /// <param name="DueTonight">Whose next deadline lies between the two.</param>
    /// <param name="Review">Suspended ones whose review day comes before the night ends, or has come.</param>
    /// <param name="Decisions">Waiting for a decision.</param>
    public sealed record Handover(
        DateTimeOffset At,
        DateTimeOffset Until,
        HandoverPart Open,
        HandoverPart DueTonight,
        HandoverPart Review,
        HandoverPart Decisions
    )
    {
        internal static Handover Example =>
            new(
                new DateTimeOffset(2022, 4, 28, 17, 0, 0, TimeSpan.FromHours(8)),
                new DateTimeOffset(2022, 4, 29, 9, 0, 0, TimeSpan.FromHours(8)),
                new HandoverPart(1, [HandoverTicket.Example]),
                new HandoverPart(1, [HandoverTicket.Example]),
                new HandoverPart(0, []),
                new HandoverPart(1, [HandoverTicket.Example])
            );
    }

    /// <param name="Total">How many there are.</param>
    /// <param name="Tickets">The first 500, by what is due next.</param>
    public sealed record HandoverPart(int Total, IReadOnlyList<HandoverTicket> Tickets);

    /// <param name="Number">The ticket.</param>
    /// <param name="Subject">In one line, masked.</param>
    /// <param name="Channel">Its channel.</param>
    /// <param name="Unit">The acting unit.</param>
    /// <param name="Status">Where it is.</param>
    /// <param name="Urgency">How pressing it is.</param>
    /// <param name="Stage">What is due next; null where nothing is.</param>
    /// <param name="NextDueAt">When; of a suspended one, when its review day begins.</param>
    /// <param name="Overdue">Its deadline has passed.</param>
    /// <param name="Waiting">The decisions it waits for: decideReturn, decideExtension, decideSuspension,
    /// decideVoid.</param>
    public sealed record HandoverTicket(
        string Number,
        string Subject,
        string Channel,
        string? Unit,
        TicketStatus Status,
        Urgency Urgency,
        DeadlineStage? Stage,
        DateTimeOffset? NextDueAt,
        bool Overdue,
        IReadOnlyList<TicketAction> Waiting
    )
    {
        internal static HandoverTicket Example =>
            new(
                "20220422-0001",
                "窗口拉线给电瓶车充电",
                "hotline12345",
                "310107102-GLB",
                TicketStatus.Handling,
                Urgency.Normal,
                DeadlineStage.Handling,
                new DateTimeOffset(2022, 4, 28, 23, 59, 59, TimeSpan.FromHours(8)),
                false,
                [TicketAction.DecideExtension]
            );
    }

    internal sealed record Query(DateTimeOffset? At) : IQuery<Handover>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("handover", Handle)
            .WithName(nameof(GetHandover))
            .Needs(TicketRights.Read)
            .Refuses(Refusals.RequestInvalid);

    /// <summary>Read what a shift hands over</summary>
    /// <remarks>
    /// Of the caller's units, masked: what is open, due tonight, suspended on its review day, waiting for a decision.
    /// Tickets are shown as they stand now; at says which night is meant, and is not before today.
    /// </remarks>
    /// <param name="at">When the shift ends, RFC 3339 with offset; now if omitted.</param>
    /// <response code="200">What is handed over.</response>
    internal static async Task<Ok<Handover>> Handle(IMediator mediator, string? at, CancellationToken ct)
    {
        var instant = default(DateTimeOffset);
        if (at is not null && !Moment.TryParse(at, out instant))
            throw Invalid(Words.Say("须带时区偏移", "An offset is needed"));
        return TypedResults.Ok(await mediator.Send(new Query(at is null ? null : instant), ct));
    }

    private static Refusal Invalid(string reason) =>
        Refusals
            .RequestInvalid.WithDetail(
                "at 须写成 2022-04-22T17:00:00%2B08:00，不早于今天。",
                "at is written 2022-04-22T17:00:00%2B08:00 and is not before today."
            )
            .With("errors", new Dictionary<string, string[]> { ["at"] = [reason] });

    internal sealed class Handler(Db db, TicketRows rows, TimeProvider clock) : IQueryHandler<Query, Handover>
    {
        public const string OpenSql =
            $"SELECT {TicketRows.Columns} FROM Tickets t WHERE {TicketRows.IsOpen} AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed) ORDER BY t.Number";

        public async Task<Handover> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            var at = query.At ?? now;
            if (Moment.Day(at) < Moment.Day(now))
                throw Invalid(Words.Say("须为今天或以后", "Today or later"));
            var until = GetMorning(at);
            var reach = await rows.ReachAsync(cancellationToken);
            var open = await db.QueryAsync<Ticket>(OpenSql, new { reach.All, reach.Listed }, cancellationToken);
            HandoverPart Select(Func<Ticket, bool> belongs)
            {
                var chosen = open.Where(belongs)
                    .OrderBy(ticket => ticket.NextDueAt ?? DateTimeOffset.MaxValue)
                    .ThenBy(ticket => ticket.Number, StringComparer.Ordinal)
                    .ToList();
                return new HandoverPart(chosen.Count, [.. chosen.Take(Most).Select(ticket => View(ticket, now))]);
            }

            return new Handover(
                at,
                until,
                Select(_ => true),
                Select(ticket =>
                    ticket.Status != TicketStatus.Suspended && ticket.NextDueAt >= at && ticket.NextDueAt < until
                ),
                Select(ticket => ticket.Status == TicketStatus.Suspended && ticket.ReviewOn <= Moment.Day(until)),
                Select(ticket => ListWaiting(ticket).Any())
            );
        }

        private static DateTimeOffset GetMorning(DateTimeOffset at)
        {
            var morning = Moment.StartOf(Moment.Day(at)).AddHours(MorningHour);
            return morning > at ? morning : morning.AddDays(1);
        }

        private static IEnumerable<TicketAction> ListWaiting(Ticket ticket)
        {
            if (ticket.Status == TicketStatus.Returned)
                yield return TicketAction.DecideReturn;
            if (ticket.ExtensionAsked is not null)
                yield return TicketAction.DecideExtension;
            if (ticket.SuspensionAsked is not null)
                yield return TicketAction.DecideSuspension;
            if (ticket.VoidAsked == true)
                yield return TicketAction.DecideVoid;
        }

        private static HandoverTicket View(Ticket ticket, DateTimeOffset now) =>
            new(
                ticket.Number,
                ticket.Subject,
                ticket.Channel,
                ticket.Unit,
                ticket.Status,
                ticket.Urgency,
                ticket.Next?.Stage,
                ticket.NextDueAt,
                ticket.IsOverdue(now),
                [.. ListWaiting(ticket)]
            );
    }
}
