using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Town.Calendar;

/// <summary>What happens to the calendar, as the change feed names it.</summary>
internal static class CalendarChanges
{
    /// <param name="NoticeYear">The year the notice is for.</param>
    /// <param name="DocumentNumber">Its document number.</param>
    /// <param name="Moved">How many open tickets' deadlines it moved.</param>
    internal sealed record Notice(int NoticeYear, string? DocumentNumber, int Moved);

    public static readonly ChangeKind<Notice> NoticeRecorded = new(
        "calendar.notice.recorded",
        TownRights.Read,
        ChangeReach.Everyone,
        "放假通知已录入",
        "A notice on days off was recorded"
    )
    {
        Marks = true,
    };

    /// <summary>What every notice marks: caches of what counts in working days are keyed on it.</summary>
    public const string Mark = "/api/v1/calendar";

    public static ChangeFeed.Fact Of(Notice notice) =>
        ChangeFeed.Fact.Of(NoticeRecorded, $"{Mark}/{notice.NoticeYear}", notice) with
        {
            Marks = [Mark],
        };
}
