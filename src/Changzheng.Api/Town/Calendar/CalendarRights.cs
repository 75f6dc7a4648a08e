using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Town.Calendar;

/// <summary>Who changes what is a working day.</summary>
internal static class CalendarRights
{
    public static readonly Right Amend = new("amendCalendar", Role.Administrator);
}
