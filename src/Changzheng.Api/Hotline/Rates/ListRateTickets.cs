using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Which of a rate's numbers: above the line, below it, or left out.</summary>
public enum RatePart
{
    Numerator,
    Denominator,
    Excluded,
}

/// <summary>Lists exactly the tickets behind one of a rate's numbers.</summary>
internal static class ListRateTickets
{
    /// <param name="Ticket">The ticket, masked.</param>
    /// <param name="Weight">What it weighs above the line; the weights add up to the numerator.</param>
    /// <param name="Excluded">Why it is left out; null where it counts.</param>
    public sealed record RateTicket(TicketView Ticket, decimal Weight, string? Excluded)
    {
        internal static RateTicket Example => new(TicketView.Example, 0.8m, null);
    }

    /// <param name="Group">The group's key; empty for tickets without one.</param>
    internal sealed record Query(
        RateKind Rate,
        RatePart Part,
        DateOnly From,
        DateOnly To,
        string Channel,
        RateGrouping? GroupBy,
        string Group,
        string? Reason,
        string? Definition,
        TicketKey? After,
        int Limit
    ) : IQuery<IReadOnlyList<Found>>;

    /// <summary>A ticket and where its page would end.</summary>
    internal sealed record Found(RateTicket Ticket, string Key);

    private static readonly Fields<RateTicket> judged = new(RateTicket.Example)
    {
        { "权重", one => one.Weight },
        { "不计入原因", one => one.Excluded },
    };

    /// <summary>A ticket as every file of tickets has it, and how it was judged.</summary>
    private static readonly Exports.Table<RateTicket> table = new(
        "考核工单",
        [.. TicketExport.Table.Columns, .. judged.Columns.Select(RateJudge.NameReasons)],
        async (found, context) =>
            (await TicketExport.Table.Cells([.. found.Select(one => one.Ticket)], context)).Zip(
                found,
                object?[]? (cells, one) => [.. cells!, .. judged.Cells(one)]
            )
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("rates/tickets", Handle)
            .WithName(nameof(ListRateTickets))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, RateRefusals.DefinitionNotFound);

