using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// The plan's four hotline indicators, month by month, worked out from the tickets by the standard definition. A change
/// of a ticket brings its months up to date, and the months of tickets whose deadline has passed since anyone last
/// looked.
/// </summary>
internal sealed class DerivedRates(
    Db db,
    RateRows rates,
    ClosedMonths closed,
    DerivedIndicators derived,
    TimeProvider clock
)
{
    /// <summary>
    /// COALESCE keeps SQLite off the channel index, so that it starts from the few deadlines that have passed.
    /// </summary>
    public const string PassedSql = """
        SELECT t.RegisteredAt FROM Tickets t WHERE t.OpenDueAt > @Through AND t.OpenDueAt < @Now AND COALESCE(t.Channel, '') = @Channel
        UNION ALL
        SELECT t.RegisteredAt FROM Tickets t WHERE t.NextDueAt > @Through AND t.NextDueAt < @Now AND COALESCE(t.Channel, '') = @Channel
        """;

    public const string AnySql =
        "SELECT t.Number FROM Tickets t WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until ORDER BY t.RegisteredAt, t.Number {page}";

    public const string ThroughSql = "SELECT Through FROM HotlineDerivations WHERE Id = 1";
    public const string AdvanceSql = "UPDATE HotlineDerivations SET Through = @Now WHERE Id = 1";
    public const string BeginSql =
        "INSERT INTO HotlineDerivations (Id, Through) SELECT 1, @Now WHERE NOT EXISTS (SELECT 1 FROM HotlineDerivations {hold} WHERE Id = 1)";

    /// <summary>
    /// The first days of the months a change of a ticket may move, whichever date the definition goes by.
    /// </summary>
    public static void AddMonths(ISet<DateOnly> months, Ticket? before, Ticket after)
    {
        Add(before?.Channel, before?.RegisteredAt);
        Add(before?.Channel, before?.ClosedCohortAt);
        Add(after.Channel, after.RegisteredAt);
        Add(after.Channel, after.ClosedCohortAt);

        void Add(string? channel, DateTimeOffset? at)
        {
            if (channel == RateScope.Hotline && at is not null && Moment.Day(at.Value) is var day)
                months.Add(day.AddDays(1 - day.Day));
        }
    }

    public Task FollowAsync(Ticket? before, Ticket after, CancellationToken ct)
    {
        var months = new HashSet<DateOnly>();
        AddMonths(months, before, after);
        return FollowAsync(months, ct);
    }

    public async Task FollowAsync(IReadOnlyCollection<DateOnly> months, CancellationToken ct)
    {
        if (months.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var definition = await rates.DefinitionAsync(null, ct);
        var passed = (await PassedAsync(now, ct)).Select(Moment.Day);
        foreach (
            var month in months
                .Concat(passed)
                .Select(day => new Period(day.Year, Frequency.Month, day.Month))
                .Distinct()
                .Order()
        )
            await DeriveAsync(definition, month, now, ct);
    }

    /// <summary>Those of the months in which there are tickets: the others get no figure.</summary>
    public async Task FollowKnownAsync(IReadOnlyList<DateOnly> months, CancellationToken ct)
    {
        var filled = new List<DateOnly>();
        foreach (var month in months)
            if (await HasTicketsAsync(month, ct))
                filled.Add(month);
        await FollowAsync(filled, ct);
    }

    private async Task<bool> HasTicketsAsync(DateOnly month, CancellationToken ct)
    {
        var of = new
        {
            Channel = RateScope.Hotline,
            From = Moment.StartOf(month),
            Until = Moment.StartOf(month.AddMonths(1)),
            Skip = 0,
            Take = 1,
        };
        return (await db.QueryAsync<string>(AnySql, of, ct)).Count > 0;
    }

    /// <summary>When the tickets were registered whose deadline has passed since last time.</summary>
    private async Task<IReadOnlyList<DateTimeOffset>> PassedAsync(DateTimeOffset now, CancellationToken ct)
    {
        var through = await db.FindAsync<DateTimeOffset?>(ThroughSql, null, ct) ?? DateTimeOffset.UnixEpoch;
        var passed = await db.QueryAsync<DateTimeOffset>(
            PassedSql,
            new
            {
                Through = through,
                Now = now,
                Channel = RateScope.Hotline,
            },
            ct
        );
        if (passed.Count > 0 && await db.ExecuteAsync(AdvanceSql, new { Now = now }, ct) == 0)
            await db.ExecuteAsync(BeginSql, new { Now = now }, ct);
        return passed;
    }

    private async Task DeriveAsync(RateDefinition definition, Period month, DateTimeOffset now, CancellationToken ct)
    {
        if (!await derived.HoldAsync([.. RateSources.ByRate.Values], month.Year, ct))
            return;
        // A closed month stays with its facts and its definition: a plan issued later gets the same figures.
        if (await closed.FindAsync(month.Start, ct) is { } fixedMonth)
            definition = await rates.DefinitionAsync(fixedMonth.Definition, ct);
        var span = new RateSpan(RateScope.Hotline, month.Start, month.End, now, Reach.OfTown);
        var set = RateSet.Of(definition.Terms, await closed.CountAsync(definition.Terms, span, "", ct));
        var note = $"{definition.Title}（{definition.Code}@{definition.Version}）";
        foreach (var (rate, source) in RateSources.ByRate)
        {
            var figure = new Figure(Numerator: set[rate].Numerator, Denominator: set[rate].Denominator);
            await derived.SetAsync(source, month, "", figure, note, ct);
        }
    }
}
