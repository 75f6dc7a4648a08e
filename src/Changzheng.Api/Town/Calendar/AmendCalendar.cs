using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Town.Calendar;

/// <summary>Records or amends a year's notice; the open deadlines it moves are moved with it and listed.</summary>
internal static class AmendCalendar
{
    /// <param name="DaysOff">The days off; some may lie in the December before.</param>
    /// <param name="MakeUpDays">The weekend days to work.</param>
    /// <param name="DocumentNumber">The notice's document number.</param>
    /// <param name="Source">Where it was published.</param>
    public sealed record Request(
        IReadOnlyList<CalendarYear.NamedDate> DaysOff,
        IReadOnlyList<CalendarYear.NamedDate> MakeUpDays,
        string? DocumentNumber = null,
        [property: JsonConverter(typeof(Masked))] string? Source = null
    )
    {
        internal static Request Example =>
            new(
                [new CalendarYear.NamedDate(new DateOnly(2027, 1, 1), "元旦")],
                [new CalendarYear.NamedDate(new DateOnly(2027, 1, 3), "元旦")],
                "国办发明电〔2026〕8号"
            );
    }

    /// <param name="Calendar">The year as it stands now.</param>
    /// <param name="Moved">The open tickets whose deadlines moved.</param>
    public sealed record AmendedCalendar(CalendarYear Calendar, IReadOnlyList<MovedDeadline> Moved) : IVersioned
    {
        int IVersioned.Version => Calendar.Version;

        internal static AmendedCalendar Example => new(CalendarYear.Example, []);
    }

    internal sealed record Command(int Year, Request Notice, int? Expected) : ICommand<AmendedCalendar>;

