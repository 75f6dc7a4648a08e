using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Reads what is reported for one period, with the version a correction names.</summary>
internal static class GetIndicatorValue
{
    internal sealed record Query(string Indicator, string Period, string Unit) : IQuery<ReportedValue>;

    public static void Map(IEndpointRouteBuilder indicators)
    {
        indicators
            .MapGet("{code}/values/{period}", HandleTown)
            .WithName(nameof(GetIndicatorValue))
            .Needs(PlanRights.Read)
            .Refuses(IndicatorRefusals.PeriodMalformed, IndicatorRefusals.NotFound, IndicatorRefusals.ValueNotFound);
        indicators
            .MapGet("{code}/values/{period}/{unit}", HandleUnit)
            .WithName("GetIndicatorValueOfUnit")
            .Needs(PlanRights.Read)
            .Refuses(IndicatorRefusals.PeriodMalformed, IndicatorRefusals.NotFound, IndicatorRefusals.ValueNotFound);
    }

    /// <summary>Read the value reported for a period</summary>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <response code="200">The town's value.</response>
    internal static Task<Ok<ReportedValue>> HandleTown(
        IMediator mediator,
        string code,
        string period,
        CancellationToken ct
    ) => HandleAsync(mediator, new Query(code, period, ""), ct);

    /// <summary>Read one unit's value reported for a period</summary>
    /// <remarks>To a caller bound to a unit, the values of other units are not there.</remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <param name="unit">The unit.</param>
    /// <response code="200">The unit's value.</response>
    internal static Task<Ok<ReportedValue>> HandleUnit(
        IMediator mediator,
        string code,
        string period,
        string unit,
        CancellationToken ct
    ) => HandleAsync(mediator, new Query(code, period, unit), ct);

    private static async Task<Ok<ReportedValue>> HandleAsync(IMediator mediator, Query query, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(query, ct));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Period).IsPeriod();
    }

    internal sealed class Handler(IndicatorRows indicators, ValueLedger ledger, Reaches reaches)
        : IQueryHandler<Query, ReportedValue>
    {
        public async Task<ReportedValue> Handle(Query query, CancellationToken cancellationToken)
        {
            var indicator = await indicators.FindAsync(query.Indicator, cancellationToken);
            var isSeen = query.Unit.Length == 0 || (await reaches.OfCallerAsync(cancellationToken)).Covers(query.Unit);
            var current =
                (
                    isSeen
                        ? await ledger.CurrentAsync(
                            new ValueKey(query.Indicator, query.Period, query.Unit),
                            cancellationToken
                        )
                        : null
                )
                ?? throw IndicatorRefusals.ValueNotFound.WithDetail(
                    $"{query.Period} 尚未填报。",
                    $"Nothing is reported for {query.Period}."
                );
            return ReportedValue.View(indicator, current);
        }
    }
}
