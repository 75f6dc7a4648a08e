using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;
using FluentValidation;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Changzheng.Api.Delivery.Series;

/// <summary>频次: the days on which something is due, from a rule of RFC 5545, each moved to a working day.</summary>
internal static class Cadence
{
    /// <summary>A day each of a leap year.</summary>
    public const int Most = 366;

    /// <summary>
    /// The rule's days of that year. A day off is moved to the next working day, or to the one before where the next
    /// lies in another year; days that fall together are one.
    /// </summary>
    /// <param name="rule">RRULE without its name: FREQ=MONTHLY;BYDAY=1FR.</param>
    /// <param name="startsOn">The first day the rule counts from.</param>
    public static IReadOnlyList<DateOnly> ListDays(string rule, DateOnly startsOn, int year, WorkingDays calendar)
    {
        var last = new DateOnly(year, 12, 31);
        try
        {
            var entry = new CalendarEvent
            {
                Start = new CalDateTime(startsOn),
                RecurrenceRule = new RecurrencePattern(rule),
            };
            var days = entry
                .GetOccurrences()
                .Select(occurrence => occurrence.Period.StartTime.Date)
                .TakeWhile(day => day <= last)
                .Where(day => day.Year == year)
                .Select(day => Move(day, last, calendar))
                .Distinct()
                .Take(Most + 1)
                .ToList();
            return days.Count is > 0 and <= Most ? days : throw Malformed(rule);
        }
        catch (Exception unreadable)
            when (unreadable is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw Malformed(rule);
        }
    }

    public static void IsCadence<T>(this IRuleBuilder<T, string?> rule) =>
        rule.MaximumLength(200)
            .Matches("^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+0-9A-Z,]+)*$(?!\\n)")
            .WithErrorCode(SeriesRefusals.CadenceMalformed.Code)
            .WithMessage(_ =>
                Words.Say(
                    "须为 RFC 5545 的规则，最密为每日：FREQ=MONTHLY;BYDAY=1FR。",
                    "A rule of RFC 5545, daily at the most: FREQ=MONTHLY;BYDAY=1FR."
                )
            );

    private static DateOnly Move(DateOnly day, DateOnly last, WorkingDays calendar)
    {
        var moved = day;
        while (!calendar.IsWorking(moved) && moved <= last)
            moved = moved.AddDays(1);
        if (moved <= last)
            return moved;
        while (!calendar.IsWorking(day))
            day = day.AddDays(-1);
        return day;
    }

    private static Refusal Malformed(string rule) =>
        SeriesRefusals.CadenceMalformed.WithDetail(
            $"频次“{rule}”无法读懂，或当年没有应办之日；示例：FREQ=MONTHLY;BYDAY=1FR。",
            $"The cadence '{rule}' cannot be read, or has no day in the year; an example: FREQ=MONTHLY;BYDAY=1FR."
        );
}
