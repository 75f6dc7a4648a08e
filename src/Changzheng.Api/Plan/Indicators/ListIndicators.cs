using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Units;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Lists indicators with where they stand.</summary>
internal static class ListIndicators
{
    internal sealed record Query(
        string? Plan,
        int? Pillar,
        IndicatorKind? Kind,
        Lamp? Lamp,
        string? Unit,
        Viewpoint Viewpoint
    ) : IQuery<IReadOnlyList<IndicatorView>>;

    private static readonly Exports.Table<IndicatorView> table = new(
        "指标",
        new(IndicatorView.Example)
        {
            { "指标代码", indicator => indicator.Code },
            { "计划代码", indicator => indicator.Plan },
            { "指标名称", indicator => indicator.Name },
            { "英文名称", indicator => indicator.NameEn },
            { "指标类型", indicator => indicator.Kind },
            { "计量单位", indicator => indicator.UnitOfMeasure },
            { "填报频率", indicator => indicator.Frequency },
            { "累计方式", indicator => indicator.Accumulation },
            { "方向", indicator => indicator.Direction },
            { "数据来源", indicator => indicator.Source },
            { "计算来源", indicator => indicator.DerivedFrom },
            { "目标值", indicator => indicator.Target!.Value },
            { "目标上限", indicator => indicator.Target!.Upper },
            { "目标生效日期", indicator => indicator.Target!.EffectiveOn },
            { "目标文号", indicator => indicator.Target!.DocumentNumber },
            { "目标版本", indicator => indicator.Target!.Version },
            { "基数", indicator => indicator.Baseline!.Value },
            { "基数各月", indicator => indicator.Baseline!.Months },
            { "基数生效日期", indicator => indicator.Baseline!.EffectiveOn },
            { "基数文号", indicator => indicator.Baseline!.DocumentNumber },
            { "基数版本", indicator => indicator.Baseline!.Version },
            { "序时进度方式", indicator => indicator.Pace.Kind },
            {
                "pace.steps",
                "序时进度节点",
                indicator => indicator.Pace.Steps?.Select(step => $"{step.On:yyyy-MM-dd} {step.Share}")
            },
            { "覆盖名单", indicator => indicator.Members },
            { "列举未尽", indicator => indicator.OpenList },
            { "举措编号", indicator => indicator.Measures },
            {
                "citations",
                "计划原文",
                indicator => indicator.Citations.Select(citation => $"{citation.Sentence} {citation.Quote}".TrimStart())
            },
            { "牵头部门", indicator => indicator.LeadUnit },
            { "是否推定", indicator => indicator.Assumed },
            { "备注", indicator => indicator.Note },
            { "完成值", indicator => indicator.Standing.Value },
            { "分子", indicator => indicator.Standing.Numerator },
            { "分母", indicator => indicator.Standing.Denominator },
            { "完成度", indicator => indicator.Standing.Attainment },
            { "序时进度", indicator => indicator.Standing.Expected },
            { "灯", indicator => indicator.Standing.Lamp },
            { "说明", indicator => indicator.Standing.Reason },
            { "截至期间", indicator => indicator.Standing.Through },
        }
    );

    public static void Map(IEndpointRouteBuilder indicators) =>
        indicators
            .MapGet("", Handle)
            .WithName(nameof(ListIndicators))
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound, UnitRefusals.NotFound);

    /// <summary>List indicators</summary>
    /// <param name="plan">Only this plan's; every plan's if omitted.</param>
    /// <param name="pillar">Only those its measures cite.</param>
    /// <param name="kind">Only this kind of promise.</param>
    /// <param name="lamp">Only this lamp.</param>
    /// <param name="unit">Only those led by this unit or one below it.</param>
    /// <response code="200">One page of indicators, by code.</response>
    internal static async Task<Ok<Page<IndicatorView>>> Handle(
        IMediator mediator,
        string? plan,
        int? pillar,
        Choice<IndicatorKind>? kind,
        Choice<Lamp>? lamp,
        string? unit,
        Viewpoint viewpoint,
        Paging page,
        CancellationToken ct
    )
    {
        var query = new Query(plan, pillar, kind, lamp, unit, viewpoint);
        return TypedResults.Ok(
            page.Cut(await mediator.Send(query, ct), indicator => indicator.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(Db db, Boards boards, UnitTree units)
        : IQueryHandler<Query, IReadOnlyList<IndicatorView>>
    {
        public const string PlansSql = "SELECT Code FROM Plans ORDER BY Code";

        public async Task<IReadOnlyList<IndicatorView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var plans = query.Plan is { } one ? [one] : await db.QueryAsync<string>(PlansSql, null, cancellationToken);
            var tree = await units.AllAsync(cancellationToken);
            if (query.Unit is not null && !tree.ContainsKey(query.Unit))
                throw UnitRefusals.NotFound.WithDetail($"没有单位 {query.Unit}。", $"There is no unit {query.Unit}.");
            var found = new List<IndicatorView>();
            foreach (var plan in plans)
            {
                var board = await boards.SeeAsync(plan, query.Viewpoint, cancellationToken);
                var indicators = query.Pillar is { } pillar ? board.OfPillar(pillar) : board.Indicators.Values;
                found.AddRange(
                    indicators
                        .Where(indicator =>
                            (query.Kind is null || indicator.Indicator.Kind == query.Kind)
                            && (query.Lamp is null || indicator.Standing.Lamp == query.Lamp)
                            && (query.Unit is null || UnitTree.IsWithin(tree, indicator.Indicator.LeadUnit, query.Unit))
                        )
                        .Select(indicator => IndicatorView.Of(board, indicator))
                );
            }

            return found;
        }
    }
}
