using Changzheng.Api.Database;

namespace Changzheng.Api.Hotline;

/// <summary>Why a ticket may repeat an earlier one.</summary>
public enum RepeatReason { Reporter, Place, ExternalNumber, Person }

/// <summary>What became of a proposal.</summary>
public enum RepeatStanding { Proposed, Confirmed, Refused }

/// <summary>Which tickets may repeat which: proposed by the system, decided by a person.</summary>
internal sealed class RepeatRows(Db db, TimeProvider clock)
{
    private const int MostProposals = 5;

    public const string SameReporterSql = """
        SELECT t.Number, t.RegisteredAt FROM Tickets t
        WHERE t.PhoneHash = @PhoneHash AND t.RegisteredAt >= @Since AND t.RegisteredAt <= @Until AND t.Number <> @Number AND t.Channel = @Channel AND t.Status <> 'voided'
        ORDER BY t.RegisteredAt DESC, t.Number
        {page}
        """;

    public const string SamePlaceSql = """
        SELECT t.Number, t.RegisteredAt FROM Tickets t
        WHERE t.PlaceHash = @PlaceHash AND t.RegisteredAt >= @Since AND t.RegisteredAt <= @Until AND t.Number <> @Number AND t.Channel = @Channel AND t.Status <> 'voided'
          AND (@Category IS NULL OR t.Category = @Category)
        ORDER BY t.RegisteredAt DESC, t.Number
        {page}
        """;

    public const string SameExternalNumberSql = """
        SELECT t.Number, t.RegisteredAt FROM Tickets t
        WHERE t.ExternalNumber = @ExternalNumber AND t.RegisteredAt >= @Since AND t.RegisteredAt <= @Until AND t.Number <> @Number AND t.Channel = @Channel AND t.Status <> 'voided'
        ORDER BY t.RegisteredAt DESC, t.Number
        {page}
        """;

    public const string ProposeSql = """
        INSERT INTO TicketRepeats (Number, Earlier, Because, ProposedAt, Standing, DecidedAt, DecidedBy)
        VALUES (@Number, @Earlier, @Because, @ProposedAt, @Standing, NULL, NULL)
        """;

    public const string SeenSql = """
        INSERT INTO TicketRepeats (Number, Earlier, Because, ProposedAt, Standing, DecidedAt, DecidedBy)
        SELECT t.Number, @Earlier, 'person', @DecidedAt, @Standing, @DecidedAt, @DecidedBy FROM Tickets t WHERE t.Number = @Number
        """;

    public const string DecideSql = """
        UPDATE TicketRepeats SET Standing = @Standing, DecidedAt = @DecidedAt, DecidedBy = @DecidedBy
        WHERE Number = @Number AND Earlier = @Earlier
        """;

    /// <summary>The same reporter first, then the same external number, then the same place with the same category.</summary>
    public async Task ProposeAsync(Ticket ticket, int days, CancellationToken ct)
    {
        var found = new Dictionary<string, RepeatReason>(StringComparer.Ordinal);
        void Keep(RepeatReason reason, IReadOnlyList<Earlier> earlier) => earlier.ToList().ForEach(one => found.TryAdd(one.Number, reason));
        var like = new
        {
            ticket.Number, ticket.PhoneHash, ticket.PlaceHash, ticket.ExternalNumber, ticket.Channel, ticket.Category,
            Since = ticket.RegisteredAt.AddDays(-days), Until = ticket.RegisteredAt, Skip = 0, Take = MostProposals,
        };
        if (ticket.PhoneHash is not null)
            Keep(RepeatReason.Reporter, await db.QueryAsync<Earlier>(SameReporterSql, like, ct));
        if (ticket.ExternalNumber is not null)
            Keep(RepeatReason.ExternalNumber, await db.QueryAsync<Earlier>(SameExternalNumberSql, like, ct));
        if (ticket.PlaceHash is not null)
            Keep(RepeatReason.Place, await db.QueryAsync<Earlier>(SamePlaceSql, like, ct));
        await db.ExecuteAsync(ProposeSql, found.Select(pair => new
        {
            ticket.Number, Earlier = pair.Key, Because = pair.Value.Text(), ProposedAt = clock.GetUtcNow(), Standing = RepeatStanding.Proposed.Text(),
        }), ct);
    }

