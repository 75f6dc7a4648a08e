using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Town.Calendar;

/// <summary>Works out a working-day deadline and proves it day by day.</summary>
internal static class ExplainDeadline
{
    public const int Longest = 250;

    /// <param name="DueAt">23:59:59 of the last working day, Asia/Shanghai.</param>
    /// <param name="Provisional">True when a day counted lies in a year whose notice is not known.</param>
    /// <param name="Days">Every day from the day after receipt to the last.</param>
    public sealed record ExplainedDeadline(DateTimeOffset DueAt, bool Provisional, IReadOnlyList<ExplainedDay> Days)
    {
        internal static ExplainedDeadline Example =>
            new(
                new DateTimeOffset(2022, 4, 24, 23, 59, 59, TimeSpan.FromHours(8)),
                false,
                [
                    new ExplainedDay(new DateOnly(2022, 4, 23), false, "周末"),
                    new ExplainedDay(new DateOnly(2022, 4, 24), true, "调休上班，国办发明电〔2021〕11号"),
                ]
            );
    }

    /// <param name="Date">The day.</param>
    /// <param name="Working">Whether it counts.</param>
    /// <param name="Because">Why, in the caller's language: weekday, weekend, or the notice that names it.</param>
    public sealed record ExplainedDay(DateOnly Date, bool Working, string Because);

    internal sealed record Query(DateTimeOffset From, int WorkingDays) : IQuery<ExplainedDeadline>;

    public static void Map(IEndpointRouteBuilder calendar) =>
        calendar
            .MapGet("deadline", Handle)
            .WithName(nameof(ExplainDeadline))
            .Needs(TownRights.Read)
            .Refuses(Refusals.RequestInvalid);

    /// <summary>Work out a working-day deadline</summary>
    /// <remarks>
    /// The day of receipt does not count: day 1 is the next working day. The proof names, day by day, why a day counts
    /// or does not.
    /// </remarks>
    /// <param name="from">When it was received, RFC 3339 with offset (write + as %2B).</param>
    /// <param name="workingDays">How many working days.</param>
    /// <response code="200">The deadline and its proof.</response>
    internal static async Task<Ok<ExplainedDeadline>> Handle(
        IMediator mediator,
        string from,
        int workingDays,
        CancellationToken ct
    ) =>
        Moment.TryParse(from, out var received)
            ? TypedResults.Ok(await mediator.Send(new Query(received, workingDays), ct))
            : throw Refusals
                .RequestInvalid.WithDetail(
                    "from 须写成 2022-04-22T10:00:00%2B08:00。",
                    "from is written 2022-04-22T10:00:00%2B08:00."
                )
                .With(
                    "errors",
                    new Dictionary<string, string[]> { ["from"] = [Words.Say("须带时区偏移", "An offset is needed")] }
                );

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.WorkingDays).InclusiveBetween(1, Longest);
            RuleFor(q => q.From)
                .Must(from => from.Year is >= 2000 and <= 2100)
                .WithMessage(_ => Words.Say("年份须在 2000 至 2100 之间。", "A year between 2000 and 2100."));
        }
    }

    internal sealed class Handler(Holidays holidays) : IQueryHandler<Query, ExplainedDeadline>
    {
        public async Task<ExplainedDeadline> Handle(Query query, CancellationToken cancellationToken)
        {
            var calendar = await holidays.WorkingDaysAsync(cancellationToken);
            var named = (await holidays.ListNamedDaysAsync(cancellationToken)).ToDictionary(day => day.Day);
            var notices = (await holidays.ListNoticesAsync(cancellationToken)).ToDictionary(notice =>
                notice.NoticeYear
            );
            var deadline = calendar.DueAfter(query.From, query.WorkingDays);
            var (first, last) = (Moment.Day(query.From).AddDays(1), Moment.Day(deadline.DueAt));
            return new ExplainedDeadline(
                deadline.DueAt,
                deadline.Provisional,
                [
                    .. Enumerable
                        .Range(0, last.DayNumber - first.DayNumber + 1)
                        .Select(first.AddDays)
                        .Select(day => new ExplainedDay(
                            day,
                            calendar.IsWorking(day),
                            Explain(day, named.GetValueOrDefault(day), notices)
                        )),
                ]
            );
        }

        private static string Explain(DateOnly day, Holidays.NamedDay? named, Dictionary<int, Holidays.Notice> notices)
        {
            if (named is null)
                return (
                        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                            ? Words.Say("周末", "weekend")
                            : Words.Say("周一至周五", "weekday")
                    )
                    + (
                        notices.ContainsKey(day.Year)
                            ? ""
                            : Words.Say($"，{day.Year}年放假通知尚未收录", $", the notice for {day.Year} is not known")
                    );
            var what = named.Working
                ? Words.Say("调休上班", "make-up day")
                : Words.Say($"放假（{named.Name}）", $"day off ({named.Name})");
            var notice = notices[named.NoticeYear];
            var by =
                notice.DocumentNumber
                ?? notice.Source
                ?? Words.Say($"{named.NoticeYear}年放假通知", $"the notice for {named.NoticeYear}");
            return what + Words.Say("，", ", ") + by;
        }
    }
}
