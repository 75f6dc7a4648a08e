using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>A ticket that was changed.</summary>
/// <param name="Before">Null for a new one.</param>
internal sealed record ChangedTicket(Ticket? Before, Ticket After);

/// <summary>
/// Keeps the counts by month as tickets change: takes a ticket out as it was counted and puts it in as it stands. What
/// turned by time alone meanwhile is caught up first, so that all tickets are counted as of one instant. Commands that
/// change tickets wait here for each other.
/// </summary>
internal sealed class RateCounts(Db db, RateRows rates)
{
    /// <summary>
    /// By how much the clock of another process may be ahead: further back, the clock was set back, and all is counted
    /// anew.
    /// </summary>
    private static readonly TimeSpan skew = TimeSpan.FromMinutes(10);

    /// <summary>An UPDATE, and so a lock on every server.</summary>
    public const string AdvanceSql = """
        UPDATE HotlineDerivations
        SET Was = CASE WHEN Through > @Skewed THEN NULL ELSE Through END,
            Through = CASE WHEN Through < @Now OR Through > @Skewed THEN @Now ELSE Through END,
            Serial = COALESCE(Serial, 0) + 1
        WHERE Id = 1
        """;

    public const string BeginSql =
        "INSERT INTO HotlineDerivations (Id, Through, Was, Serial) SELECT 1, @Now, @Now, 1 WHERE NOT EXISTS (SELECT 1 FROM HotlineDerivations {hold} WHERE Id = 1)";

    public const string StateSql = $"SELECT {CountState.Columns} FROM HotlineDerivations WHERE Id = 1";

    public const string TurnedSql =
        $"SELECT {TurnRow.Columns} FROM HotlineTurns WHERE TurnsAt < @Through ORDER BY TurnsAt, Number";

    public const string ForgetTurnSql = "DELETE FROM HotlineTurns WHERE Number = @Number";

    public const string TurnSql = $"INSERT INTO HotlineTurns {{insert {TurnRow.Columns}}}";

    private const string OfKey =
        "Definition = @Definition AND Channel = @Channel AND ToldBy = @ToldBy AND Month = @Month AND GroupKey = @GroupKey AND Outcomes = @Outcomes";

    public const string OpenSql =
        $"INSERT INTO HotlineCounts ({CountRow.Columns}) SELECT @Definition, @Channel, @ToldBy, @Month, @GroupKey, @Outcomes, 0 WHERE NOT EXISTS (SELECT 1 FROM HotlineCounts WHERE {OfKey})";

    public const string BumpSql = $"UPDATE HotlineCounts SET Tickets = Tickets + @Tickets WHERE {OfKey}";

    public const string InsertSql = $"INSERT INTO HotlineCounts {{insert {CountRow.Columns}}}";

    public const string AllTicketsSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Number > @After ORDER BY t.Number {{page}}";

    private const int Stride = 1000;

    public const string ClearSql = "DELETE FROM HotlineCounts";

    public const string ClearTurnsSql = "DELETE FROM HotlineTurns";

    public const string RebuiltSql = "UPDATE HotlineDerivations SET Definitions = @Definitions WHERE Id = 1";

    private CountState? held;

    /// <summary>What the counts are of; null where they are not of the latest definitions.</summary>
    public async Task<CountState?> FindStateAsync(CancellationToken ct)
    {
        if (db.InTransaction && held is not null)
            return held;
        var state = await db.FindAsync<CountState>(StateSql, null, ct);
        return state?.IsOf(await rates.LatestAsync(ct)) == true ? state : null;
    }

    /// <summary>True inside a transaction that has caught up: then nothing has turned that is not counted.</summary>
    public bool IsHeld => db.InTransaction && held is not null;

