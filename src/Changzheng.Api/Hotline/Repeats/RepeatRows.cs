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
    private const string ComparedColumns =
        "t.Number, t.Channel, t.Category, t.RegisteredAt, t.PhoneHash, t.PlaceHash, t.BuildingHash, t.SubjectHash, t.ExternalNumber";

    /// <summary>
    /// COALESCE keeps SQLite off the index on RegisteredAt, so it starts from the few tickets with the same key.
    /// </summary>
    private const string Within =
        "COALESCE(t.RegisteredAt, t.LastAt) >= @Since AND COALESCE(t.RegisteredAt, t.LastAt) <= @Until AND t.Status <> 'voided'";

    public const string AlikeByReporterSql =
        $"SELECT {ComparedColumns} FROM Tickets t WHERE t.PhoneHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByPlaceSql =
        $"SELECT {ComparedColumns} FROM Tickets t WHERE t.PlaceHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByBuildingSql =
        $"SELECT {ComparedColumns} FROM Tickets t WHERE t.BuildingHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeBySubjectSql =
        $"SELECT {ComparedColumns} FROM Tickets t WHERE t.SubjectHash IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";
    public const string AlikeByNumberSql =
        $"SELECT {ComparedColumns} FROM Tickets t WHERE t.ExternalNumber IN (SELECT value {{ordinal}} FROM {{each}}(@Values)) AND {Within}";

    public const string LatestSql =
        "SELECT t.RegisteredAt FROM Tickets t ORDER BY t.RegisteredAt DESC, t.Number DESC {page}";

    public const string ProposeSql = """
        INSERT INTO TicketRepeats (Number, Earlier, Because, ProposedAt, Standing, DecidedAt, DecidedBy)
        VALUES (@Number, @Earlier, @Because, @ProposedAt, @Standing, NULL, NULL)
        """;

    public const string DecideUnproposedSql = """
        INSERT INTO TicketRepeats (Number, Earlier, Because, ProposedAt, Standing, DecidedAt, DecidedBy)
        SELECT t.Number, @Earlier, 'person', @DecidedAt, @Standing, @DecidedAt, @DecidedBy FROM Tickets t WHERE t.Number = @Number
        """;

    public const string DecideSql = """
        UPDATE TicketRepeats SET Standing = @Standing, DecidedAt = @DecidedAt, DecidedBy = @DecidedBy
        WHERE Number = @Number AND Earlier = @Earlier
        """;

    /// <summary>The tickets these may repeat and that may repeat these, among themselves and in the database.</summary>
    /// <param name="tickets">New ones, in the database or not.</param>
    /// <param name="days">For each channel, how many days apart a repeat may be.</param>
    public async Task<IReadOnlyList<RepeatRules.Pair>> FindPairsAsync(
        IReadOnlyList<Ticket> tickets,
        IReadOnlyDictionary<string, int> days,
        CancellationToken ct
    )
    {
        if (tickets.Count == 0)
            return [];
        // Most tickets come in the order of their registration; then no later one has to be looked for.
        var latest =
            await db.FindAsync<DateTimeOffset?>(LatestSql, new { Skip = 0, Take = 1 }, ct) ?? DateTimeOffset.MinValue;
        var windows = tickets.Select(ticket => Window.Of(ticket, days[ticket.Channel], latest)).ToList();
        var (since, until) = (windows.Min(window => window.Since), windows.Max(window => window.Until));
        async Task<IReadOnlyList<Ticket>> AlikeAsync(
            Func<Window, IEnumerable<string?>> values,
            Func<object, Task<IReadOnlyList<Ticket>>> read
        )
        {
            var wanted = windows.SelectMany(values).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return wanted.Count == 0
                ? []
                : await read(
                    new
                    {
                        Values = JsonSerializer.Serialize(wanted),
                        Since = since,
                        Until = until,
                    }
                );
        }

        IReadOnlyList<Ticket> existing =
        [
            .. await AlikeAsync(
                window => window.ListKeys(window.Ticket.PhoneHash),
                like => db.QueryAsync<Ticket>(AlikeByReporterSql, like, ct)
            ),
            .. await AlikeAsync(
                window => window.ListKeys(window.Ticket.PlaceHash),
                like => db.QueryAsync<Ticket>(AlikeByPlaceSql, like, ct)
            ),
            .. await AlikeAsync(
                window => window.ListKeys(window.Ticket.BuildingHash),
                like => db.QueryAsync<Ticket>(AlikeByBuildingSql, like, ct)
            ),
            .. await AlikeAsync(
                window => window.ListKeys(window.Ticket.SubjectHash),
                like => db.QueryAsync<Ticket>(AlikeBySubjectSql, like, ct)
            ),
            .. await AlikeAsync(
                window => [window.Ticket.ExternalNumber],
                like => db.QueryAsync<Ticket>(AlikeByNumberSql, like, ct)
            ),
        ];
        return RepeatRules.FindPairs(tickets, existing, days);
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

    /// <summary>A pair that was not proposed is recorded with the reason 'person'.</summary>
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
            await db.ExecuteAsync(DecideUnproposedSql, decided, ct);
    }

    /// <summary>
    /// The time in which the tickets were registered that a ticket may repeat, or that may repeat it.
    /// </summary>
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

        public IEnumerable<string> ListKeys(string? key) =>
            RepeatKeys.ListBetween(RepeatKeys.GetHash(key), Since, Until);
    }
}
