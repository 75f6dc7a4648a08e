using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Reports, or corrects, the value of one indicator for one period, of the town or of one unit below it.
/// </summary>
internal static class ReportIndicatorValue
{
    /// <param name="Value">The measured value, in the indicator's unit, at most four decimals.</param>
    /// <param name="Numerator">For a ratio or coverage: the part.</param>
    /// <param name="Denominator">For a ratio or coverage: the whole.</param>
    /// <param name="Rank">For a rank: the place, 1 being the best.</param>
    /// <param name="Of">For a rank: how many were ranked.</param>
    /// <param name="Stage">For an accreditation: the stage reached.</param>
    /// <param name="On">For an accreditation: the day it was reached.</param>
    /// <param name="Note">Where the number comes from; for a correction, why.</param>
    /// <param name="Evidence">Where it can be seen that it is true.</param>
    /// <param name="Confirmed">True for a figure that was checked although it is far outside what was reported before;
    /// with a note that says why it is so.</param>
    public sealed record Request(
        [property: Figure] decimal? Value = null,
        [property: Figure] decimal? Numerator = null,
        [property: Figure] decimal? Denominator = null,
        int? Rank = null,
        int? Of = null,
        Stage? Stage = null,
        DateOnly? On = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        IReadOnlyList<Evidence>? Evidence = null,
        bool Confirmed = false
    )
    {
        internal static Request Example =>
            new(Value: 560, Note: "镇文体中心台账", Evidence: [Indicators.Evidence.Example]);
    }

    /// <param name="Expected">The version being corrected; null for a first report.</param>
    internal sealed record Command(string Indicator, string Period, string Unit, Request Report, int? Expected)
        : ICommand<ReportedValue>
    {
        public ValueKey Key => new(Indicator, Period, Unit);

        public Figure Figure =>
            new(Report.Value, Report.Numerator, Report.Denominator, Report.Rank, Report.Of, Report.Stage, Report.On);
    }

    private static readonly RefusalKind[] Refused =
    [
        Refusals.RequestInvalid,
        IndicatorRefusals.PeriodMalformed,
        IndicatorRefusals.PeriodWrongFrequency,
        IndicatorRefusals.PeriodOutsidePlan,
        IndicatorRefusals.PeriodFuture,
        PlanRefusals.DateFuture,
        Refusals.ValueMalformed,
        Refusals.ValueTooPrecise,
        Refusals.ValueTooLarge,
        IndicatorRefusals.ValueNegative,
        IndicatorRefusals.ValueNotWhole,
        IndicatorRefusals.ValueWrongShape,
        IndicatorRefusals.NumeratorAboveDenominator,
        IndicatorRefusals.MembersMismatch,
        IndicatorRefusals.NotFound,
        PlanRefusals.Closed,
        IndicatorRefusals.Derived,
        IndicatorRefusals.ReportedByUnits,
        AccessRefusals.BeyondUnit,
        Refusals.Stale,
        Refusals.VersionNeeded,
        IndicatorRefusals.Implausible,
        StorageRefusals.Unknown,
    ];

    public static void Map(IEndpointRouteBuilder indicators)
    {
        indicators
            .MapPut("{code}/values/{period}", HandleTown)
            .WithName(nameof(ReportIndicatorValue))
            .Needs(PlanRights.Report)
            .Refuses(Refused);
        indicators
            .MapPut("{code}/values/{period}/{unit}", HandleUnit)
            .WithName("ReportIndicatorValueOfUnit")
            .Needs(PlanRights.Report)
            .Refuses([
                .. Refused.Except([IndicatorRefusals.ReportedByUnits]),
                UnitRefusals.NotFound,
                IndicatorRefusals.TownOnly,
                IndicatorRefusals.ReportedForTown,
                UnitRefusals.UnitNotBelow,
                UnitRefusals.UnitNotValid,
            ]);
    }

