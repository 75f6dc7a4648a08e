using System.Globalization;
using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// The plan's four hotline indicators, month by month, worked out by the standard definition from the counts. A change
/// of a ticket brings its months up to date, and the months of tickets that turned by time alone; an hourly job the
/// latter.
/// </summary>
internal sealed class DerivedRates(
    Db db,
    RateRows rates,
    RateCounts counts,
    ClosedMonths closed,
    DerivedIndicators derived,
    TimeProvider clock
)
{
    public const string AnySql =
        "SELECT t.Number FROM Tickets t WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until ORDER BY t.RegisteredAt, t.Number {page}";

    /// <summary>
    /// The first days of the months a change of a ticket may move, whichever date the definition goes by.
    /// </summary>
    private static void AddMonths(ISet<DateOnly> months, Ticket? before, Ticket after)
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

    /// <summary>Counts a change of a ticket and sets the figures of its months.</summary>
    public Task FollowAsync(Ticket? before, Ticket after, CancellationToken ct) =>
        FollowAsync([new ChangedTicket(before, after)], new HashSet<DateOnly>(), ct);

    /// <summary>
    /// Counts changes of tickets and sets the figures of the months given and of those whose counts moved, except
    /// closed months: their figures stay.
    /// </summary>
    public async Task FollowAsync(
        IReadOnlyCollection<ChangedTicket> changed,
        ISet<DateOnly> months,
        CancellationToken ct
    )
    {
        await CountAsync(changed, months, ct);
        foreach (var month in months.Order().ToList())
            if (await closed.FindAsync(month, ct) is null)
                await DeriveAsync(month, ct);
    }

    /// <summary>Counts changes of tickets, and adds the months whose figures are to be set.</summary>
    public async Task CountAsync(
        IReadOnlyCollection<ChangedTicket> changed,
        ISet<DateOnly> months,
        CancellationToken ct
    )
    {
        foreach (var (before, after) in changed)
            AddMonths(months, before, after);
        var moved = await counts.FollowAsync(changed, clock.GetUtcNow(), ct);
        var standard = CountState.NameOf(await rates.DefinitionAsync(null, ct));
        foreach (var row in moved)
            if (row is { ToldBy: "", Channel: RateScope.Hotline } && row.Definition == standard)
                months.Add(DateOnly.ParseExact(row.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Those of the months in which there are tickets: the others get no figure.</summary>
    public async Task FollowKnownAsync(IReadOnlyList<DateOnly> months, CancellationToken ct)
    {
        foreach (var month in months)
            if (await HasTicketsAsync(month, ct))
                await DeriveAsync(month, ct);
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

    /// <summary>
    /// A closed month by its facts and its definition: a plan issued later gets the same figures.
    /// </summary>
    private async Task DeriveAsync(DateOnly first, CancellationToken ct)
    {
        var month = new Period(first.Year, Frequency.Month, first.Month);
        if (!await derived.HoldAsync([.. RateSources.ByRate.Values], month.Year, ct))
            return;
        var fixedMonth = await closed.FindAsync(month.Start, ct);
        var definition = await rates.DefinitionAsync(fixedMonth?.Definition, ct);
        var span = new RateSpan(RateScope.Hotline, month.Start, month.End, clock.GetUtcNow(), Reach.OfTown);
        var set = RateSet.Of(await closed.CountAsync(definition, span, "", ct));
        var note = $"{definition.Title}（{definition.Code}@{definition.Version}）";
        foreach (var (rate, source) in RateSources.ByRate)
        {
            var figure = new Figure(Numerator: set[rate].Numerator, Denominator: set[rate].Denominator);
            await derived.SetAsync(source, month, "", figure, note, ct);
        }
    }
}
