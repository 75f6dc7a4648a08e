using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Warnings;

/// <summary>Which early warning.</summary>
internal enum WarningKind
{
    HalfTerm,
    DueSoon,
}

/// <summary>
/// When a ticket is warned of: at the beginning of work on a working day, so that somebody reads it. Pure.
/// </summary>
/// <param name="calendar">The working days.</param>
/// <param name="from">Minutes after midnight at which work begins.</param>
/// <param name="to">Minutes after midnight at which it ends.</param>
internal sealed class WarningTimes(WorkingDays calendar, int from, int to)
{
    /// <summary>Whether people work at that instant.</summary>
    public bool IsWorking(DateTimeOffset at)
    {
        var minutes = (at - Moment.StartOf(Moment.Day(at))).TotalMinutes;
        return calendar.IsWorking(Moment.Day(at)) && minutes >= from && minutes < to;
    }

    /// <summary>
    /// The kinds whose time has come, while the deadline has not. None of a ticket that is closed, voided or suspended.
    /// </summary>
    public IEnumerable<WarningKind> ListDue(Ticket ticket, DateTimeOffset now) =>
        ticket.OpenDueAt is not { } due || due < now || !IsWorking(now)
            ? []
            : Enum.GetValues<WarningKind>().Where(kind => TimeOf(kind, ticket) <= now);

    public DateTimeOffset TimeOf(WarningKind kind, Ticket ticket) =>
        Moment.StartOf(kind == WarningKind.HalfTerm ? HalfDay(ticket) : DayBefore(ticket)).AddMinutes(from);

    /// <summary>Of five days the third: half of them are begun.</summary>
    private DateOnly HalfDay(Ticket ticket)
    {
        var (start, half) = (Moment.Day(ticket.DueFrom), (ticket.DueDays + 1) / 2);
        if (ticket.DueCalendar != true)
            return calendar.AddWorkingDays(start, half);
        var day = start.AddDays(half);
        return calendar.IsWorking(day) ? day : calendar.AddWorkingDays(day, 1);
    }

    /// <summary>The working day before the last.</summary>
    private DateOnly DayBefore(Ticket ticket)
    {
        var day = Moment.Day(ticket.DueAt).AddDays(-1);
        while (!calendar.IsWorking(day))
            day = day.AddDays(-1);
        return day;
    }
}