    /// <summary>Report an indicator's value for a period</summary>
    /// <remarks>
    /// For the whole town. The first report is sent without If-Match; a correction names the version it corrects. Send
    /// exactly the fields the kind of indicator takes. A figure above three times the target, or where there is no
    /// target to
    /// compare with above three times the last period's, is taken only when confirmed and with a note.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <param name="request">The value.</param>
    /// <response code="201">Reported for the first time.</response>
    /// <response code="200">Corrected.</response>
    internal static Task<Results<Created<ReportedValue>, Ok<ReportedValue>>> HandleTown(
        IMediator mediator,
        string code,
        string period,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    ) => HandleAsync(mediator, new Command(code, period, "", request, ifMatch.FindVersion()), ct);

    /// <summary>Report one unit's value for a period</summary>
    /// <remarks>
    /// For one unit below the town; the town's figure accumulates from its units by the indicator's rule, so the same
    /// indicator is not reported for the town as well.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="request">The value.</param>
    /// <response code="201">Reported for the first time.</response>
    /// <response code="200">Corrected.</response>
    internal static Task<Results<Created<ReportedValue>, Ok<ReportedValue>>> HandleUnit(
        IMediator mediator,
        string code,
        string period,
        string unit,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    ) => HandleAsync(mediator, new Command(code, period, unit, request, ifMatch.FindVersion()), ct);

    private static async Task<Results<Created<ReportedValue>, Ok<ReportedValue>>> HandleAsync(
        IMediator mediator,
        Command command,
        CancellationToken ct
    )
    {
        var reported = await mediator.Send(command, ct);
        return reported.Version == 1 ? TypedResults.Created(command.Key.Url, reported) : TypedResults.Ok(reported);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Period).IsPeriod();
            RuleFor(c => c.Report.Value).IsFigure();
            RuleFor(c => c.Report.Numerator).IsFigure();
            RuleFor(c => c.Report.Denominator).IsFigure();
            RuleFor(c => c.Report.Note).MaximumLength(500);
            RuleFor(c => c.Report.Note).NotEmpty().When(c => c.Report.Confirmed);
            RuleFor(c => c.Report.Evidence).IsEvidence();
        }
    }

    /// <summary>What is kept of a report.</summary>
    internal static ValueVersion Version(Command command, ValueVersion? current) =>
        new()
        {
            Action = current is null ? ValueAction.Reported : ValueAction.Corrected,
            Value = command.Report.Value ?? (decimal?)(int?)command.Report.Stage,
            Numerator = command.Report.Numerator ?? command.Report.Rank,
            Denominator = command.Report.Denominator ?? command.Report.Of,
            StageOn = command.Report.On,
            Note = command.Report.Note,
            Evidence = command.Report.Evidence ?? [],
            ConfirmedVersion = current?.ConfirmedVersion,
        };

    internal sealed class Handler(IndicatorRows indicators, ValueLedger ledger, Reporting reporting, ChangeFeed changes)
        : ICommandHandler<Command, ReportedValue>
    {
        public async Task<ReportedValue> Handle(Command command, CancellationToken cancellationToken)
        {
            await ledger.HoldAsync(command.Indicator, cancellationToken);
            var (indicator, plan) = await indicators.OpenAsync(command.Indicator, cancellationToken);
            await reporting.MustAcceptAsync(indicator, plan, command, cancellationToken);
            await ledger.MustNotMixAsync(command.Key, cancellationToken);

            var current = await ledger.CurrentAsync(command.Key, cancellationToken);
            if (current is not null && command.Expected is null)
                throw Refusals.VersionNeeded.WithDetail(
                    $"该期间已有第 {current.Version} 版，更正须在 If-Match 中写明。",
                    $"Version {current.Version} is reported already; a correction names it in If-Match."
                );
            if (command.Expected != current?.Version)
                throw Refusals.Stale.WithDetail(
                    $"现为第 {current?.Version ?? 0} 版。",
                    $"The version is {current?.Version ?? 0}."
                );

            var version = await ledger.AppendAsync(
                command.Key,
                command.Expected,
                Version(command, current),
                cancellationToken
            );
            var kind = current is null ? IndicatorChanges.ValueReported : IndicatorChanges.ValueCorrected;
            await changes.AppendAsync(IndicatorChanges.Of(kind, command.Key, indicator, version), cancellationToken);
            return ReportedValue.View(indicator, version);
        }
    }
}
