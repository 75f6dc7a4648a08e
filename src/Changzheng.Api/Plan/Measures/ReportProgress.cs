using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Reports how far a qualitative measure is.</summary>
internal static class ReportProgress
{
    /// <param name="Step">How far it is, as a step of the plan's progressScale; <c>done</c> takes a sign-off.</param>
    /// <param name="On">The day it is about; today if omitted, or the last day of a year that is over.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Evidence">Where it can be seen that it is true; without any it counts as self-reported.</param>
    /// <param name="Completion">The step as its share: only the shares of the scale are taken. One of the two is
    /// given.</param>
    public sealed record Request(
        ProgressStep? Step = null,
        DateOnly? On = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        IReadOnlyList<Evidence>? Evidence = null,
        decimal? Completion = null
    )
    {
        internal static Request Example =>
            new(ProgressStep.Underway, new DateOnly(2022, 6, 30), "已完成方案和招标", [Indicators.Evidence.Example]);
    }

    internal sealed record Command(string Plan, string Code, Request Report, int? Expected) : ICommand<MeasureProgress>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPut("{plan}/measures/{code}/progress", Handle)
            .WithName(nameof(ReportProgress))
            .Needs(PlanRights.Report)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.ValueMalformed,
                Refusals.ValueTooPrecise,
                MeasureRefusals.CompletionWithoutSignOff,
                MeasureRefusals.NotAStep,
                PlanRefusals.DateFuture,
                PlanRefusals.DateOutsidePlan,
                AccessRefusals.BeyondUnit,
                PlanRefusals.NotFound,
                MeasureRefusals.NotFound,
                PlanRefusals.Closed,
                MeasureRefusals.Measured,
                MeasureRefusals.SignedOff,
                StorageRefusals.Unknown,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Report a measure's progress</summary>
    /// <remarks>
    /// For a measure no indicator measures: a step of the plan's progressScale, not a free figure. It falls due every
    /// progressFrequency, and is stale when older than one period. The first report is sent without If-Match; whatever
    /// follows names the
    /// version it follows. 100% takes a sign-off (办结销号).
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="request">The progress.</param>
    /// <response code="201">Reported for the first time.</response>
    /// <response code="200">Reported.</response>
    internal static async Task<Results<Created<MeasureProgress>, Ok<MeasureProgress>>> Handle(
        IMediator mediator,
        string plan,
        string code,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        var progress = await mediator.Send(new Command(plan, code, request, ifMatch.FindVersion()), ct);
        return progress.Version == 1
            ? TypedResults.Created($"/api/v1/plans/{plan}/measures/{code}/progress", progress)
            : TypedResults.Ok(progress);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Report.Completion).InclusiveBetween(0, 1);
            RuleFor(c => c.Report.Completion).IsFigure();
            RuleFor(c => c.Report.Step)
                .Must((command, step) => step is null != command.Report.Completion is null)
                .WithMessage(_ =>
                    Words.Say(
                        "须填 step，或其份额 completion，二者取一。",
                        "Give step, or its share as completion: one of the two."
                    )
                );
            RuleFor(c => c.Report.Note).MaximumLength(500);
            RuleFor(c => c.Report.Evidence).IsEvidence();
        }
    }

    internal sealed class Handler(Boards boards, ProgressLedger ledger, Reaches reaches, TimeProvider clock)
        : ICommandHandler<Command, MeasureProgress>
    {
        public async Task<MeasureProgress> Handle(Command command, CancellationToken cancellationToken)
        {
            var history = await ledger.HoldAsync(command.Plan, command.Code, cancellationToken);
            var board = await boards.SeeAsync(command.Plan, Viewpoint.Of(null, null, null, clock), cancellationToken);
            var measure = board.Measure(command.Code);
            (await reaches.OfCallerAsync(cancellationToken)).MustCoverAny(measure.Row.ListOwners(board.Plan));
            if (measure.Indicators.Count > 0)
                throw MeasureRefusals.Measured.WithDetail(
                    $"由指标 {string.Join("、", measure.Indicators.Select(one => one.Indicator.Code))} 衡量，请填报指标。",
                    $"Report its indicators instead: {string.Join(", ", measure.Indicators.Select(one => one.Indicator.Code))}."
                );
            measure.Row.MustNotBeSignedOff();
            ProgressLedger.MustFollow(history, command.Expected);
            var today = Moment.Day(clock.GetUtcNow());
            var on = command.Report.On ?? board.Plan.Clamp(today);
            board.Plan.MustTakeReportsAbout(on, today);

            return (
                await ledger.AppendAsync(
                    board.Plan,
                    command.Code,
                    MeasureChanges.ProgressReported,
                    new ProgressVersion
                    {
                        Version = history.Count + 1,
                        Action = ProgressAction.Reported,
                        Completion = FindShare(board.Plan, command.Report),
                        Note = command.Report.Note,
                        Evidence = command.Report.Evidence ?? [],
                        EffectiveOn = on,
                    },
                    cancellationToken
                )
            ).View(board.Plan);
        }

        /// <summary>100% is not reported but signed off; between the steps there is nothing.</summary>
        private static decimal FindShare(AnnualPlan plan, Request report)
        {
            var found =
                plan.StepsOrUsual.FirstOrDefault(one => one.Step == report.Step || one.Share == report.Completion)
                ?? throw MeasureRefusals.NotAStep.WithDetail(
                    $"进展只取计划的档次：{string.Join("、", plan.StepsOrUsual.Select(one => $"{one.Name} {one.Share:0.####}"))}。",
                    $"Progress is a step of the plan's scale: {string.Join(", ", plan.StepsOrUsual.Select(one => FormattableString.Invariant($"{one.Step.Text()} {one.Share:0.####}")))}."
                );
            return found.Step != ProgressStep.Done
                ? found.Share
                : throw MeasureRefusals.CompletionWithoutSignOff.WithDetail(
                    "100% 须走办结销号：先申请，再由另一人核定。",
                    "100% takes a sign-off: asked for by one person, granted by another."
                );
        }
    }
}