    /// <summary>List the tickets behind a rate</summary>
    /// <remarks>By the definition and the facts of the rate itself: the list and the number cannot differ.</remarks>
    /// <param name="rate">The rate.</param>
    /// <param name="part">Which of its numbers.</param>
    /// <param name="from">The first day; the first of this month if omitted.</param>
    /// <param name="to">The last day; the last of that month if omitted.</param>
    /// <param name="groupBy">What the rates were told apart by: unit, neighbourhood or category.</param>
    /// <param name="group">The group's key; left out for tickets without one.</param>
    /// <param name="reason">Of the excluded ones, only those left out for this reason.</param>
    /// <param name="definition">The definition: its code for the latest version, or code@version.</param>
    /// <param name="channel">The channel: hotline12345 if omitted.</param>
    /// <response code="200">One page of tickets, in the order of the definition's date.</response>
    internal static async Task<Ok<Page<RateTicket>>> Handle(
        IMediator mediator,
        TimeProvider clock,
        Choice<RateKind> rate,
        Choice<RatePart> part,
        DateOnly? from,
        DateOnly? to,
        Choice<RateGrouping>? groupBy,
        string? group,
        string? reason,
        string? definition,
        string? channel,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var (first, last) = GetHotlineRates.DefaultToMonth(from, to, clock);
        var found = await mediator.Send(
            new Query(
                rate,
                part,
                first,
                last,
                channel ?? RateScope.Hotline,
                groupBy?.Value,
                group ?? "",
                reason,
                definition,
                TicketKey.Parse(page.After),
                page.Limit + 1
            ),
            ct
        );
        var answer = page.Answer(found, one => one.Key);
        return TypedResults.Ok(new Page<RateTicket>([.. answer.Items.Select(one => one.Ticket)], answer.Next));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To)
                .Must((query, to) => to >= query.From && to < query.From.AddMonths(GetHotlineRates.MostMonths))
                .WithMessage(_ =>
                    Words.Say(
                        $"to 不早于 from，至多 {GetHotlineRates.MostMonths} 个月。",
                        $"to is not before from, and at most {GetHotlineRates.MostMonths} months later."
                    )
                );
            RuleFor(q => q.GroupBy)
                .NotEqual(RateGrouping.Month)
                .WithMessage(_ => Words.Say("按月请用 from 与 to。", "For a month say from and to."));
        }
    }

    internal sealed class Handler(Db db, RateRows rates, ClosedMonths months, TicketRows rows, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<Found>>
    {
        private const int Chunk = 500;

        public async Task<IReadOnlyList<Found>> Handle(Query query, CancellationToken cancellationToken)
        {
            var terms = (await rates.DefinitionAsync(query.Definition, cancellationToken)).Terms;
            var (now, reach) = (clock.GetUtcNow(), await rows.ReachAsync(cancellationToken));
            var span = new RateSpan(query.Channel, query.From, query.To, now, reach);
            var after = query.After ?? new TicketKey(Moment.StartOf(query.From), "");
            var kept = new List<(RateFacts Facts, Verdict Verdict)>();
            foreach (var part in await months.CutAsync(span, cancellationToken))
            {
                if (kept.Count >= query.Limit || Moment.StartOf(part.To.AddDays(1)) <= after.At)
                    continue;
                if (part.Month is null)
                    await AddOpenAsync(
                        kept,
                        query,
                        terms,
                        span with
                        {
                            From = part.From,
                            To = part.To,
                        },
                        after,
                        cancellationToken
                    );
                else
                    await AddClosedAsync(kept, query, terms, span, part, after, cancellationToken);
            }

            return await ShowAsync([.. kept.Take(query.Limit)], now, cancellationToken);
        }

        private async Task AddOpenAsync(
            List<(RateFacts Facts, Verdict Verdict)> kept,
            Query query,
            RateTerms terms,
            RateSpan span,
            TicketKey after,
            CancellationToken ct
        )
        {
            var scope = RateScope.Of(span.Channel, span.From, span.To, span.Now, span.Reach);
            var from = after.At > scope.From ? after : new TicketKey(scope.From, "");
            for (var read = Chunk; read == Chunk && kept.Count < query.Limit; )
            {
                var chunk = await ReadAsync(query, terms, scope, from, ct);
                kept.AddRange(Pick(query, terms, chunk));
                if ((read = chunk.Count) > 0)
                    from = new TicketKey(chunk[^1].CohortAt, chunk[^1].Number);
            }
        }

        /// <summary>The tickets of a closed month as they were then, so that the list and the number agree.</summary>
        private async Task AddClosedAsync(
            List<(RateFacts Facts, Verdict Verdict)> kept,
            Query query,
            RateTerms terms,
            RateSpan span,
            ClosedMonths.Part part,
            TicketKey after,
            CancellationToken ct
        )
        {
            var of = span with { From = part.From, To = part.To };
            var facts = await months.ListClosedAsync(terms, of, query.GroupBy?.Text() ?? "", part.Month!, ct);
            kept.AddRange(
                Pick(
                    query,
                    terms,
                    facts
                        .Where(one => query.GroupBy is null || (one.GroupKey ?? "") == query.Group)
                        .Where(one =>
                            one.CohortAt > after.At
                            || (one.CohortAt == after.At && string.CompareOrdinal(one.Number, after.Number) > 0)
                        )
                        .OrderBy(one => one.CohortAt)
                        .ThenBy(one => one.Number, StringComparer.Ordinal)
                )
            );
        }

        private static IEnumerable<(RateFacts, Verdict)> Pick(
            Query query,
            RateTerms terms,
            IEnumerable<RateFacts> facts
        ) =>
            facts
                .Select(one => (Facts: one, Verdict: terms.Judge(query.Rate, one)))
                .Where(one => Matches(query, one.Verdict));

        private static bool Matches(Query query, Verdict verdict) =>
            query.Part switch
            {
                RatePart.Excluded => verdict.Excluded is { } reason && (query.Reason is null || query.Reason == reason),
                RatePart.Numerator => verdict is { Excluded: null, Weight: > 0 },
                _ => verdict.Excluded is null,
            };

        private async Task<IReadOnlyList<RateFacts>> ReadAsync(
            Query query,
            RateTerms terms,
            RateScope scope,
            TicketKey after,
            CancellationToken ct
        )
        {
            var read = await db.QueryAsync<RateRows.ListedRow>(
                terms.Cohort == CohortDate.RegisteredAt ? RateRows.RegisteredListSql : RateRows.ClosedListSql,
                new
                {
                    scope.Channel,
                    From = after.At > scope.From ? after.At : scope.From,
                    scope.Until,
                    scope.Now,
                    scope.Reach.All,
                    scope.Reach.Listed,
                    AfterAt = after.At,
                    AfterNumber = after.Number,
                    GroupBy = query.GroupBy?.Text() ?? "",
                    GroupKey = query.Group,
                    Finish = terms.Finish.Text(),
                    Deadline = terms.Deadline.Text(),
                    TownTime = terms.TownTime ? 1 : 0,
                    ResolutionBy = terms.ResolutionBy.Text(),
                    Skip = 0,
                    Take = Chunk,
                },
                ct
            );
            return [.. read.Select(row => row.Parse())];
        }

        private async Task<IReadOnlyList<Found>> ShowAsync(
            IReadOnlyList<(RateFacts Facts, Verdict Verdict)> kept,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            var tickets = await rows.FindManyAsync([.. kept.Select(one => one.Facts.Number)], ct);
            var views = kept.Select(one => TicketView.Of(tickets[one.Facts.Number], null, now)).ToList();
            return
            [
                .. kept.Zip(
                    await rows.HideForeignAsync(views, ct),
                    (one, view) =>
                        new Found(
                            new RateTicket(view, one.Verdict.Weight, one.Verdict.Excluded),
                            TicketKey.Text(one.Facts.CohortAt, one.Facts.Number)
                        )
                ),
            ];
        }
    }
}
