using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Lists the plans there are.</summary>
internal static class ListPlans
{
    /// <param name="Code">What the plan is called in URLs.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="DocumentNumber">Its document number.</param>
    /// <param name="IssuedOn">When it was issued.</param>
    /// <param name="Year">The year it is for.</param>
    /// <param name="Unit">The town that issued it.</param>
    /// <param name="ClosedAt">When its year was closed; null while it takes reports.</param>
    public sealed record PlanRow(
        string Code,
        string Title,
        string? TitleEn,
        string DocumentNumber,
        DateOnly IssuedOn,
        int Year,
        string Unit,
        DateTimeOffset? ClosedAt
    )
    {
        internal static PlanRow Example =>
            new(
                "changzheng-2022",
                "长征镇 2022 年经济与社会发展计划",
                null,
                "普长府〔2022〕1号",
                new DateOnly(2022, 1, 13),
                2022,
                "310107102",
                null
            );
    }

    internal sealed record Query : IQuery<IReadOnlyList<PlanRow>>;

    private static readonly Exports.Table<PlanRow> table = new(
        "计划",
        new(PlanRow.Example)
        {
            { "计划代码", plan => plan.Code },
            { "计划名称", plan => plan.Title },
            { "英文名称", plan => plan.TitleEn },
            { "文号", plan => plan.DocumentNumber },
            { "印发日期", plan => plan.IssuedOn },
            { "年度", plan => plan.Year },
            { "制定单位", plan => plan.Unit },
            { "年度关闭时间", plan => plan.ClosedAt },
        }
    );

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("", Handle)
            .WithName(nameof(ListPlans))
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List plans</summary>
    /// <response code="200">One page of plans, by code.</response>
    internal static async Task<Ok<Page<PlanRow>>> Handle(IMediator mediator, Paging page, CancellationToken ct)
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(), ct), plan => plan.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(Db db) : IQueryHandler<Query, IReadOnlyList<PlanRow>>
    {
        public const string PlansSql = """
            SELECT Code, Title, TitleEn, DocumentNumber, IssuedOn, PlanYear, Unit, YellowBehind, RedBehind, DueFromMonthEnd, ClosedAt, ClosedBy, Version
            FROM Plans
            ORDER BY Code
            """;

        public async Task<IReadOnlyList<PlanRow>> Handle(Query query, CancellationToken cancellationToken) =>
            [
                .. (await db.QueryAsync<AnnualPlan>(PlansSql, null, cancellationToken)).Select(plan => new PlanRow(
                    plan.Code,
                    plan.Title,
                    plan.TitleEn,
                    plan.DocumentNumber,
                    plan.IssuedOn,
                    plan.PlanYear,
                    plan.Unit,
                    plan.ClosedAt
                )),
            ];
    }
}
