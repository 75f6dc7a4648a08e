using System.Text.Json;
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
        WHERE t.PhoneHash IN @PhoneHashes AND t.RegisteredAt >= @Since AND t.RegisteredAt <= @Until AND t.Number <> @Number AND t.Channel = @Channel AND t.Status <> 'voided'
        ORDER BY t.RegisteredAt DESC, t.Number
        {page}
        """;

    public const string SamePlaceSql = """
        SELECT t.Number, t.RegisteredAt FROM Tickets t
        WHERE t.PlaceHash IN @PlaceHashes AND t.RegisteredAt >= @Since AND t.RegisteredAt <= @Until AND t.Number <> @Number AND t.Channel = @Channel AND t.Status <> 'voided'
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
        var since = ticket.RegisteredAt.AddDays(-days);
        var like = new
        {
            ticket.Number, PhoneHashes = KeysOf(ticket.PhoneHash, since, ticket.RegisteredAt), PlaceHashes = KeysOf(ticket.PlaceHash, since, ticket.RegisteredAt),
            ticket.ExternalNumber, ticket.Channel, ticket.Category, Since = since, Until = ticket.RegisteredAt, Skip = 0, Take = MostProposals,
        };
        if (ticket.PhoneHash is not null)
            Keep(RepeatReason.Reporter, await db.QueryAsync<Earlier>(SameReporterSql, like, ct));
        if (ticket.ExternalNumber is not null)
            Keep(RepeatReason.ExternalNumber, await db.QueryAsync<Earlier>(SameExternalNumberSql, like, ct));
        if (ticket.PlaceHash is not null)
            Keep(RepeatReason.Place, await db.QueryAsync<Earlier>(SamePlaceSql, like, ct));
        await ProposeAsync([.. found.Select(pair => new Proposal(ticket.Number, pair.Key, pair.Value))], ct);
    }

    /// <summary>Said so that the planner starts from what is alike and not from all tickets of the time.</summary>
    private const string Within = "COALESCE(t.RegisteredAt, t.LastAt) >= @Since AND COALESCE(t.RegisteredAt, t.LastAt) <= @Until AND t.Status <> 'voided'";

    private const string Compared = "t.Number, t.Channel, t.Category, t.RegisteredAt, t.PhoneHash, t.PlaceHash, t.ExternalNumber";

    public const string AlikeByReporterSql = $"SELECT {Compared} FROM Tickets t WHERE t.PhoneHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByPlaceSql = $"SELECT {Compared} FROM Tickets t WHERE t.PlaceHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByNumberSql = $"SELECT {Compared} FROM Tickets t WHERE t.ExternalNumber IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";

    public const string LatestSql = "SELECT t.RegisteredAt FROM Tickets t ORDER BY t.RegisteredAt DESC, t.Number DESC {page}";

    /// <summary>
    /// The same for many tickets before they are written: what is there and may be alike is read once, and they may be alike among
    /// themselves. A file may come newest first, so what is there and was registered later is proposed as a repeat of them.
    /// </summary>
    public async Task<IReadOnlyList<Proposal>> LookAsync(IReadOnlyList<Ticket> tickets, IReadOnlyDictionary<string, int> days, CancellationToken ct)
    {
        if (tickets.Count == 0)
            return [];
        DateTimeOffset Since(Ticket ticket) => ticket.RegisteredAt.AddDays(-days[ticket.Channel]);
        // Most files come oldest first: then nothing is there that was registered later.
        var latest = await db.FindAsync<DateTimeOffset?>(LatestSql, new { Skip = 0, Take = 1 }, ct) ?? DateTimeOffset.MinValue;
        DateTimeOffset Until(Ticket ticket) => latest <= ticket.RegisteredAt ? ticket.RegisteredAt
            : ticket.RegisteredAt.AddDays(days[ticket.Channel]) is var until && until < latest ? until : latest;
        var (since, until) = (tickets.Min(Since), tickets.Max(Until));
        async Task<ILookup<string, Ticket>> AlikeAsync(Func<Ticket, string?> value, Func<Ticket, IEnumerable<string>> keys, Func<object, Task<IReadOnlyList<Ticket>>> read)
        {
            var among = tickets.Where(ticket => value(ticket) is not null).ToList();
            var values = among.SelectMany(keys).ToHashSet(StringComparer.Ordinal);
            var there = values.Count == 0 ? [] : await read(new { Values = JsonSerializer.Serialize(values), Since = since, Until = until });
            return there.Concat(among.Where(ticket => ticket.Status != TicketStatus.Voided)).ToLookup(ticket => value(ticket)!, StringComparer.Ordinal);
        }

        IEnumerable<string> Keys(string? key, Ticket ticket) => KeysOf(key, Since(ticket), Until(ticket));
        var byPhone = await AlikeAsync(ticket => Hash(ticket.PhoneHash), ticket => Keys(ticket.PhoneHash, ticket), like => db.QueryAsync<Ticket>(AlikeByReporterSql, like, ct));
        var byPlace = await AlikeAsync(ticket => Hash(ticket.PlaceHash), ticket => Keys(ticket.PlaceHash, ticket), like => db.QueryAsync<Ticket>(AlikeByPlaceSql, like, ct));
        var byNumber = await AlikeAsync(ticket => ticket.ExternalNumber, ticket => [ticket.ExternalNumber!], like => db.QueryAsync<Ticket>(AlikeByNumberSql, like, ct));
        var places = tickets.Select((ticket, place) => (ticket.Number, place)).ToDictionary(StringComparer.Ordinal);
        var found = new Dictionary<(string Number, string Earlier), RepeatReason>();
        foreach (var ticket in tickets)
        {
            Keep(ticket, RepeatReason.Reporter, byPhone[Hash(ticket.PhoneHash) ?? ""]);
            Keep(ticket, RepeatReason.ExternalNumber, byNumber[ticket.ExternalNumber ?? ""]);
            Keep(ticket, RepeatReason.Place, byPlace[Hash(ticket.PlaceHash) ?? ""]);
        }

        return [.. found.Select(pair => new Proposal(pair.Key.Number, pair.Key.Earlier, pair.Value))];

        void Keep(Ticket ticket, RepeatReason reason, IEnumerable<Ticket> alike)
        {
            var others = alike.Where(one => one.Number != ticket.Number && one.Channel == ticket.Channel).ToList();
            foreach (var one in others.Where(one => Repeats(ticket, one, reason)).OrderByDescending(one => one.RegisteredAt).ThenBy(one => one.Number, StringComparer.Ordinal).Take(MostProposals))
                found.TryAdd((ticket.Number, one.Number), reason);
            foreach (var one in others.Where(one => PlaceOf(one) < 0 && Repeats(one, ticket, reason)).OrderBy(one => one.RegisteredAt).ThenBy(one => one.Number, StringComparer.Ordinal).Take(MostProposals))
                found.TryAdd((one.Number, ticket.Number), reason);
        }

        bool Repeats(Ticket later, Ticket earlier, RepeatReason reason) => earlier.RegisteredAt >= Since(later) && (earlier.RegisteredAt, PlaceOf(earlier)).CompareTo((later.RegisteredAt, PlaceOf(later))) < 0
            && (reason != RepeatReason.Place || later.Category is null || later.Category == earlier.Category);

        int PlaceOf(Ticket ticket) => places.GetValueOrDefault(ticket.Number, -1);
    }

    private static string? Hash(string? key) => key is null ? null : Likeness.Hash(key);

    private static string[] KeysOf(string? key, DateTimeOffset since, DateTimeOffset until) => key is null ? [] : [.. Likeness.Keys(Likeness.Hash(key), since, until)];

    public Task ProposeAsync(IReadOnlyList<Proposal> proposals, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.WriteAllAsync(ProposeSql, proposals.Select(one => new { one.Number, one.Earlier, Because = one.Because.Text(), ProposedAt = now, Standing = RepeatStanding.Proposed.Text() }), ct);
    }

    /// <summary>A person may also see what was not proposed.</summary>
    public async Task DecideAsync(string number, string earlier, RepeatStanding standing, string by, CancellationToken ct)
    {
        var decided = new { Number = number, Earlier = earlier, Standing = standing.Text(), DecidedAt = clock.GetUtcNow(), DecidedBy = by };
        if (await db.ExecuteAsync(DecideSql, decided, ct) == 0)
            await db.ExecuteAsync(SeenSql, decided, ct);
    }

    /// <param name="Number">The ticket.</param>
    /// <param name="Earlier">What it may repeat.</param>
    /// <param name="Because">Why.</param>
    internal readonly record struct Proposal(string Number, string Earlier, RepeatReason Because);

    internal sealed record Earlier
    {
        public string Number { get; init; } = "";
        public DateTimeOffset RegisteredAt { get; init; }
    }
}