    /// <summary>Said so that the planner starts from what is alike and not from all tickets of the time.</summary>
    private const string Within = "COALESCE(t.RegisteredAt, t.LastAt) >= @Since AND COALESCE(t.RegisteredAt, t.LastAt) <= @Until AND t.Status <> 'voided'";

    private const string Compared = "t.Number, t.Channel, t.Category, t.RegisteredAt, t.PhoneHash, t.PlaceHash, t.ExternalNumber";

    public const string AlikeByReporterSql = $"SELECT {Compared} FROM Tickets t WHERE t.PhoneHash IN @Values AND {Within}";
    public const string AlikeByPlaceSql = $"SELECT {Compared} FROM Tickets t WHERE t.PlaceHash IN @Values AND {Within}";
    public const string AlikeByNumberSql = $"SELECT {Compared} FROM Tickets t WHERE t.ExternalNumber IN @Values AND {Within}";

    /// <summary>The same for many tickets that are all written: what may be alike is read once.</summary>
    public async Task ProposeAllAsync(IReadOnlyList<Ticket> tickets, IReadOnlyDictionary<string, int> days, CancellationToken ct)
    {
        if (tickets.Count == 0)
            return;
        var (since, until) = (tickets.Min(ticket => ticket.RegisteredAt).AddDays(-days.Values.Max()), tickets.Max(ticket => ticket.RegisteredAt));
        async Task<ILookup<string, Ticket>> AlikeAsync(Func<Ticket, string?> value, Func<object, Task<IReadOnlyList<Ticket>>> read)
        {
            var found = new List<Ticket>();
            foreach (var values in tickets.Select(value).OfType<string>().Distinct().Chunk(Db.Listed))
                found.AddRange(await read(new { Values = values, Since = since, Until = until }));
            return found.ToLookup(ticket => value(ticket)!, StringComparer.Ordinal);
        }

        var byPhone = await AlikeAsync(ticket => ticket.PhoneHash, like => db.QueryAsync<Ticket>(AlikeByReporterSql, like, ct));
        var byPlace = await AlikeAsync(ticket => ticket.PlaceHash, like => db.QueryAsync<Ticket>(AlikeByPlaceSql, like, ct));
        var byNumber = await AlikeAsync(ticket => ticket.ExternalNumber, like => db.QueryAsync<Ticket>(AlikeByNumberSql, like, ct));
        var now = clock.GetUtcNow();
        await db.WriteAllAsync(ProposeSql, tickets.SelectMany(ticket =>
        {
            var found = new Dictionary<string, RepeatReason>(StringComparer.Ordinal);
            void Keep(RepeatReason reason, IEnumerable<Ticket> earlier)
            {
                foreach (var one in earlier.Where(one => one.Number != ticket.Number && one.Channel == ticket.Channel && one.RegisteredAt <= ticket.RegisteredAt
                    && one.RegisteredAt >= ticket.RegisteredAt.AddDays(-days[ticket.Channel])).OrderByDescending(one => one.RegisteredAt).ThenBy(one => one.Number, StringComparer.Ordinal).Take(MostProposals))
                    found.TryAdd(one.Number, reason);
            }

            Keep(RepeatReason.Reporter, byPhone[ticket.PhoneHash ?? ""]);
            Keep(RepeatReason.ExternalNumber, byNumber[ticket.ExternalNumber ?? ""]);
            Keep(RepeatReason.Place, byPlace[ticket.PlaceHash ?? ""].Where(one => ticket.Category is null || one.Category == ticket.Category));
            return found.Select(pair => new { ticket.Number, Earlier = pair.Key, Because = pair.Value.Text(), ProposedAt = now, Standing = RepeatStanding.Proposed.Text() });
        }), ct);
    }

    /// <summary>A person may also see what was not proposed.</summary>
    public async Task DecideAsync(string number, string earlier, RepeatStanding standing, string by, CancellationToken ct)
    {
        var decided = new { Number = number, Earlier = earlier, Standing = standing.Text(), DecidedAt = clock.GetUtcNow(), DecidedBy = by };
        if (await db.ExecuteAsync(DecideSql, decided, ct) == 0)
            await db.ExecuteAsync(SeenSql, decided, ct);
    }

    internal sealed record Earlier
    {
        public string Number { get; init; } = "";
        public DateTimeOffset RegisteredAt { get; init; }
    }
}
