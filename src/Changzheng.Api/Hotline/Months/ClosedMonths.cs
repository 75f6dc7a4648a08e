using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Months;

/// <summary>
/// The facts of a span of days: of closed months as they were closed, of the others as they are; or all of it as known
/// at an instant.
/// </summary>
internal sealed class ClosedMonths(Db db, RateRows rates, CountedMonths counted)
{
    public const string MonthTicketsSql =
        $"SELECT {MonthTicketRow.Columns} FROM HotlineMonthTickets WHERE Month = @Month";

    /// <summary>The last event recorded by then says how a ticket stood; a ticket without one was not there.</summary>
    private const string AsKnownSql = """
        SELECT t.Number, e.Facts
        FROM Tickets t
        JOIN TicketEvents e ON e.Number = t.Number
            AND e.Version = (SELECT MAX(v.Version) FROM TicketEvents v WHERE v.Number = t.Number AND v.RecordedAt <= @KnownAt)
        """;

    public const string KnownRegisteredSql =
        $"{AsKnownSql} WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until";

    public const string KnownClosedSql =
        $"{AsKnownSql} WHERE t.Channel = @Channel AND t.ClosedCohortAt >= @From AND t.ClosedCohortAt < @Until";

    private IReadOnlyDictionary<string, ClosedMonthRow>? closed;

    public async Task<IReadOnlyDictionary<string, ClosedMonthRow>> ListAsync(CancellationToken ct) =>
        closed ??= (await db.QueryAsync<ClosedMonthRow>(ClosedMonthRow.AllSql, null, ct)).ToDictionary(
            row => row.Month,
            StringComparer.Ordinal
        );

    public void Forget() => closed = null;

    public async Task<ClosedMonthRow?> FindAsync(DateOnly day, CancellationToken ct) =>
        (await ListAsync(ct)).GetValueOrDefault(NameOf(day));

