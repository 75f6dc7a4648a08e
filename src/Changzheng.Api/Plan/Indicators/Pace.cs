using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// How a year's promise is expected to come in: by whole months past, evenly by calendar day, evenly by working day, by
/// steps at dates, or as the base year's months did. <c>calendarDays</c> is <c>even</c> under its former name.
/// </summary>
public enum PaceKind
{
    Months,
    Even,
    WorkingDays,
    Steps,
    BaseYear,
    CalendarDays,
}

/// <param name="Kind">The curve.</param>
/// <param name="Steps">For <c>steps</c>: the share of the year's promise expected from each date on, rising to
/// 1.</param>
public sealed record Pace(PaceKind Kind, IReadOnlyList<PaceStep>? Steps = null)
{
    internal static readonly Pace Even = new(PaceKind.Even);

    internal static readonly Pace ByMonth = new(PaceKind.Months);

    /// <summary>Where the plan names no pace: what is reported by month is expected by month.</summary>
    internal static Pace Usual(Frequency frequency) => frequency == Frequency.Month ? ByMonth : Even;

    /// <summary>
    /// The share of the year that has passed at the end of <paramref name="asOf"/>: a twelfth a month, by days within a
    /// month; so the end of June is exactly a half.
    /// </summary>
    internal static decimal Elapsed(DateOnly asOf, int year)
    {
        if (asOf.Year != year)
            return asOf.Year < year ? 0 : 1;
        return Share(asOf.Month - 1 + (decimal)asOf.Day / DateTime.DaysInMonth(year, asOf.Month), 12);
    }

    /// <param name="asOf">The day judged.</param>
    /// <param name="year">The plan's year.</param>
    /// <param name="dueOn">When all is due; the year's last day if null or later.</param>
    /// <param name="calendar">For the pace by working day.</param>
    /// <param name="from">When a later document added it; the year's first day if null.</param>
    internal decimal Expected(DateOnly asOf, int year, DateOnly? dueOn, WorkingDays calendar, DateOnly? from = null)
    {
        var (first, last) = (from ?? new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var due = dueOn < last ? dueOn.Value : last;
        if (asOf < first)
            return 0;
        if (asOf >= due)
            return 1;
        return Kind switch
        {
            PaceKind.WorkingDays => Share(calendar.Count(first, asOf), calendar.Count(first, due)),
            PaceKind.Steps => (Steps ?? [])
                .Where(step => step.On <= asOf)
                .Select(step => step.Share)
                .DefaultIfEmpty(0)
                .Max(),
            // A base year whose months are known was turned into steps when the contribution was recorded.
            PaceKind.Months or PaceKind.BaseYear => Share(
                MonthsPast(asOf) - first.Month + 1,
                due.Month - first.Month + 1
            ),
            _ => Share(asOf.DayNumber - first.DayNumber + 1, due.DayNumber - first.DayNumber + 1),
        };
    }

    /// <summary>
    /// The base year's shares, month by month, as steps at the months' ends; the year's own reports change nothing.
    /// </summary>
    internal static Pace OfBaseYear(int year, IReadOnlyList<decimal> months)
    {
        var (sum, whole) = (0m, months.Sum());
        return new Pace(
            PaceKind.Steps,
            [
                .. months.Select(
                    (amount, index) =>
                        new PaceStep(
                            new DateOnly(year, index + 1, 1).AddMonths(1).AddDays(-1),
                            Share(sum += amount, whole)
                        )
                ),
            ]
        );
    }

    private static int MonthsPast(DateOnly asOf) => asOf.AddDays(1).Day == 1 ? asOf.Month : asOf.Month - 1;

    private static decimal Share(decimal part, decimal whole) =>
        Math.Round(Math.Clamp(part / whole, 0, 1), 4, MidpointRounding.AwayFromZero);
}

/// <param name="On">From this day on …</param>
/// <param name="Share">… this share of the year's promise is expected, 0 to 1.</param>
public sealed record PaceStep(DateOnly On, decimal Share);