    public static void Map(IEndpointRouteBuilder calendar) =>
        calendar
            .MapPut("{year:int}", Handle)
            .WithName(nameof(AmendCalendar))
            .Needs(CalendarRights.Amend)
            .Refuses(
                Refusals.RequestInvalid,
                AccessRefusals.BeyondUnit,
                CalendarRefusals.DayTaken,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Record or amend a year's days off and make-up days</summary>
    /// <remarks>
    /// The first record is sent without If-Match. Deadlines of open tickets are worked out again in the same
    /// transaction; those that move are listed, and each move is in the ticket's history.
    /// </remarks>
    /// <param name="year">The year the notice is for.</param>
    /// <param name="request">What the notice says, whole.</param>
    /// <response code="200">Amended: the year as it stands now, and the tickets whose deadlines moved.</response>
    /// <response code="201">Recorded for the first time.</response>
    internal static async Task<Results<Ok<AmendedCalendar>, Created<AmendedCalendar>>> Handle(
        IMediator mediator,
        int year,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        var amended = await mediator.Send(new Command(year, request, ifMatch.FindVersion()), ct);
        return amended.Calendar.Version == 1
            ? TypedResults.Created($"/api/v1/calendar/{year}", amended)
            : TypedResults.Ok(amended);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            // The days are judged by the year, which must be one first.
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(c => c.Year).InclusiveBetween(2000, 2100);
            RuleFor(c => c.Notice.DocumentNumber).IsAtMost(100);
            RuleFor(c => c.Notice.Source).IsAtMost(500);
            RuleFor(c => c.Notice.DaysOff.Concat(c.Notice.MakeUpDays))
                .Must(days => days.DistinctBy(day => day.Date).Count() == days.Count())
                .WithMessage(_ => Words.Say("同一天只能列一次。", "A day is named once."))
                .Must((command, days) => days.All(day => CalendarYear.CanName(command.Year, day.Date)))
                .WithMessage(_ =>
                    Words.Say(
                        "日期须在该年或其前后一个月内。",
                        "Days of that year, or of the month before or after it."
                    )
                )
                .Must(days => days.All(day => day.Name is { Length: > 0 and <= 50 }))
                .WithMessage(_ =>
                    Words.Say("每天须有 1 至 50 个字的名称。", "Each day has a name of 1 to 50 characters.")
                )
                .OverridePropertyName("daysOff");
            RuleFor(c => c.Notice.MakeUpDays)
                .Must(days => days.All(day => day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
                .WithMessage(_ => Words.Say("调休上班日须是周六或周日。", "A make-up day is a Saturday or a Sunday."));
        }
    }

    internal sealed class Handler(
        Db db,
        Holidays holidays,
        IEnumerable<Deadlines> deadlines,
        Reaches reaches,
        ChangeFeed changes
    ) : ICommandHandler<Command, AmendedCalendar>
    {
        public const string OpenSql = """
            INSERT INTO CalendarNotices (NoticeYear, DocumentNumber, Source, Version)
            SELECT @Year, @DocumentNumber, @Source, 1
            WHERE NOT EXISTS (SELECT 1 FROM CalendarNotices {hold} WHERE NoticeYear = @Year)
            """;

        public const string AdvanceSql = """
            UPDATE CalendarNotices SET DocumentNumber = @DocumentNumber, Source = @Source, Version = Version + 1
            WHERE NoticeYear = @Year AND Version = @Expected
            """;

        public const string ClearSql = "DELETE FROM CalendarDays WHERE NoticeYear = @Year";

        public const string DaySql =
            "INSERT INTO CalendarDays (Day, Working, Name, NoticeYear) VALUES (@Date, @Working, @Name, @Year)";

        public async Task<AmendedCalendar> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var notice = (await holidays.ListNoticesAsync(cancellationToken)).FirstOrDefault(one =>
                one.NoticeYear == command.Year
            );
            if (notice is not null && command.Expected is null)
                throw Refusals.VersionNeeded.ToRefusal();
            var (year, amended) = (command.Year, command.Notice);
            if (
                await db.ExecuteAsync(
                    command.Expected is null ? OpenSql : AdvanceSql,
                    new
                    {
                        Year = year,
                        amended.DocumentNumber,
                        amended.Source,
                        command.Expected,
                    },
                    cancellationToken
                ) == 0
            )
                throw Refusals.Stale.WithDetail(
                    $"现为第 {notice?.Version ?? 0} 版。",
                    $"The version is {notice?.Version ?? 0}."
                );
            await WriteDaysAsync(command, cancellationToken);
            var calendar = await holidays.WorkingDaysAsync(cancellationToken);
            var moved = await deadlines.MoveAllAsync(
                calendar,
                amended.DocumentNumber ?? $"{year} 年放假通知",
                cancellationToken
            );
            await changes.AppendAsync(
                CalendarChanges.Of(new(year, amended.DocumentNumber, moved.Count)),
                cancellationToken
            );
            var now = (await holidays.ListNoticesAsync(cancellationToken)).First(one => one.NoticeYear == year);
            return new AmendedCalendar(
                CalendarYear.Of(now, await holidays.ListNamedDaysAsync(cancellationToken), calendar),
                moved
            );
        }

        private async Task WriteDaysAsync(Command command, CancellationToken ct)
        {
            await db.ExecuteAsync(ClearSql, new { command.Year }, ct);
            var days = command
                .Notice.DaysOff.Select(day => (day, Working: false))
                .Concat(command.Notice.MakeUpDays.Select(day => (day, Working: true)))
                .ToList();
            var taken = (await holidays.ListNamedDaysAsync(ct)).FirstOrDefault(named =>
                days.Any(one => one.day.Date == named.Day)
            );
            if (taken is not null)
                throw CalendarRefusals.DayTaken.WithDetail(
                    $"{taken.Day:yyyy-MM-dd} 已由 {taken.NoticeYear} 年的通知规定。",
                    $"{taken.Day:yyyy-MM-dd} is named by the notice for {taken.NoticeYear}."
                );
            await db.ExecuteAsync(
                DaySql,
                days.Select(one => new
                {
                    one.day.Date,
                    one.Working,
                    one.day.Name,
                    command.Year,
                }),
                ct
            );
        }
    }
}