    /// <summary>The closed months of a span of days.</summary>
    public async Task<IReadOnlyList<string>> ListWithinAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var all = await ListAsync(ct);
        return [.. Months(from, to).Select(month => NameOf(month.From)).Where(all.ContainsKey)];
    }

    /// <summary>Tickets that come out alike may be counted together.</summary>
    public async Task<IReadOnlyList<AlikeTickets>> CountAsync(
        RateDefinition definition,
        RateSpan span,
        string groupBy,
        CancellationToken ct
    )
    {
        var terms = definition.Terms;
        if (span.KnownAt is { } knownAt)
            return AlikeTickets.Of(terms, await CountKnownAsync(terms, span, groupBy, knownAt, ct));
        var found = new List<AlikeTickets>();
        foreach (var part in await CutAsync(span, ct))
        {
            var days = span with { From = part.From, To = part.To };
            found.AddRange(
                part.Month is { } month
                    ? AlikeTickets.Of(terms, await ListClosedAsync(terms, days, groupBy, month, ct))
                    : await CountRunningAsync(definition, days, groupBy, ct)
            );
        }

        return found;
    }

    /// <summary>When the tickets among them that are closed were closed.</summary>
    public async Task<IReadOnlyList<ClosingTimes>> ListClosingsAsync(
        RateTerms terms,
        RateSpan span,
        string groupBy,
        CancellationToken ct
    )
    {
        if (span.KnownAt is { } knownAt)
            return ClosingsOf(await CountKnownAsync(terms, span, groupBy, knownAt, ct));
        var found = new List<ClosingTimes>();
        foreach (var part in await CutAsync(span, ct))
            found.AddRange(
                part.Month is { } month
                    ? ClosingsOf(
                        await ListClosedAsync(terms, span with { From = part.From, To = part.To }, groupBy, month, ct)
                    )
                    : await rates.ListClosingsAsync(
                        terms,
                        RateScope.Of(span.Channel, part.From, part.To, span.Now, span.Reach),
                        groupBy,
                        ct
                    )
            );
        return found;
    }

    private static List<ClosingTimes> ClosingsOf(IEnumerable<RateFacts> facts) =>
        [.. facts.Select(one => one.Closing).OfType<ClosingTimes>()];

    /// <summary>Whole months from the counts, where those can answer; the days beside them from the tickets.</summary>
    private async Task<IReadOnlyList<AlikeTickets>> CountRunningAsync(
        RateDefinition definition,
        RateSpan span,
        string groupBy,
        CancellationToken ct
    )
    {
        var whole = Months(span.From, span.To).Where(IsWhole).ToList();
        if (
            whole.Count == 0
            || !span.Reach.IsTown
            || await counted.FindAsync(definition, span.Channel, (whole[0].From, whole[^1].To), groupBy, span.Now, ct)
                is not { } months
        )
            return await CountRowsAsync(definition.Terms, span, groupBy, ct);
        var found = new List<AlikeTickets>(months);
        if (span.From < whole[0].From)
            found.AddRange(
                await CountRowsAsync(definition.Terms, span with { To = whole[0].From.AddDays(-1) }, groupBy, ct)
            );
        if (span.To > whole[^1].To)
            found.AddRange(
                await CountRowsAsync(definition.Terms, span with { From = whole[^1].To.AddDays(1) }, groupBy, ct)
            );
        return found;
    }

    private async Task<IReadOnlyList<AlikeTickets>> CountRowsAsync(
        RateTerms terms,
        RateSpan span,
        string groupBy,
        CancellationToken ct
    ) =>
        AlikeTickets.Of(
            terms,
            await rates.CountAsync(
                terms,
                RateScope.Of(span.Channel, span.From, span.To, span.Now, span.Reach),
                groupBy,
                ct
            )
        );

    private static bool IsWhole((DateOnly From, DateOnly To) days) => days.From.Day == 1 && days.To.AddDays(1).Day == 1;

    /// <summary>The span in parts, each a closed month or days of none.</summary>
    public async Task<IReadOnlyList<Part>> CutAsync(RateSpan span, CancellationToken ct)
    {
        var parts = new List<Part>();
        foreach (var (from, to) in Months(span.From, span.To))
        {
            // Only the hotline's own months are closed.
            var month = span.Afresh || span.Channel != RateScope.Hotline ? null : await FindAsync(from, ct);
            if (month is null && parts.Count > 0 && parts[^1].Month is null)
                parts[^1] = parts[^1] with { To = to };
            else
                parts.Add(new Part(from, to, month));
        }

        return parts;
    }

    /// <summary>Ticket by ticket.</summary>
    public async Task<IReadOnlyList<RateFacts>> ListClosedAsync(
        RateTerms terms,
        RateSpan span,
        string groupBy,
        ClosedMonthRow month,
        CancellationToken ct
    )
    {
        var rows = await db.QueryAsync<MonthTicketRow>(MonthTicketsSql, new { month.Month }, ct);
        return Judge(terms, span, groupBy, month.ClosedAt, rows.Select(row => (row.Number, row.Facts)));
    }

    private async Task<IReadOnlyList<RateFacts>> CountKnownAsync(
        RateTerms terms,
        RateSpan span,
        string groupBy,
        DateTimeOffset knownAt,
        CancellationToken ct
    )
    {
        var asked = new
        {
            span.Channel,
            From = Moment.StartOf(span.From),
            Until = Moment.StartOf(span.To.AddDays(1)),
            KnownAt = knownAt,
        };
        var rows = await db.QueryAsync<KnownRow>(
            terms.Cohort == CohortDate.RegisteredAt ? KnownRegisteredSql : KnownClosedSql,
            asked,
            ct
        );
        if (rows.FirstOrDefault(row => row.Facts is null) is { } unknown)
            throw MonthRefusals.NotKnownThen.WithDetail(
                $"工单 {unknown.Number} 当时的状态未留存。",
                $"How ticket {unknown.Number} stood then was not kept."
            );
        return Judge(terms, span, groupBy, knownAt, rows.Select(row => (row.Number, row.Facts!)));
    }

    private static List<RateFacts> Judge(
        RateTerms terms,
        RateSpan span,
        string groupBy,
        DateTimeOffset now,
        IEnumerable<(string Number, string Facts)> tickets
    )
    {
        var (from, until) = (Moment.StartOf(span.From), Moment.StartOf(span.To.AddDays(1)));
        return
        [
            .. tickets
                .Select(ticket => (ticket.Number, State: RateState.Read(ticket.Facts)))
                .Where(one =>
                    one.State.CohortAt(terms) is { } at
                    && at >= from
                    && at < until
                    && span.Reach.Sees(one.State.Unit, one.State.CountedUnit)
                )
                .Select(one => one.State.ToFacts(terms, one.Number, groupBy, now)),
        ];
    }

    public static string NameOf(DateOnly day) =>
        day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    public static IEnumerable<(DateOnly From, DateOnly To)> Months(DateOnly from, DateOnly to)
    {
        for (var first = from; first <= to; first = new DateOnly(first.Year, first.Month, 1).AddMonths(1))
        {
            var last = new DateOnly(first.Year, first.Month, 1).AddMonths(1).AddDays(-1);
            yield return (first, last < to ? last : to);
        }
    }

    /// <param name="Month">The closed month it lies in; null where none is closed.</param>
    internal sealed record Part(DateOnly From, DateOnly To, ClosedMonthRow? Month);

    internal sealed record KnownRow
    {
        public string Number { get; init; } = "";
        public string? Facts { get; init; }
    }
}

/// <summary>The days whose rates are asked for, and what is known of them.</summary>
/// <param name="KnownAt">As known then; null for closed months as closed and the others as they are.</param>
/// <param name="Afresh">True as everything is now, closed or not.</param>
internal sealed record RateSpan(
    string Channel,
    DateOnly From,
    DateOnly To,
    DateTimeOffset Now,
    Reach Reach,
    DateTimeOffset? KnownAt = null,
    bool Afresh = false
);
