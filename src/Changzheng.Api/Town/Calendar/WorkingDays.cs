using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Town.Calendar;

/// <summary>
/// Working days as the State Council's notices make them: a day named in a notice is what the notice says, any other is
/// working from Monday to Friday (domain.md D).
/// </summary>
/// <param name="named">The days the notices name: true for a make-up day, false for a day off.</param>
/// <param name="years">The years whose notice is known; null where it does not matter.</param>
internal sealed class WorkingDays(IReadOnlyDictionary<DateOnly, bool> named, IReadOnlySet<int>? years = null)
{
    /// <summary>Weekends off and nothing else: where no working day is counted.</summary>
    public static readonly WorkingDays WithoutNotices = new(new Dictionary<DateOnly, bool>());

    public bool IsWorking(DateOnly day) =>
        named.TryGetValue(day, out var working)
            ? working
            : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Both ends included.</summary>
    public int Count(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
            if (IsWorking(day))
                count++;
        return count;
    }

    /// <summary>Day 1 is the next working day after <paramref name="day"/>.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
        {
            day = day.AddDays(1);
            if (IsWorking(day))
                workingDays--;
        }

        return day;
    }

    /// <summary>
    /// Due at 23:59:59 of the last day; provisional when a day counted lies in a year whose notice is not known.
    /// </summary>
    public Deadline DueAfter(DateTimeOffset from, int workingDays)
    {
        var received = Moment.Day(from);
        var last = AddWorkingDays(received, workingDays);
        var first = received < last ? received.AddDays(1) : last;
        var provisional =
            years is not null
            && Enumerable.Range(first.Year, last.Year - first.Year + 1).Any(year => !years.Contains(year));
        return new Deadline(Moment.StartOf(last.AddDays(1)).AddSeconds(-1), provisional);
    }

    /// <summary>The n-th last working day of the month <paramref name="day"/> lies in: 1 is the last.</summary>
    public DateOnly FromMonthEnd(DateOnly day, int nth)
    {
        var candidate = new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1);
        while (!IsWorking(candidate) || --nth > 0)
            candidate = candidate.AddDays(-1);
        return candidate;
    }
}
