using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Town.Calendar;

/// <summary>Reads one year's notice.</summary>
internal static class GetCalendar
{
    internal sealed record Query(int Year) : IQuery<CalendarYear>;

    public static void Map(IEndpointRouteBuilder calendar) =>
        calendar
            .MapGet("{year:int}", Handle)
            .WithName(nameof(GetCalendar))
            .Needs(TownRights.Read)
            .SendsAs<CalendarYear, object?[]>(CalendarIntake.Table, CalendarIntake.Rows)
            .Refuses(CalendarRefusals.NotFound);

    /// <summary>Read a year's days off and make-up days</summary>
    /// <param name="year">The notice year.</param>
    /// <response code="200">The notice, with the working days it leaves.</response>
    internal static async Task<Ok<CalendarYear>> Handle(IMediator mediator, int year, CancellationToken ct)
    {
        var calendar = await mediator.Send(new Query(year), ct);
        return TypedResults.Ok(calendar);
    }

    internal sealed class Handler(Holidays holidays) : IQueryHandler<Query, CalendarYear>
    {
        public async Task<CalendarYear> Handle(Query query, CancellationToken cancellationToken)
        {
            var notice =
                (await holidays.ListNoticesAsync(cancellationToken)).FirstOrDefault(one => one.NoticeYear == query.Year)
                ?? throw CalendarRefusals.NotFound.WithDetail(
                    $"尚未收录 {query.Year} 年的放假通知。",
                    $"The notice for {query.Year} is not known."
                );
            return CalendarYear.Of(
                notice,
                await holidays.ListNamedDaysAsync(cancellationToken),
                await holidays.WorkingDaysAsync(cancellationToken)
            );
        }
    }
}
