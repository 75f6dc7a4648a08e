using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Town.Calendar;

/// <summary>The stored days of the holiday notices.</summary>
internal sealed class Holidays(Db db)
{
    public const string DaysSql = "SELECT Day, Working, Name, NoticeYear FROM CalendarDays ORDER BY Day";

    public const string NoticesSql =
        "SELECT NoticeYear, DocumentNumber, Source, Version FROM CalendarNotices ORDER BY NoticeYear";

    public async Task<WorkingDays> WorkingDaysAsync(CancellationToken ct) =>
        new(
            (await ListNamedDaysAsync(ct)).ToDictionary(named => named.Day, named => named.Working),
            (await ListNoticesAsync(ct)).Select(notice => notice.NoticeYear).ToHashSet()
        );

    public Task<IReadOnlyList<NamedDay>> ListNamedDaysAsync(CancellationToken ct) =>
        db.QueryAsync<NamedDay>(DaysSql, null, ct);

    public Task<IReadOnlyList<Notice>> ListNoticesAsync(CancellationToken ct) =>
        db.QueryAsync<Notice>(NoticesSql, null, ct);

    internal sealed record NamedDay
    {
        public DateOnly Day { get; init; }
        public bool Working { get; init; }
        public string Name { get; init; } = "";
        public int NoticeYear { get; init; }
    }

    internal sealed record Notice
    {
        public int NoticeYear { get; init; }
        public string? DocumentNumber { get; init; }
        public string? Source { get; init; }
        public int Version { get; init; }
    }
}
