using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Calendar;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Lists the reports that were due and had not come.</summary>
internal static class ListOverdueReports
{
    /// <param name="Indicator">The indicator.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="Plan">The plan that promises it.</param>
    /// <param name="LeadUnit">Who should have reported.</param>
    /// <param name="Period">For which period.</param>
    /// <param name="DueOn">When the report was due.</param>
    /// <param name="WorkingDaysLate">Working days since.</param>
    public sealed record OverdueReport(
        string Indicator,
        string Name,
        string? NameEn,
        string Plan,
        string? LeadUnit,
        string Period,
        DateOnly DueOn,
        int WorkingDaysLate
    )
    {
        internal static OverdueReport Example =>
            new(
                "2022-fitness-tests",
                "国民体质测试人数（20-60周岁）",
                "People aged 20–60 given the fitness test",
                "changzheng-2022",
                "310107102-SQXX",
                "2022-05",
                new DateOnly(2022, 5, 25),
                20
            );
    }

    internal sealed record Query(string? Plan, DateOnly AsOf) : IQuery<IReadOnlyList<OverdueReport>>;

    private static readonly Exports.Table<OverdueReport> table = new(
        "超期未报",
        new(OverdueReport.Example)
        {
            { "指标代码", report => report.Indicator },
            { "指标名称", report => report.Name },
            { "英文名称", report => report.NameEn },
            { "计划代码", report => report.Plan },
            { "牵头部门", report => report.LeadUnit },
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
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound);

    /// <summary>List overdue reports</summary>
    /// <remarks>
    /// A report is due on the working day the plan sets, counted from the end of the period's last month; the
    /// fifth-last if the plan sets none. What was recorded by the end of the day asked for is not overdue; what was
    /// returned is.
    /// </remarks>
    /// <param name="plan">Only this plan's; every open plan's if omitted.</param>
    /// <param name="asOf">The day asked about; today if omitted.</param>
    /// <response code="200">One page of overdue reports, the longest overdue first.</response>
    internal static async Task<Ok<Page<OverdueReport>>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string? plan,
        DateOnly? asOf,
        Paging page,
        CancellationToken ct
    )
    {
        var overdue = await mediator.Send(new Query(plan, asOf ?? Moment.Day(clock.GetUtcNow())), ct);
        return TypedResults.Ok(
            page.Cut(
                overdue,
                report => $"{report.DueOn:yyyy-MM-dd}/{report.Indicator}/{report.Period}",
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>Days are counted one by one; those of no plan are not.</summary>
    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() =>
            RuleFor(q => q.AsOf).InclusiveBetween(new DateOnly(2000, 1, 1), new DateOnly(2099, 12, 31));
    }

    internal sealed class Handler(Db db, Holidays holidays, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<OverdueReport>>
    {
        public const string OpenPlansSql = "SELECT Code FROM Plans WHERE ClosedAt IS NULL ORDER BY Code";

        public async Task<IReadOnlyList<OverdueReport>> Handle(Query query, CancellationToken cancellationToken)
        {
            var calendar = await holidays.WorkingDaysAsync(cancellationToken);
            var overdue = new List<OverdueReport>();
            foreach (
                var code in query.Plan is { } one
                    ? [one]
                    : await db.QueryAsync<string>(OpenPlansSql, null, cancellationToken)
            )
            {
                var plan = await AnnualPlan.FindAsync(db, code, cancellationToken);
                var reported = await ReportedAsync(plan, query.AsOf, cancellationToken);
                var indicators = await db.QueryAsync<Indicator>(
                    Boards.IndicatorsSql,
                    new
                    {
                        PlanCode = plan.Code,
                        query.AsOf,
                        KnownAt = DateTimeOffset.MaxValue,
                    },
                    cancellationToken
                );
                overdue.AddRange(
                    from indicator in indicators
                    where indicator.Source == IndicatorSource.Reported
                    from period in Period.Of(plan.PlanYear, indicator.Frequency)
                    where indicator.EffectiveOn is null || period.End >= indicator.EffectiveOn
                    let due = calendar.FromMonthEnd(period.End, plan.DueFromMonthEnd)
                    where due < query.AsOf && !reported.Contains((indicator.Code, period.ToString()))
                    select new OverdueReport(
                        indicator.Code,
                        indicator.Name,
                        indicator.NameEn,
                        plan.Code,
                        indicator.LeadUnit,
                        period.ToString(),
                        due,
                        calendar.Count(due.AddDays(1), query.AsOf)
                    )
                );
            }

            return overdue;
        }

        private async Task<HashSet<(string, string)>> ReportedAsync(
            AnnualPlan plan,
            DateOnly asOf,
            CancellationToken ct
        )
        {
            var (endOfDay, now) = (Moment.StartOf(asOf.AddDays(1)).AddMilliseconds(-1), clock.GetUtcNow());
            var rows = await db.QueryAsync<Boards.CountedRow>(
                Boards.HistorySql,
                new
                {
                    PlanCode = plan.Code,
                    AsOf = asOf,
                    KnownAt = endOfDay < now ? endOfDay : now,
                    Confirmed = 0,
                },
                ct
            );
            return [.. rows.Select(row => (row.Indicator, row.Period))];
        }
    }
}
