using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>When a ticket that is closed was registered, first closed, as judged, and due.</summary>
internal sealed record ClosingTimes
{
    public string? GroupKey { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset ClosedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
}

/// <summary>How many working days tickets took from their registration to their first closing, as judged.</summary>
/// <param name="Closed">How many were closed; the others are in no number here.</param>
/// <param name="SameDay">Closed on the day they were registered, or before the next working day.</param>
/// <param name="One">On the first working day after.</param>
/// <param name="Two">On the second.</param>
/// <param name="Three">On the third.</param>
/// <param name="Four">On the fourth.</param>
/// <param name="Five">On the fifth.</param>
/// <param name="Later">After it.</param>
/// <param name="OnLastDay">Closed on the very day they were due.</param>
/// <param name="LastDayShare">That ÷ closed, to four places; null when none is closed.</param>
public sealed record ClosingDays(
    int Closed,
    int SameDay,
    int One,
    int Two,
    int Three,
    int Four,
    int Five,
    int Later,
    int OnLastDay,
    decimal? LastDayShare
)
{
    internal static ClosingDays Example => new(39, 2, 8, 7, 6, 5, 9, 2, 11, 0.2821m);

    internal static ClosingDays Of(IReadOnlyCollection<ClosingTimes> tickets, WorkingDays calendar)
    {
        var days = tickets.CountBy(one => Math.Min(DaysOf(one, calendar), 6)).ToDictionary();
        var last = tickets.Count(one => Moment.Day(one.ClosedAt) == Moment.Day(one.DueAt));
        int On(int day) => days.GetValueOrDefault(day);
        return new ClosingDays(
            tickets.Count,
            On(0),
            On(1),
            On(2),
            On(3),
            On(4),
            On(5),
            On(6),
            last,
            tickets.Count == 0 ? null : Math.Round((decimal)last / tickets.Count, 4, MidpointRounding.AwayFromZero)
        );
    }

    private static int DaysOf(ClosingTimes ticket, WorkingDays calendar) =>
        calendar.Count(Moment.Day(ticket.RegisteredAt).AddDays(1), Moment.Day(ticket.ClosedAt));
}
