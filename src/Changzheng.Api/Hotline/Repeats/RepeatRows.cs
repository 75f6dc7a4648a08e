using System.Text.Json;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>What became of a proposal.</summary>
public enum RepeatStanding
{
    Proposed,
    Confirmed,
    Refused,
}

/// <summary>Repeats: proposed by the system, decided by a person.</summary>
internal sealed class RepeatRows(Db db, TimeProvider clock)
{
    private const string Compared =
        "t.Number, t.Channel, t.Category, t.RegisteredAt, t.PhoneHash, t.PlaceHash, t.ExternalNumber";

    /// <summary>Said so that the planner starts from what is alike and not from all tickets of the time.</summary>
    private const string Within =
        "COALESCE(t.RegisteredAt, t.LastAt) >= @Since AND COALESCE(t.RegisteredAt, t.LastAt) <= @Until AND t.Status <> 'voided'";

    public const string AlikeByReporterSql =
        $"SELECT {Compared} FROM Tickets t WHERE t.PhoneHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByPlaceSql =
        $"SELECT {Compared} FROM Tickets t WHERE t.PlaceHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByNumberSql =
        $"SELECT {Compared} FROM Tickets t WHERE t.ExternalNumber IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";

    public const string LatestSql =
        "SELECT t.RegisteredAt FROM Tickets t ORDER BY t.RegisteredAt DESC, t.Number DESC {page}";

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

    /// <summary>What the tickets may repeat, and what may repeat them, among themselves and what is there.</summary>
    /// <param name="tickets">Written or not.</param>
    /// <param name="days">How many days a channel counts.</param>
    public async Task<IReadOnlyList<RepeatRules.Pair>> LookAsync(
        IReadOnlyList<Ticket> tickets,
        IReadOnlyDictionary<string, int> days,
        CancellationToken ct
    )
    {
        if (tickets.Count == 0)
            return [];
        // Most tickets come in the order of their time: then nothing is there that was registered later.
        var latest =
            await db.FindAsync<DateTimeOffset?>(LatestSql, new { Skip = 0, Take = 1 }, ct) ?? DateTimeOffset.MinValue;
        var windows = tickets.Select(ticket => Window.Of(ticket, days[ticket.Channel], latest)).ToList();
        var (since, until) = (windows.Min(window => window.Since), windows.Max(window => window.Until));
        async Task<IReadOnlyList<Ticket>> AlikeAsync(
            Func<Window, IEnumerable<string?>> values,
            Func<object, Task<IReadOnlyList<Ticket>>> read
        )
        {
            var asked = windows.SelectMany(values).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return asked.Count == 0
                ? []
                : await read(
                    new
                    {
                        Values = JsonSerializer.Serialize(asked),
                        Since = since,
                        Until = until,
                    }
                );
        }

        IReadOnlyList<Ticket> there =
        [
            .. await AlikeAsync(
                window => window.Keys(window.Ticket.PhoneHash),
                like => db.QueryAsync<Ticket>(AlikeByReporterSql, like, ct)
            ),
            .. await AlikeAsync(
                window => window.Keys(window.Ticket.PlaceHash),
                like => db.QueryAsync<Ticket>(AlikeByPlaceSql, like, ct)
            ),
            .. await AlikeAsync(
                window => [window.Ticket.ExternalNumber],
                like => db.QueryAsync<Ticket>(AlikeByNumberSql, like, ct)
            ),
        ];
        return RepeatRules.Among(tickets, there, days);
    }

    public Task ProposeAsync(IReadOnlyList<RepeatRules.Pair> proposals, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.WriteAllAsync(
            ProposeSql,
            proposals.Select(one => new
            {
                one.Number,
                one.Earlier,
                Because = one.Because.Text(),
                ProposedAt = now,
                Standing = RepeatStanding.Proposed.Text(),
            }),
            ct
        );
    }

    /// <summary>A person may also see what was not proposed.</summary>
    public async Task DecideAsync(
        string number,
        string earlier,
        RepeatStanding standing,
        string by,
        CancellationToken ct
    )
    {
        var decided = new
        {
            Number = number,
            Earlier = earlier,
            Standing = standing.Text(),
            DecidedAt = clock.GetUtcNow(),
            DecidedBy = by,
        };
        if (await db.ExecuteAsync(DecideSql, decided, ct) == 0)
            await db.ExecuteAsync(SeenSql, decided, ct);
    }

    /// <summary>When what a ticket repeats, or what repeats it, was registered.</summary>
    private readonly record struct Window(Ticket Ticket, DateTimeOffset Since, DateTimeOffset Until)
    {
        public static Window Of(Ticket ticket, int days, DateTimeOffset latest)
        {
            var (since, until) = (ticket.RegisteredAt.AddDays(-days), ticket.RegisteredAt.AddDays(days));
            return new(
                ticket,
                since,
                latest <= ticket.RegisteredAt ? ticket.RegisteredAt
                    : until < latest ? until
                    : latest
            );
        }

        public IEnumerable<string> Keys(string? key) => Likeness.Keys(Likeness.Hash(key), Since, Until);
    }
}
