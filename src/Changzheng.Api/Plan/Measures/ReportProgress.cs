using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Reports how far a qualitative measure is.</summary>
internal static class ReportProgress
{
    /// <param name="Completion">How far it is, 0 to below 1; 1 takes a sign-off.</param>
    /// <param name="On">The day it is about; today if omitted.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Evidence">Where it can be seen that it is true.</param>
    public sealed record Request(
        decimal Completion,
        DateOnly? On = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        IReadOnlyList<Evidence>? Evidence = null
    )
    {
        internal static Request Example =>
            new(0.6m, new DateOnly(2022, 6, 30), "已完成方案和招标", [Indicators.Evidence.Example]);
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
                PlanRefusals.DateFuture,
                PlanRefusals.DateOutsidePlan,
                AccessRefusals.BeyondUnit,
                PlanRefusals.NotFound,
                MeasureRefusals.NotFound,
                PlanRefusals.Closed,
                MeasureRefusals.Measured,
                MeasureRefusals.SignedOff,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Report a measure's progress</summary>
    /// <remarks>
    /// For a measure no indicator measures. The first report is sent without If-Match; whatever follows names the
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
            RuleFor(c => c.Report.Completion)
                .LessThan(1)
                .WithErrorCode(MeasureRefusals.CompletionWithoutSignOff.Code)
                .WithMessage(_ =>
                    Words.Say(
                        "100% 须走办结销号：先申请，再由另一人核定。",
                        "100% takes a sign-off: asked for by one person, granted by another."
                    )
                )
                .When(c => c.Report.Completion == 1);
            RuleFor(c => (decimal?)c.Report.Completion).IsFigure().OverridePropertyName("Report.Completion");
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
            (await reaches.OfCallerAsync(cancellationToken)).MustCoverAny([
                board.Plan.Unit,
                measure.Row.LeadUnit,
                .. measure.Row.SupportingUnits,
            ]);
            if (measure.Indicators.Count > 0)
                throw MeasureRefusals.Measured.WithDetail(
                    $"由指标 {string.Join("、", measure.Indicators.Select(one => one.Indicator.Code))} 衡量，请填报指标。",
                    $"Report its indicators instead: {string.Join(", ", measure.Indicators.Select(one => one.Indicator.Code))}."
                );
            measure.Row.MustNotBeSignedOff();
            ProgressLedger.MustFollow(history, command.Expected);
            var (on, today) = (command.Report.On ?? board.Viewpoint.AsOf, board.Viewpoint.AsOf);
            if (on > today)
                throw PlanRefusals.DateFuture.WithDetail(
                    $"{on:yyyy-MM-dd} 尚未到。",
                    $"{on:yyyy-MM-dd} has not come yet."
                );
            if (on < new DateOnly(board.Plan.PlanYear, 1, 1))
                throw PlanRefusals.DateOutsidePlan.WithDetail(
                    $"计划年度为 {board.Plan.PlanYear} 年。",
                    $"The plan's year is {board.Plan.PlanYear}."
                );

            return (
                await ledger.AppendAsync(
                    command.Plan,
                    command.Code,
                    MeasureChanges.ProgressReported,
                    new ProgressVersion
                    {
                        Version = history.Count + 1,
                        Action = ProgressAction.Reported,
                        Completion = command.Report.Completion,
                        Note = command.Report.Note,
                        Evidence = command.Report.Evidence ?? [],
                        EffectiveOn = on,
                    },
                    cancellationToken
                )
            ).View();
        }
    }
}
