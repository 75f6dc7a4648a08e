using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// When a plan's reports are due: on the working day the plan sets, counted from the end of a period's last month.
/// </summary>
/// <param name="Year">The plan's year.</param>
/// <param name="DueFromMonthEnd">Which working day, 1 being the month's last.</param>
/// <param name="Calendar">The working days.</param>
internal sealed record ReportSchedule(int Year, int DueFromMonthEnd, WorkingDays Calendar)
{
    private readonly Dictionary<int, DateOnly> days = [];

    public IEnumerable<(Period Period, DateOnly DueOn)> Of(Frequency frequency) =>
        Period.Of(Year, frequency).Select(period => (period, DueOn(period)));

    /// <summary>The periods whose reports were due before that day.</summary>
    public IEnumerable<(Period Period, DateOnly DueOn)> DueBefore(DateOnly asOf, Frequency frequency) =>
        Of(frequency).Where(one => one.DueOn < asOf);

    /// <summary>How many reports are overdue on that day when the data reach to the end of a day.</summary>
    public int CountMissing(Frequency frequency, DateOnly? through, DateOnly asOf) =>
        DueBefore(asOf, frequency).Count(one => through is null || one.Period.End > through);

    private DateOnly DueOn(Period period) =>
        days.TryGetValue(period.End.Month, out var day)
            ? day
            : days[period.End.Month] = Calendar.FromMonthEnd(period.End, DueFromMonthEnd);
}
