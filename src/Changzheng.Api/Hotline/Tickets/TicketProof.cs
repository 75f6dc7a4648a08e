using System.Globalization;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// Checks that each ticket is as its last event left it and has an event for every version, and that no event is
/// without its ticket.
/// </summary>
internal sealed class TicketProof(Db db) : Proof
{
    private const int Stride = 1000,
        MostNamed = 100;

    public const string TicketsSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Number > @After ORDER BY t.Number {{page}}";

    /// <summary>
    /// Computed columns are stored for their indexes; they are compared with what they should be.
    /// </summary>
    public const string BesideSql = """
        SELECT t.Number, t.OpenDueAt, t.NextDueAt, t.ClosedCohortAt, t.Disputed, x.Description, x.Sealed, e.Ticket AS LeftAs, e.ToStatus, e.Unit, e.DueAt, e.At,
               (SELECT COUNT(*) FROM TicketEvents c WHERE c.Number = t.Number) AS Events
        FROM Tickets t
        LEFT JOIN TicketTexts x ON x.Number = t.Number
        LEFT JOIN TicketEvents e ON e.Number = t.Number AND e.Version = t.Version
        WHERE t.Number > @After
        ORDER BY t.Number
        {page}
        """;

    public const string SupportsSql = "SELECT Number, Unit, DueAt FROM TicketSupports ORDER BY Number, Unit";

    public const string StraySql = """
        SELECT e.Number
        FROM TicketEvents e
        WHERE e.Version = 1 AND NOT EXISTS (SELECT 1 FROM Tickets t WHERE t.Number = e.Number)
        ORDER BY e.Number
        {page}
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        var supports = (await db.QueryAsync<ListDueTickets.Handler.Support>(SupportsSql, null, ct)).ToLookup(
            row => row.Number,
            row => (row.Unit, row.DueAt),
            StringComparer.Ordinal
        );
        for (var after = ""; ; )
        {
            var asked = new
            {
                After = after,
                Skip = 0,
                Take = Stride,
            };
            var tickets = await db.QueryAsync<Ticket>(TicketsSql, asked, ct);
            var beside = (await db.QueryAsync<Beside>(BesideSql, asked, ct)).ToDictionary(
                one => one.Number,
                StringComparer.Ordinal
            );
            foreach (var ticket in tickets)
                if (
                    beside.TryGetValue(ticket.Number, out var kept)
                    && (FindFault(ticket, kept) ?? FindFault(ticket, supports[ticket.Number])) is { } fault
                )
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"ticket: {ticket.Number}: {fault}"));
            if (tickets.Count < Stride || faults.Count >= MostNamed)
                break;
            after = tickets[^1].Number;
        }

        faults.AddRange(
            (await db.QueryAsync<string>(StraySql, new { Skip = 0, Take = MostNamed }, ct)).Select(number =>
                $"ticket: {number}: gone, its events are there"
            )
        );
        return faults;
    }

    private static string? FindFault(Ticket ticket, IEnumerable<(string Unit, DateTimeOffset DueAt)> listed) =>
        ticket
            .ListOpenSupports()
            .Select(support => (support.Unit, support.DueAt))
            .OrderBy(support => support.Unit, StringComparer.Ordinal)
            .SequenceEqual(listed)
            ? null
            : "what supporting units have to answer is not what is listed";

    private static string? FindFault(Ticket ticket, Beside kept)
    {
        if (kept.Sealed is null)
            return "its texts are gone";
        if (kept.ToStatus is null || kept.Events != ticket.Version)
            return string.Create(CultureInfo.InvariantCulture, $"version {ticket.Version}, with {kept.Events} events");
        // Until 0019 a suspended ticket had no next deadline.
        var isNext = kept.NextDueAt == ticket.NextDueAt || (kept.NextDueAt is null && ticket.ReviewOn is not null);
        if (
            !isNext
            || (kept.OpenDueAt, kept.ClosedCohortAt, kept.Disputed)
                != (ticket.OpenDueAt, ticket.ClosedCohortAt, ticket.Disputed)
        )
            return "what is worked out of it is not what it comes to";
        var isAsLeft = kept.LeftAs is null
            ? (kept.ToStatus, kept.Unit, kept.DueAt, kept.At)
                == (ticket.Status.Text(), ticket.Unit, ticket.DueAt, ticket.LastAt)
            : kept.LeftAs == TicketEventRow.HashOf(ticket, kept.Description, kept.Sealed);
        return isAsLeft ? null : "not as its last event left it";
    }

    internal sealed record Beside
    {
        public required string Number { get; init; }
        public DateTimeOffset? OpenDueAt { get; init; }
        public DateTimeOffset? NextDueAt { get; init; }
        public DateTimeOffset? ClosedCohortAt { get; init; }
        public required bool Disputed { get; init; }
        public string? Description { get; init; }
        public string? Sealed { get; init; }

        /// <summary>
        /// Null where the last event was written before rows had hashes: then what it says is compared.
        /// </summary>
        public string? LeftAs { get; init; }
        public string? ToStatus { get; init; }
        public string? Unit { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateTimeOffset? At { get; init; }
        public required int Events { get; init; }
    }
}
