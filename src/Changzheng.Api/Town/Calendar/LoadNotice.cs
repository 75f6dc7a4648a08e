using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Town.Calendar;

/// <summary>
/// Records one of the State Council's yearly notices on days off and make-up days, unless it is recorded already.
/// </summary>
internal static class LoadNotice
{
    /// <param name="NoticeYear">The year the notice is for; it may name days of the year before.</param>
    /// <param name="DocumentNumber">Its document number; null where it is not verified.</param>
    /// <param name="Source">Where it was published.</param>
    /// <param name="DaysOff">The days off.</param>
    /// <param name="MakeUpDays">The weekend days to work.</param>
    internal sealed record Command(
        int NoticeYear,
        string? DocumentNumber,
        string? Source,
        IReadOnlyList<NamedDay> DaysOff,
        IReadOnlyList<NamedDay> MakeUpDays
    ) : ICommand<bool>;

    internal sealed record NamedDay(DateOnly Date, string Name);

    internal sealed class Handler(Db db, ChangeFeed changes) : ICommandHandler<Command, bool>
    {
        public const string NoticeSql = """
            INSERT INTO CalendarNotices (NoticeYear, DocumentNumber, Source, Version)
            SELECT @NoticeYear, @DocumentNumber, @Source, 1
            WHERE NOT EXISTS (SELECT 1 FROM CalendarNotices {hold} WHERE NoticeYear = @NoticeYear)
            """;

        public const string DaySql =
            "INSERT INTO CalendarDays (Day, Working, Name, NoticeYear) VALUES (@Date, @Working, @Name, @NoticeYear)";

        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.ExecuteAsync(NoticeSql, command, cancellationToken) == 0)
                return false;
            var days = command
                .DaysOff.Select(day => (day, Working: false))
                .Concat(command.MakeUpDays.Select(day => (day, Working: true)));
            await db.ExecuteAsync(
                DaySql,
                days.Select(named => new
                {
                    named.day.Date,
                    named.Working,
                    named.day.Name,
                    command.NoticeYear,
                }),
                cancellationToken
            );
            await changes.AppendAsync(
                CalendarChanges.NoticeRecorded,
                $"/api/v1/calendar/{command.NoticeYear}",
                new CalendarChanges.Notice(command.NoticeYear, command.DocumentNumber, 0),
                cancellationToken
            );
            return true;
        }
    }
}
