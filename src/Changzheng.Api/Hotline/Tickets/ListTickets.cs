using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Lists tickets, newest first.</summary>
internal static class ListTickets
{
    /// <param name="Phone">The phone that is looked for; null where words are.</param>
    internal sealed record Query(
        TicketFilter.Wanted Wanted,
        TicketKey? After,
        int Limit,
        bool Count,
        string? Phone,
        string? Purpose
    ) : IQuery<Found>;

    /// <summary>One ticket more than the page holds, when there is one.</summary>
    internal sealed record Found(IReadOnlyList<TicketView> Tickets, int? Total);

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("tickets", Handle)
            .WithName(nameof(ListTickets))
            .Needs(TicketRights.Read)
            .SendsAs(TicketExport.Table)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.CursorInvalid,
                PrivacyRefusals.PurposeNeeded,
                AccessRefusals.Forbidden
            );

    /// <summary>List tickets</summary>
    /// <remarks>
    /// Newest first, masked unless a purpose is stated. A caller bound to a unit sees the tickets that it or a unit
    /// below it acts on or is counted for.
    /// </remarks>
    /// <param name="status">Only tickets in this status.</param>
    /// <param name="unit">Only tickets this unit acts on.</param>
    /// <param name="category">Only tickets of this category.</param>
    /// <param name="neighbourhood">Only tickets of this neighbourhood committee.</param>
    /// <param name="channel">Only tickets of this channel.</param>
    /// <param name="overdue">True: open and past the deadline now; false: the others.</param>
    /// <param name="dueBefore">Only tickets due before this instant, RFC 3339 with offset.</param>
    /// <param name="registeredFrom">Registered on this day or later.</param>
    /// <param name="registeredTo">Registered on this day or earlier.</param>
    /// <param name="lateEntry">True: something of it was entered late; false: the others.</param>
    /// <param name="returnReason">Only tickets last returned for this reason.</param>
    /// <param name="q">Words of the subject or description, a ticket's number, or, with the right to personal data and
    /// a purpose, the reporter's whole phone number.</param>
    /// <param name="purpose">What the personal data is needed for; masked without it.</param>
    /// <param name="purposeHeader">The same as a header, percent-encoded.</param>
    /// <response code="200">One page of tickets.</response>
    internal static async Task<Ok<Page<TicketView>>> Handle(
        HttpContext context,
        IMediator mediator,
        Choice<TicketStatus>? status,
        string? unit,
        string? category,
        string? neighbourhood,
        string? channel,
        bool? overdue,
        string? dueBefore,
        DateOnly? registeredFrom,
        DateOnly? registeredTo,
        bool? lateEntry,
        string? returnReason,
        string? q,
        string? purpose,
        [FromHeader(Name = "Purpose")] string? purposeHeader,
        Paging page,
        CancellationToken ct
    )
    {
        var due = default(DateTimeOffset);
        if (dueBefore is not null && !Moment.TryParse(dueBefore, out due))
            throw Refusals
                .RequestInvalid.WithDetail(
                    "dueBefore 须写成 2022-04-22T10:00:00%2B08:00。",
                    "dueBefore is written 2022-04-22T10:00:00%2B08:00."
                )
                .With(
                    "errors",
                    new Dictionary<string, string[]>
                    {
                        ["dueBefore"] = [Words.Say("须带时区偏移", "An offset is needed")],
                    }
                );
        var wanted = new TicketFilter.Wanted
        {
            Status = status?.Value,
            Unit = unit,
            Category = category,
            Neighbourhood = neighbourhood,
            Channel = channel,
            Overdue = overdue,
            DueBefore = dueBefore is null ? null : due,
            RegisteredFrom = registeredFrom,
            RegisteredTo = registeredTo,
            LateEntry = lateEntry,
            ReturnReason = returnReason,
            Search = q,
        };
        var (phone, stated) = (Masking.FindPhone(q), RevealTickets.PurposeOf(purpose, purposeHeader));
        var query = new Query(wanted, TicketKey.Parse(page.After), page.Limit + 1, page.Count, phone, stated);
        var (found, total) = await mediator.Send(query, ct);
        var numbers = found.Take(page.Limit).Select(ticket => ticket.Number);
        var revealed = await RevealTickets.AskAsync(context, mediator, stated, numbers, ct, Masking.Phone(phone));
        var shown = revealed is null
            ? found
            :
            [
                .. found.Select(ticket =>
                    revealed.TryGetValue(ticket.Number, out var open) ? ticket.Revealing(open) : ticket
                ),
            ];
        return TypedResults.Ok(page.Answer(shown, ticket => TicketKey.Text(ticket.RegisteredAt, ticket.Number), total));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Wanted.Search).IsAtMost(100);
    }

    internal sealed class Handler(Db db, TicketRows rows, PersonalData personal, Caller caller, TimeProvider clock)
        : IQueryHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var (wanted, reach, now) = (query.Wanted, await rows.ReachAsync(cancellationToken), clock.GetUtcNow());
            if (query.Phone is not null)
                Purposes.MustAllowSearch(caller, query.Purpose);
            var phoneHashes = query.Phone is { } phone
                ? await KeysAsync(await personal.HashAsync(phone, cancellationToken), now, cancellationToken)
                : null;
            var lead = wanted.LedBy(phoneHashes is not null);
            object At(string? unit, string? counted) =>
                TicketFilter.Parameters(wanted, reach, now, phoneHashes, query.After, unit, counted, query.Limit);

            var tickets = wanted.LedByReach(reach, phoneHashes is not null)
                ? await OfUnitsAsync(reach, At, query.Limit, cancellationToken)
                : await TicketFilter.PageAsync(db, lead, At(wanted.Unit, null), cancellationToken);
            int? total = query.Count
                ? await TicketFilter.CountAsync(
                    db,
                    lead,
                    TicketFilter.Parameters(wanted, reach, now, phoneHashes, null, wanted.Unit, null, 0),
                    cancellationToken
                )
                : null;
            var views = tickets.Select(ticket => TicketView.Of(ticket, null, now)).ToList();
            return new Found(await rows.HideForeignAsync(views, cancellationToken), total);
        }

        /// <summary>A reporter's keys, one for each quarter since the first ticket.</summary>
        private async Task<string[]> KeysAsync(string hash, DateTimeOffset now, CancellationToken ct) =>
            [
                .. RepeatKeys.ListBetween(
                    hash,
                    await db.FindAsync<DateTimeOffset?>(TicketFilter.FirstSql, new { Skip = 0, Take = 1 }, ct) ?? now,
                    now
                ),
            ];

        /// <summary>Reads one page for each of the caller's units in index order, and merges them.</summary>
        private async Task<IReadOnlyList<Ticket>> OfUnitsAsync(
            Reach reach,
            Func<string?, string?, object> at,
            int limit,
            CancellationToken ct
        )
        {
            var merged = new List<Ticket>();
            foreach (var unit in reach.Within!)
            {
                merged.AddRange(await db.QueryAsync<Ticket>(TicketFilter.UnitSql, at(unit, null), ct));
                merged.AddRange(await db.QueryAsync<Ticket>(TicketFilter.CountedSql, at(null, unit), ct));
            }

            return
            [
                .. merged
                    .DistinctBy(ticket => ticket.Number)
                    .OrderByDescending(ticket => ticket.RegisteredAt)
                    .ThenByDescending(ticket => ticket.Number, StringComparer.Ordinal)
                    .Take(limit),
            ];
        }
    }
}
