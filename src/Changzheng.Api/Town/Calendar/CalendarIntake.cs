using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Town.Calendar;

/// <summary>
/// Takes in days off and make-up days, each with the year whose notice names it; open deadlines move at the end, once.
/// </summary>
internal sealed class CalendarIntake(
    Db db,
    Holidays holidays,
    IEnumerable<Deadlines> deadlines,
    Reaches reaches,
    ChangeFeed changes
) : Intake
{
    public static readonly Subject Subject = new(
        "calendars",
        "工作日历",
        CalendarRights.Amend,
        [
            new("year", "通知年度", CellKind.Whole, "2027") { Required = true, Aliases = ["年度"] },
            new("date", "日期", CellKind.Day, "2027-01-01") { Required = true },
            new("working", "是否上班", CellKind.Truth, "否")
            {
                Required = true,
                Aliases = ["上班", "是否工作日", "是否调休上班"],
            },
            new("name", "名称", CellKind.Text, "元旦")
            {
                Required = true,
                Longest = 50,
                Aliases = ["节日", "节日名称", "假日名称"],
            },
            new("documentNumber", "文号", CellKind.Text, "") { Longest = 100 },
            new("source", "出处", CellKind.Text, "") { Longest = 500 },
        ],
        ["date"],
        typeof(CalendarIntake)
    )
    {
        IsOfTown = true,
        Carried = ["星期", "备注"],
    };

    public static readonly Exports.Table<object?[]> Table = new(Subject.Title, Subject.Columns, (cells, _) => cells);

    public const string DropSql = "DELETE FROM CalendarDays WHERE Day = @Date";

    private Dictionary<DateOnly, object?[]> days = [];
    private readonly Dictionary<int, (string? DocumentNumber, string? Source)> storedNotices = [];
    private readonly Dictionary<int, (string? DocumentNumber, string? Source)> fileNotices = [];

    public override async Task BeginAsync(bool writing, CancellationToken ct)
    {
        (await reaches.OfCallerAsync(ct)).MustBeTown();
        foreach (var notice in await holidays.ListNoticesAsync(ct))
            storedNotices[notice.NoticeYear] = (notice.DocumentNumber, notice.Source);
        days = (await holidays.ListNamedDaysAsync(ct)).ToDictionary(
            day => day.Day,
            day => Cells(day.NoticeYear, day.Day, day.Working, day.Name, storedNotices[day.NoticeYear])
        );
    }

    public override Task<IReadOnlyDictionary<string, object?[]>> FindAsync(
        IReadOnlyList<Entry> entries,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyDictionary<string, object?[]>>(
            entries
                .Select(entry => (entry.Key, Day: entry.Of<DateOnly>("date")!.Value))
                .DistinctBy(one => one.Key)
                .Where(one => days.ContainsKey(one.Day))
                .ToDictionary(one => one.Key, one => days[one.Day], StringComparer.Ordinal)
        );

    public override ValueTask MustTakeAsync(Entry entry, object?[]? before, CancellationToken ct)
    {
        var (year, day) = (entry.Of<long>("year")!.Value, entry.Of<DateOnly>("date")!.Value);
        if (year is < 2000 or > 2100)
            throw Refusals.RequestInvalid.WithDetail(
                "通知年度须在 2000 至 2100 之间。",
                "A notice's year lies between 2000 and 2100."
            );
        if (!CalendarYear.CanName((int)year, day))
            throw Refusals.RequestInvalid.WithDetail(
                "日期须在该年或其前后一个月内。",
                "A day of that year, or of the month before or after it."
            );
        if (entry.Of<bool>("working") == true && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            throw Refusals.RequestInvalid.WithDetail(
                "调休上班日须是周六或周日。",
                "A make-up day is a Saturday or a Sunday."
            );
        if (before is not null && (long)before[0]! != year)
            throw CalendarRefusals.DayTaken.WithDetail(
                $"{day:yyyy-MM-dd} 已由 {before[0]} 年的通知规定。",
                $"{day:yyyy-MM-dd} is named by the notice for {before[0]}."
            );
        var notice = (entry.Text("documentNumber"), entry.Text("source"));
        if (fileNotices.TryGetValue((int)year, out var other) && other != notice)
            throw Refusals.RequestInvalid.WithDetail(
                $"{year} 年各行的文号、出处须一致。",
                $"The rows of {year} name one notice."
            );
        fileNotices[(int)year] = notice;
        return ValueTask.CompletedTask;
    }

    public override async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        foreach (var (entry, before) in taken)
        {
            var (year, day) = ((int)entry.Of<long>("year")!.Value, entry.Of<DateOnly>("date")!.Value);
            await OpenAsync(year, ct);
            if (before is not null)
                await db.ExecuteAsync(DropSql, new { Date = day }, ct);
            await db.ExecuteAsync(
                AmendCalendar.Handler.DaySql,
                new
                {
                    Date = day,
                    Working = entry.Of<bool>("working"),
                    Name = entry.Text("name"),
                    Year = year,
                },
                ct
            );
        }
    }

    public override async Task EndAsync(CancellationToken ct)
    {
        if (opened.Count == 0)
            return;
        var moved = await deadlines.MoveAllAsync(await holidays.WorkingDaysAsync(ct), "导入工作日历", ct);
        foreach (var year in opened)
            await changes.AppendAsync(CalendarChanges.Of(new(year, fileNotices[year].DocumentNumber, moved.Count)), ct);
    }

    public override string? ColumnOf(string code) => code == CalendarRefusals.DayTaken.Code ? "date" : null;

    private readonly HashSet<int> opened = [];

    /// <summary>The year's notice, made or moved on by one version, whatever of it the file brings.</summary>
    private async Task OpenAsync(int year, CancellationToken ct)
    {
        if (!opened.Add(year))
            return;
        var version = (await holidays.ListNoticesAsync(ct))
            .FirstOrDefault(notice => notice.NoticeYear == year)
            ?.Version;
        await db.ExecuteAsync(
            version is null ? AmendCalendar.Handler.OpenSql : AmendCalendar.Handler.AdvanceSql,
            new
            {
                Year = year,
                fileNotices[year].DocumentNumber,
                fileNotices[year].Source,
                Expected = version,
            },
            ct
        );
    }

    /// <summary>A year's days as rows of a file.</summary>
    public static IEnumerable<object?[]> Rows(CalendarYear year) =>
        year
            .DaysOff.Select(day => (day, Working: false))
            .Concat(year.MakeUpDays.Select(day => (day, Working: true)))
            .OrderBy(one => one.day.Date)
            .Select(one =>
                Cells(year.Year, one.day.Date, one.Working, one.day.Name, (year.DocumentNumber, year.Source))
            );

    private static object?[] Cells(
        int year,
        DateOnly day,
        bool working,
        string name,
        (string? DocumentNumber, string? Source) notice
    ) => [(long)year, day, working, name, notice.DocumentNumber, notice.Source];
}
