using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Town.Calendar;

/// <summary>One year's notice on days off and make-up days, and the working days it leaves.</summary>
/// <param name="Year">The year the notice is for.</param>
/// <param name="DocumentNumber">Its document number; null where it is not verified.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="DaysOff">The days off it names; some may lie in the December before.</param>
/// <param name="MakeUpDays">The weekend days to work.</param>
/// <param name="WorkingDays">Working days of the calendar year.</param>
/// <param name="Months">Working days of its twelve months.</param>
/// <param name="Version">To be named in If-Match by an amendment.</param>
public sealed record CalendarYear(
    int Year,
    string? DocumentNumber,
    string? Source,
    IReadOnlyList<CalendarYear.NamedDate> DaysOff,
    IReadOnlyList<CalendarYear.NamedDate> MakeUpDays,
    int WorkingDays,
    IReadOnlyList<int> Months,
    int Version
) : IVersioned
{
    /// <param name="Date">The day.</param>
    /// <param name="Name">The feast it belongs to.</param>
    public sealed record NamedDate(DateOnly Date, string Name);

    internal static CalendarYear Example =>
        new(
            2022,
            "国办发明电〔2021〕11号",
            "http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm",
            [new NamedDate(new DateOnly(2022, 1, 1), "元旦")],
            [new NamedDate(new DateOnly(2022, 4, 24), "劳动节")],
            249,
            [21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22],
            1
        );

    /// <summary>A notice names days of its year, of the December before and of the January after.</summary>
    internal static bool CanName(int year, DateOnly day) =>
        day.Year == year || (day.Year == year - 1 && day.Month == 12) || (day.Year == year + 1 && day.Month == 1);

    internal static CalendarYear Of(
        Holidays.Notice notice,
        IReadOnlyList<Holidays.NamedDay> named,
        WorkingDays calendar
    )
    {
        var own = named
            .Where(day => day.NoticeYear == notice.NoticeYear)
            .ToLookup(day => day.Working, day => new NamedDate(day.Day, day.Name));
        List<int> months =
        [
            .. Enumerable
                .Range(1, 12)
                .Select(month => new DateOnly(notice.NoticeYear, month, 1))
                .Select(first => calendar.Count(first, first.AddMonths(1).AddDays(-1))),
        ];
        return new CalendarYear(
            notice.NoticeYear,
            notice.DocumentNumber,
            notice.Source,
            [.. own[false]],
            [.. own[true]],
            months.Sum(),
            months,
            notice.Version
        );
    }
}
