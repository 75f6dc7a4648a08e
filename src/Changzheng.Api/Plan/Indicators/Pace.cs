using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// How a year's promise is expected to come in: evenly by calendar day, evenly by working day, by steps at dates, or as
/// the base year's months did.
/// </summary>
public enum PaceKind
{
    CalendarDays,
    WorkingDays,
    Steps,
    BaseYear,
}

/// <param name="Kind">The curve.</param>
/// <param name="Steps">For <c>steps</c>: the share of the year's promise expected from each date on, rising.</param>
public sealed record Pace(PaceKind Kind, IReadOnlyList<PaceStep>? Steps = null)
{
    internal static readonly Pace Even = new(PaceKind.CalendarDays);

    /// <summary>
    /// The share of the year that has passed at the end of <paramref name="asOf"/>, 0 before and 1 after it.
    /// </summary>
    internal static decimal Elapsed(DateOnly asOf, int year)
    {
        var start = new DateOnly(year, 1, 1);
        return Share(asOf.DayNumber - start.DayNumber + 1, start.AddYears(1).DayNumber - start.DayNumber);
    }

    /// <param name="asOf">The day judged.</param>
    /// <param name="year">The plan's year.</param>
    /// <param name="calendar">For the pace by working day.</param>
    /// <param name="baseMonths">The base year's twelve figures, for the pace of the base year.</param>
    /// <param name="reportedMonths">The months a figure covers: a growth is compared with the same months of the base year.</param>
    internal decimal Expected(
        DateOnly asOf,
        int year,
        WorkingDays calendar,
        IReadOnlyList<decimal>? baseMonths = null,
        IReadOnlySet<int>? reportedMonths = null
    ) =>
        Kind switch
        {
            PaceKind.WorkingDays => Share(
                calendar.Count(new DateOnly(year, 1, 1), Earlier(asOf, year)),
                calendar.Count(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31))
            ),
            PaceKind.Steps => (Steps ?? [])
                .Where(step => step.On <= asOf)
                .Select(step => step.Share)
                .DefaultIfEmpty(0)
                .Max(),
            PaceKind.BaseYear when baseMonths is { Count: 12 } && baseMonths.Sum() > 0 => Share(
                (reportedMonths ?? Ended(asOf, year)).Sum(month => baseMonths[month - 1]),
                baseMonths.Sum()
            ),
            _ => Elapsed(asOf, year),
        };

    private static HashSet<int> Ended(DateOnly asOf, int year) =>
        [.. Enumerable.Range(1, 12).Where(month => new DateOnly(year, month, 1).AddMonths(1) <= asOf.AddDays(1))];

    private static DateOnly Earlier(DateOnly asOf, int year) =>
        asOf < new DateOnly(year, 12, 31) ? asOf : new DateOnly(year, 12, 31);

    private static decimal Share(decimal part, decimal whole) =>
        Math.Round(Math.Clamp(part / whole, 0, 1), 4, MidpointRounding.AwayFromZero);
}

/// <param name="On">From this day on …</param>
/// <param name="Share">… this share of the year's promise is expected, 0 to 1.</param>
public sealed record PaceStep(DateOnly On, decimal Share);
