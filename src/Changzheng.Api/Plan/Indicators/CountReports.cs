using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Counts who reports on time, late or not at all, per unit or per month.</summary>
internal static class CountReports
{
    /// <summary>What reports are counted by.</summary>
    public enum ReportGrouping
    {
        Unit,
        Month,
    }

    /// <param name="Unit">The unit that owes the reports, the lead unit for the town's; null where none leads, and by
    /// month.</param>
    /// <param name="UnitName">Its name; 未定牵头 where none leads.</param>
    /// <param name="Month">The month in which the reports were due; null by unit.</param>
    /// <param name="Due">How many have fallen due.</param>
    /// <param name="OnTime">Recorded by the end of the day they were due.</param>
    /// <param name="Late">Recorded after it.</param>
    /// <param name="Missing">Not there, or returned.</param>
    /// <param name="MedianLagWorkingDays">Working days from the day due to the first recording, 0 where it was on time:
    /// the median of what has come; null where nothing has.</param>
    /// <param name="NeverReported">True where nothing that fell due has come; null by month.</param>
    public sealed record ReportCount(
        string? Unit,
        string? UnitName,
        string? Month,
        int Due,
        int OnTime,
        int Late,
        int Missing,
        decimal? MedianLagWorkingDays,
        bool? NeverReported
    )
    {
        internal static ReportCount Example => new("310107102-SQXX", "社区学校", null, 12, 9, 1, 2, 0, false);
    }

    internal sealed record Query(string? Plan, DateOnly From, DateOnly To, ReportGrouping By)
        : IQuery<IReadOnlyList<ReportCount>>;

    private static readonly Exports.Table<ReportCount> table = new(
        "报送情况",
        new(ReportCount.Example)
        {
            { "单位代码", row => row.Unit },
            { "单位名称", row => row.UnitName },
            { "月份", row => row.Month },
            { "应报", row => row.Due },
            { "按时", row => row.OnTime },
            { "迟报", row => row.Late },
            { "未报", row => row.Missing },
            { "迟报工作日中位数", row => row.MedianLagWorkingDays },
            { "从未报送", row => row.NeverReported },
        }
    );

    public static void Map(IEndpointRouteBuilder reporting) =>
        reporting
            .MapGet("", Handle)
            .WithName(nameof(CountReports))
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound);

    /// <summary>Count reports on time, late and missing</summary>
    /// <remarks>
    /// Every report that fell due on these days and before today, each counted once, as it is known now; on time, late
    /// and missing add up to due. Who owes what is as in the list of overdue reports: what no unit reports is the lead
    /// unit's. Derived indicators owe nothing.
    /// </remarks>
    /// <param name="plan">Only this plan's; every open plan's if omitted.</param>
    /// <param name="from">Due on this day or later; the first day of the year of `to` if omitted.</param>
    /// <param name="to">Due on this day or earlier; the last day of that year if omitted.</param>
    /// <param name="groupBy">By unit if omitted.</param>
    /// <response code="200">The counts, by unit or month; reports that no unit leads come last.</response>
    internal static async Task<Ok<Page<ReportCount>>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string? plan,
        DateOnly? from,
        DateOnly? to,
        Choice<ReportGrouping>? groupBy,
        Paging page,
        CancellationToken ct
    )
    {
        var year = (to ?? from ?? Moment.Day(clock.GetUtcNow())).Year;
        var query = new Query(
            plan,
            from ?? new DateOnly(year, 1, 1),
            to ?? new DateOnly(year, 12, 31),
            groupBy?.Value ?? ReportGrouping.Unit
        );
        return TypedResults.Ok(
            page.Cut(await mediator.Send(query, ct), row => row.Month ?? row.Unit ?? "~", StringComparer.Ordinal)
        );
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() =>
            RuleFor(q => q.To)
                .GreaterThanOrEqualTo(q => q.From)
                .WithMessage(_ => Words.Say("to 不早于 from。", "to is not before from."));
    }

    internal sealed class Handler(DueReports due, UnitTree units, Holidays holidays, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<ReportCount>>
    {
        public async Task<IReadOnlyList<ReportCount>> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = Moment.Day(clock.GetUtcNow());
            var tree = await units.AllAsync(cancellationToken);
            var calendar = await holidays.WorkingDaysAsync(cancellationToken);
            var reports = (await due.ListAsync(query.Plan, today, null, cancellationToken)).Where(report =>
                query.From <= report.DueOn && report.DueOn <= query.To
            );
            return query.By == ReportGrouping.Month
                ?
                [
                    .. reports
                        .GroupBy(report => $"{report.DueOn:yyyy-MM}")
                        .Select(month => Count([.. month], calendar) with { Month = month.Key }),
                ]
                :
                [
                    .. reports
                        .GroupBy(report => report.Owner)
                        .Select(owner =>
                        {
                            var count = Count([.. owner], calendar);
                            return count with
                            {
                                Unit = owner.Key,
                                UnitName = owner.Key is null ? "未定牵头" : tree.GetValueOrDefault(owner.Key)?.Name,
                                NeverReported = count.Missing == count.Due,
                            };
                        }),
                ];
        }

        private static ReportCount Count(IReadOnlyCollection<DueReport> reports, WorkingDays calendar)
        {
            var arrived = reports.Where(report => report.ArrivedAt is not null).ToList();
            var late = arrived.Count(report => Moment.Day(report.ArrivedAt!.Value) > report.DueOn);
            return new ReportCount(
                null,
                null,
                null,
                reports.Count,
                arrived.Count - late,
                late,
                reports.Count - arrived.Count,
                FindMedian([.. arrived.Select(report => CountLag(report, calendar)).Order()]),
                null
            );
        }

        private static int CountLag(DueReport report, WorkingDays calendar) =>
            calendar.Count(report.DueOn.AddDays(1), Moment.Day(report.ArrivedAt!.Value));

        private static decimal? FindMedian(IReadOnlyList<int> sorted) =>
            sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2m;
    }
}
