using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Lists an indicator's reported values as they stand, and every version one period ever had.</summary>
internal static class ListIndicatorValues
{
    /// <param name="Period">Null for what stands in all periods; a period for all its versions.</param>
    internal sealed record Query(string Indicator, string? Period) : IQuery<IReadOnlyList<ReportedValue>>;

    private static readonly Exports.Table<ReportedValue> history = new(
        "指标填报值历史",
        new(ReportedValue.Example)
        {
            { "指标代码", value => value.Indicator },
            { "期间", value => value.Period },
            { "单位代码", value => value.Unit },
            { "完成值", value => value.Value },
            { "分子", value => value.Numerator },
            { "分母", value => value.Denominator },
            { "名次", value => value.Rank },
            { "参评数", value => value.Of },
            { "创建阶段", value => value.Stage },
            { "达成日期", value => value.On },
            { "说明", value => value.Note },
            { "evidence", "佐证材料", value => Evidence.Text(value.Evidence) },
            { "事项", value => value.Status },
            { "版本", value => value.Version },
            { "记录时间", value => value.RecordedAt },
            { "记录人", value => value.RecordedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder indicators)
    {
        indicators
            .MapGet("{code}/values", HandleValues)
            .WithName(nameof(ListIndicatorValues))
            .Needs(PlanRights.Read)
            .SendsAs(IndicatorValueIntake.Table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, IndicatorRefusals.NotFound);
        indicators
            .MapGet("{code}/values/{period}/history", HandleHistory)
            .WithName("ListIndicatorValueHistory")
            .Needs(PlanRights.Read)
            .SendsAs(history)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.CursorInvalid,
                IndicatorRefusals.PeriodMalformed,
                IndicatorRefusals.NotFound
            );
    }

    /// <summary>List an indicator's reported values</summary>
    /// <remarks>To a caller bound to a unit, the values of other units are not there; the town's are.</remarks>
    /// <param name="code">The indicator.</param>
    /// <response code="200">What stands, by period and unit.</response>
    internal static async Task<Ok<Page<ReportedValue>>> HandleValues(
        IMediator mediator,
        string code,
        Paging page,
        CancellationToken ct
    )
    {
        return TypedResults.Ok(
            page.Cut(
                await mediator.Send(new Query(code, null), ct),
                value => $"{value.Period}/{value.Unit}",
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>List every version of a period's value</summary>
    /// <remarks>Append-only: who reported, corrected, confirmed or returned what, when and why.</remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <response code="200">The versions, by unit and version.</response>
    internal static async Task<Ok<Page<ReportedValue>>> HandleHistory(
        IMediator mediator,
        string code,
        string period,
        Paging page,
        CancellationToken ct
    )
    {
        return TypedResults.Ok(
            page.Cut(
                await mediator.Send(new Query(code, period), ct),
                value => $"{value.Unit}/{value.Version:00000000}",
                StringComparer.Ordinal
            )
        );
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Period!).IsPeriod().When(q => q.Period is not null);
    }

    internal sealed class Handler(IndicatorRows indicators, Reaches reaches, Db db)
        : IQueryHandler<Query, IReadOnlyList<ReportedValue>>
    {
        public const string ValuesSql = """
            SELECT v.Indicator, v.Period, v.Unit, v.Version, v.Action, v.Value, v.Numerator, v.Denominator, v.StageOn, v.Note, v.Evidence,
                   v.ConfirmedVersion, v.EffectiveOn, v.RecordedAt, v.RecordedBy
            FROM ReportedValues h
            JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit AND v.Version = h.Version
            WHERE h.Indicator = @Indicator
            """;

        public const string HistorySql = """
            SELECT Indicator, Period, Unit, Version, Action, Value, Numerator, Denominator, StageOn, Note, Evidence, ConfirmedVersion, EffectiveOn, RecordedAt, RecordedBy
            FROM ReportedValueVersions
            WHERE Indicator = @Indicator AND Period = @Period
            """;

        public async Task<IReadOnlyList<ReportedValue>> Handle(Query query, CancellationToken cancellationToken)
        {
            var indicator = await indicators.FindAsync(query.Indicator, cancellationToken);
            var versions = await db.QueryAsync<ValueVersion>(
                query.Period is null ? ValuesSql : HistorySql,
                query,
                cancellationToken
            );
            var reach = await reaches.OfCallerAsync(cancellationToken);
            return
            [
                .. versions
                    .Where(version => version.Unit.Length == 0 || reach.Covers(version.Unit))
                    .Select(version => ReportedValue.View(indicator, version)),
            ];
        }
    }
}
