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

/// <summary>Lists the reports that were due and had not come.</summary>
internal static class ListOverdueReports
{
    /// <param name="Indicator">The indicator; null where a measure is reported by hand.</param>
    /// <param name="Measure">The measure that no indicator answers for; null for an indicator.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="Plan">The plan that promises it.</param>
    /// <param name="LeadUnit">Who led it when it was due, and reports for the town.</param>
    /// <param name="Unit">The unit that should have reported; null for the town.</param>
    /// <param name="UnitName">Its name.</param>
    /// <param name="Period">For which period.</param>
    /// <param name="DueOn">When the report was due.</param>
    /// <param name="WorkingDaysLate">Working days since.</param>
    public sealed record OverdueReport(
        string? Indicator,
        string? Measure,
        string Name,
        string? NameEn,
        string Plan,
        string? LeadUnit,
        string? Unit,
        string? UnitName,
        string Period,
        DateOnly DueOn,
        int WorkingDaysLate
    )
    {
        internal static OverdueReport Example =>
            new(
                "2022-fitness-tests",
                null,
                "国民体质测试人数（20-60周岁）",
                "People aged 20–60 given the fitness test",
                "changzheng-2022",
                "310107102-SQXX",
                "310107102-SQXX",
                "社区学校",
                "2022-05",
                new DateOnly(2022, 5, 25),
                20
            );

        internal static OverdueReport Of(DueReport due, IReadOnlyDictionary<string, Unit> tree, int workingDaysLate) =>
            new(
                due.Indicator,
                due.Measure,
                due.Name,
                due.NameEn,
                due.Plan.Code,
                due.LeadUnit,
                due.Unit,
                due.Unit is null ? null : tree.GetValueOrDefault(due.Unit)?.Name,
                due.Period.ToString(),
                due.DueOn,
                workingDaysLate
            );
    }

    internal sealed record Query(string? Plan, DateOnly AsOf, string? Unit) : IQuery<IReadOnlyList<OverdueReport>>;

    private static readonly Exports.Table<OverdueReport> table = new(
        "超期未报",
        new(OverdueReport.Example)
        {
            { "指标代码", report => report.Indicator },
            { "举措编号", report => report.Measure },
            { "名称", report => report.Name },
            { "英文名称", report => report.NameEn },
            { "计划代码", report => report.Plan },
            { "牵头部门", report => report.LeadUnit },
            { "单位代码", report => report.Unit },
            { "单位名称", report => report.UnitName },
            { "期间", report => report.Period },
            { "应报日期", report => report.DueOn },
            { "超期工作日", report => report.WorkingDaysLate },
        }
    );

    public static void Map(IEndpointRouteBuilder indicators) =>
        indicators
            .MapGet("overdue", Handle)
            .WithName(nameof(ListOverdueReports))
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound, UnitRefusals.NotFound);

    /// <summary>List overdue reports</summary>
    /// <remarks>
    /// A report is due on the working day the plan sets, counted from the end of the period's last month; the
    /// fifth-last if the plan sets none. What was recorded by the end of the day asked for is not overdue; what was
    /// returned is. The town owes what no unit reports; where one neighbourhood or village reports an indicator, all of
    /// them owe it. A measure that no indicator answers for owes a report about a day of each period.
    /// </remarks>
    /// <param name="plan">Only this plan's; every open plan's if omitted.</param>
    /// <param name="asOf">The day asked about; today if omitted.</param>
    /// <param name="unit">Only what this unit or one below it owes; the town's reports are the lead unit's.</param>
    /// <response code="200">One page of overdue reports, the longest overdue first.</response>
    internal static async Task<Ok<Page<OverdueReport>>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string? plan,
        DateOnly? asOf,
        string? unit,
        Paging page,
        CancellationToken ct
    )
    {
        var overdue = await mediator.Send(new Query(plan, asOf ?? Moment.Day(clock.GetUtcNow()), unit), ct);
        return TypedResults.Ok(page.Cut(overdue, KeyOf, StringComparer.Ordinal));
    }

    /// <summary>By the day, indicators before measures.</summary>
    private static string KeyOf(OverdueReport report) =>
        $"{report.DueOn:yyyy-MM-dd}/{(report.Indicator is null ? 1 : 0)}/{report.Plan}/{report.Indicator}{report.Measure}/{report.Period}/{report.Unit}";

    /// <summary>Days are counted one by one; those of no plan are not.</summary>
    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() =>
            RuleFor(q => q.AsOf).InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2099, 12, 31));
    }

    internal sealed class Handler(DueReports due, UnitTree units, Holidays holidays)
        : IQueryHandler<Query, IReadOnlyList<OverdueReport>>
    {
        public async Task<IReadOnlyList<OverdueReport>> Handle(Query query, CancellationToken cancellationToken)
        {
            var tree = await units.AllAsync(cancellationToken);
            if (query.Unit is { } unit && !tree.ContainsKey(unit))
                throw UnitRefusals.NotFound.WithDetail($"没有单位 {unit}。", $"There is no unit {unit}.");
            var calendar = await holidays.WorkingDaysAsync(cancellationToken);
            var endOfDay = Moment.StartOf(query.AsOf.AddDays(1)).AddMilliseconds(-1);
            var reports = await due.ListAsync(query.Plan, query.AsOf, endOfDay, cancellationToken);
            return
            [
                .. reports
                    .Where(report => report.ArrivedAt is null)
                    .Where(report => query.Unit is null || DueReports.IsOf(report, query.Unit, tree))
                    .Select(report =>
                        OverdueReport.Of(report, tree, calendar.Count(report.DueOn.AddDays(1), query.AsOf))
                    ),
            ];
        }
    }
}