    /// <summary>Counts what changed, in its transaction, after it was written.</summary>
    /// <returns>The counts that moved, by how much; empty where all was counted anew.</returns>
    public async Task<IReadOnlyList<CountRow>> FollowAsync(
        IReadOnlyCollection<ChangedTicket> changed,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var definitions = await rates.LatestAsync(ct);
        var state = await AdvanceAsync(now, ct);
        if (!state.IsOf(definitions) || state.Was is not { } was)
        {
            await RebuildAsync(definitions, state, ct);
            return [];
        }

        var through = state.Through;
        var tally = new Tally(definitions);
        var turns = new List<TurnRow>();
        var forgotten = new List<string>();
        var numbers = changed.Select(one => one.After.Number).ToHashSet(StringComparer.Ordinal);
        if (was < through)
            foreach (var turned in await db.QueryAsync<TurnRow>(TurnedSql, new { Through = through }, ct))
            {
                if (numbers.Contains(turned.Number))
                    continue;
                var facts = RateState.Read(turned.Facts);
                tally.Add(turned.Channel, facts, was, -1);
                Put(turned.Number, turned.Channel, facts);
                forgotten.Add(turned.Number);
            }

        foreach (var (before, after) in changed)
        {
            if (before is not null)
            {
                tally.Add(before.Channel, RateState.Of(before), was, -1);
                forgotten.Add(before.Number);
            }

            Put(after.Number, after.Channel, RateState.Of(after));
        }

        var moved = tally.List();
        await WriteAsync(moved, forgotten, turns, ct);
        held = state;
        return moved;

        void Put(string number, string channel, RateState facts)
        {
            tally.Add(channel, facts, through, 1);
            if (tally.FindTurn(number, channel, facts, through) is { } turn)
                turns.Add(turn);
        }
    }

    /// <summary>Counts everything anew if the counts are not of the latest definitions.</summary>
    public async Task CatchUpAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (await FindStateAsync(ct) is null)
            await FollowAsync([], now, ct);
    }

    private async Task<CountState> AdvanceAsync(DateTimeOffset now, CancellationToken ct)
    {
        var of = new { Now = now.TruncateToMilliseconds(), Skewed = now.TruncateToMilliseconds() + skew };
        if (await db.ExecuteAsync(AdvanceSql, of, ct) == 0)
            await db.ExecuteAsync(BeginSql, of, ct);
        return (await db.FindAsync<CountState>(StateSql, null, ct))!;
    }

    private async Task WriteAsync(
        IReadOnlyList<CountRow> moved,
        List<string> forgotten,
        List<TurnRow> turns,
        CancellationToken ct
    )
    {
        if (moved.Count > 0)
        {
            await db.WriteAllAsync(OpenSql, moved, ct);
            await db.WriteAllAsync(BumpSql, moved, ct);
        }

        if (forgotten.Count > 0)
            await db.WriteAllAsync(ForgetTurnSql, forgotten.Select(number => new { Number = number }), ct);
        if (turns.Count > 0)
            await db.WriteAllAsync(TurnSql, turns, ct);
    }

    private async Task RebuildAsync(IReadOnlyList<RateDefinition> definitions, CountState state, CancellationToken ct)
    {
        var (tally, turns) = await RecountAsync(definitions, state.Through, ct);
        await db.ExecuteAsync(ClearSql, null, ct);
        await db.ExecuteAsync(ClearTurnsSql, null, ct);
        var counts = tally.List();
        if (counts.Count > 0)
            await db.WriteAllAsync(InsertSql, counts, ct);
        if (turns.Count > 0)
            await db.WriteAllAsync(TurnSql, turns, ct);
        var names = CountState.NamesOf(definitions);
        await db.ExecuteAsync(RebuiltSql, new { Definitions = names }, ct);
        held = state with { Definitions = names };
    }

    /// <summary>Every ticket, as it stands at an instant.</summary>
    public async Task<(Tally Counts, List<TurnRow> Turns)> RecountAsync(
        IReadOnlyList<RateDefinition> definitions,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (tally, turns) = (new Tally(definitions), new List<TurnRow>());
        for (var after = ""; ; )
        {
            var asked = new
            {
                After = after,
                Skip = 0,
                Take = Stride,
            };
            var tickets = await db.QueryAsync<Ticket>(AllTicketsSql, asked, ct);
            foreach (var ticket in tickets)
            {
                var facts = RateState.Of(ticket);
                tally.Add(ticket.Channel, facts, now, 1);
                if (tally.FindTurn(ticket.Number, ticket.Channel, facts, now) is { } turn)
                    turns.Add(turn);
            }

            if (tickets.Count < Stride)
                break;
            after = tickets[^1].Number;
        }

        return (tally, turns);
    }
}
