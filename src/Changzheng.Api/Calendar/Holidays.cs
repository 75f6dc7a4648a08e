using Changzheng.Api.Database;

namespace Changzheng.Api.Calendar;

/// <summary>The days the notices name, as they are kept.</summary>
internal sealed class Holidays(Db db)
{
    public const string DaysSql = "SELECT Day, Working FROM CalendarDays ORDER BY Day";

    public async Task<WorkingDays> WorkingDaysAsync(CancellationToken ct) =>
        new((await db.QueryAsync<NamedDay>(DaysSql, null, ct)).ToDictionary(named => named.Day, named => named.Working));

    internal sealed record NamedDay
    {
        public DateOnly Day { get; init; }
        public bool Working { get; init; }
    }
}
