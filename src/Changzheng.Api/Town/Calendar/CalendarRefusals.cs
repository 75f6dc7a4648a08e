using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Town.Calendar;

/// <summary>Why a calendar is not read or changed.</summary>
internal static class CalendarRefusals
{
    public static readonly RefusalKind NotFound = new(
        404,
        "calendar.not_found",
        "该年度的放假通知尚未收录",
        "No notice of that year is known"
    );
    public static readonly RefusalKind DayTaken = new(
        409,
        "calendar.day_taken",
        "该日已由另一年度的通知规定",
        "Another year's notice names that day"
    );
}
