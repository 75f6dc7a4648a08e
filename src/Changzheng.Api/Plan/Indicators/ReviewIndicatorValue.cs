using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Confirms a reported value, or returns it with a reason; never by whoever reported it.</summary>
internal static class ReviewIndicatorValue
{
    /// <param name="Reason">Null confirms; a reason returns.</param>
    internal sealed record Command(string Indicator, string Period, string Unit, string? Reason, int Expected)
        : ICommand<ReportedValue>
    {
        public ValueKey Key => new(Indicator, Period, Unit);
    }

    private static readonly RefusalKind[] Refused =
    [
        Refusals.RequestInvalid,
        IndicatorRefusals.PeriodMalformed,
        AccessRefusals.SecondPersonNeeded,
        AccessRefusals.BeyondUnit,
        IndicatorRefusals.NotFound,
        IndicatorRefusals.ValueNotFound,
        PlanRefusals.Closed,
        IndicatorRefusals.ValueReturned,
        Refusals.Stale,
        Refusals.VersionNeeded,
    ];

    public static void Map(IEndpointRouteBuilder indicators)
    {
        indicators
            .MapPost("{code}/values/{period}/confirm", HandleConfirm)
            .WithName("ConfirmIndicatorValue")
            .Needs(PlanRights.Review)
            .Refuses([.. Refused, IndicatorRefusals.ValueConfirmed]);
        indicators
            .MapPost("{code}/values/{period}/return", HandleReturn)
            .WithName("ReturnIndicatorValue")
            .Needs(PlanRights.Review)
            .Refuses(Refused);
    }

    /// <summary>Confirm a reported value</summary>
    /// <remarks>
    /// By another person than the one who reported it. With <c>basis=confirmed</c> boards count only what was
    /// confirmed.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <param name="unit">The unit whose value it is; the town's if omitted.</param>
    /// <response code="200">Confirmed.</response>
    internal static Task<Ok<ReportedValue>> HandleConfirm(
        IMediator mediator,
        string code,
        string period,
        string? unit,
        IfMatch ifMatch,
        CancellationToken ct
    ) => HandleAsync(mediator, new Command(code, period, unit ?? "", null, ifMatch.GetVersion()), ct);

    /// <summary>Return a reported value</summary>
    /// <remarks>
    /// With the reason. A returned value no longer counts until it is corrected; a value confirmed before stays
    /// confirmed unless it is itself what is returned.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="period">The period: 2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
    /// <param name="request">Why.</param>
    /// <param name="unit">The unit whose value it is; the town's if omitted.</param>
    /// <response code="200">Returned.</response>
    internal static Task<Ok<ReportedValue>> HandleReturn(
        IMediator mediator,
        string code,
        string period,
        ReturnRequest request,
        string? unit,
        IfMatch ifMatch,
        CancellationToken ct
    ) => HandleAsync(mediator, new Command(code, period, unit ?? "", request.Reason, ifMatch.GetVersion()), ct);

    private static async Task<Ok<ReportedValue>> HandleAsync(IMediator mediator, Command command, CancellationToken ct)
    {
        var reviewed = await mediator.Send(command, ct);
        return TypedResults.Ok(reviewed);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Period).IsPeriod();
            RuleFor(c => c.Reason).NotEmpty().MaximumLength(500).When(c => c.Reason is not null);
        }
    }

    internal sealed class Handler(
        IndicatorRows indicators,
        ValueLedger ledger,
        Reaches reaches,
        SecondPerson second,
        ChangeFeed changes
    ) : ICommandHandler<Command, ReportedValue>
    {
        public async Task<ReportedValue> Handle(Command command, CancellationToken cancellationToken)
        {
            await ledger.HoldAsync(command.Indicator, cancellationToken);
            var (indicator, plan) = await indicators.OpenAsync(command.Indicator, cancellationToken);
            var reach = await reaches.OfCallerAsync(cancellationToken);
            if (command.Unit.Length == 0)
                reach.MustCoverAny(plan.Unit, indicator.LeadUnit);
            var current =
                (
                    command.Unit.Length == 0 || reach.Covers(command.Unit)
                        ? await ledger.CurrentAsync(command.Key, cancellationToken)
                        : null
                )
                ?? throw IndicatorRefusals.ValueNotFound.WithDetail(
                    $"{command.Period} 尚未填报。",
                    $"Nothing is reported for {command.Period}."
                );
            if (current.Version != command.Expected)
                throw Refusals.Stale.WithDetail($"现为第 {current.Version} 版。", $"The version is {current.Version}.");
            if (current.Action == ValueAction.Returned)
                throw IndicatorRefusals.ValueReturned.ToRefusal();
            if (current.Action == ValueAction.Confirmed && command.Reason is null)
                throw IndicatorRefusals.ValueConfirmed.ToRefusal();
            await second.MustDecideAsync(
                await ledger.AuthorsAsync(current, cancellationToken),
                "不能确认或退回自己填报的数值。",
                "Nobody reviews what they reported themselves.",
                cancellationToken
            );

            var version = await ledger.AppendAsync(
                command.Key,
                current.Version,
                Reviewed(command, current),
                cancellationToken
            );
            var kind = command.Reason is null ? IndicatorChanges.ValueConfirmed : IndicatorChanges.ValueReturned;
            await changes.AppendAsync(IndicatorChanges.Of(kind, command.Key, indicator, version), cancellationToken);
            return ReportedValue.View(indicator, version);
        }

        private static ValueVersion Reviewed(Command command, ValueVersion current) =>
            command.Reason is null
                ? current with
                {
                    Action = ValueAction.Confirmed,
                }
                : current with
                {
                    Action = ValueAction.Returned,
                    Note = command.Reason,
                    ConfirmedVersion = current.Action == ValueAction.Confirmed ? null : current.ConfirmedVersion,
                };
    }
}
