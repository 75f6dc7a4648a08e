using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>
/// 办结销号: one person asks with evidence, another grants it or returns it with a reason; a later check can return it
/// again.
/// </summary>
internal static class SignOffMeasure
{
    /// <param name="Evidence">佐证材料: at least one.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="On">The day it was done, not in the future; today if omitted. Boards of that day know it.</param>
    public sealed record SignOffRequest(
        IReadOnlyList<Evidence> Evidence,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        DateOnly? On = null
    )
    {
        internal static SignOffRequest Example =>
            new([Indicators.Evidence.Example], "全部完成并公示", new DateOnly(2022, 6, 30));
    }

    internal sealed record Command(
        string Plan,
        string Code,
        ProgressAction Action,
        IReadOnlyList<Evidence> Evidence,
        string? Note,
        int? Expected,
        DateOnly? On = null
    ) : ICommand<MeasureProgress>;

    private static readonly RefusalKind[] Refused =
    [
        Refusals.RequestInvalid,
        AccessRefusals.BeyondUnit,
        PlanRefusals.NotFound,
        MeasureRefusals.NotFound,
        PlanRefusals.Closed,
        Refusals.Stale,
        Refusals.VersionNeeded,
    ];

    public static void Map(IEndpointRouteBuilder plans)
    {
        plans
            .MapPost("{plan}/measures/{code}/sign-off", HandleRequest)
            .WithName("RequestSignOff")
            .Needs(PlanRights.Report)
            .Refuses([
                .. Refused,
                PlanRefusals.DateFuture,
                PlanRefusals.DateOutsidePlan,
                MeasureRefusals.NotComplete,
                MeasureRefusals.SignedOff,
                MeasureRefusals.SignOffBeforeReport,
                StorageRefusals.Unknown,
            ]);
        plans
            .MapPost("{plan}/measures/{code}/sign-off/confirm", HandleConfirm)
            .WithName("ConfirmSignOff")
            .Needs(PlanRights.Review)
            .Refuses([
                .. Refused,
                AccessRefusals.SecondPersonNeeded,
                MeasureRefusals.NotComplete,
                MeasureRefusals.SignOffNotRequested,
            ]);
        plans
            .MapPost("{plan}/measures/{code}/sign-off/return", HandleReturn)
            .WithName("ReturnSignOff")
            .Needs(PlanRights.Review)
            .Refuses([.. Refused, AccessRefusals.SecondPersonNeeded, MeasureRefusals.SignOffNotRequested]);
    }

    /// <summary>Ask for a measure's sign-off</summary>
    /// <remarks>
    /// With evidence, and the day it was done: not before a day for which it was reported as not done. The measure
    /// counts as before until a second person confirms. The indicators of a measured one must have been complete on
    /// that day. Sent without If-Match where no progress was reported.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="request">The evidence.</param>
    /// <response code="200">Asked for.</response>
    internal static Task<Ok<MeasureProgress>> HandleRequest(
        IMediator mediator,
        string plan,
        string code,
        SignOffRequest request,
        IfMatch ifMatch,
        CancellationToken ct
    ) =>
        HandleAsync(
            mediator,
            new Command(
                plan,
                code,
                ProgressAction.SignOffRequested,
                request.Evidence,
                request.Note,
                ifMatch.FindVersion(),
                request.On
            ),
            ct
        );

    /// <summary>Sign a measure off</summary>
    /// <remarks>
    /// By another person than the one who asked. The measure counts as complete from the day it was done.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <response code="200">Signed off.</response>
    internal static Task<Ok<MeasureProgress>> HandleConfirm(
        IMediator mediator,
        string plan,
        string code,
        IfMatch ifMatch,
        CancellationToken ct
    ) => HandleAsync(mediator, new Command(plan, code, ProgressAction.SignedOff, [], null, ifMatch.GetVersion()), ct);

    /// <summary>Return a sign-off</summary>
    /// <remarks>
    /// A request that lacks something, or a sign-off a later check found wrong. The measure counts as it was last
    /// reported, on boards of past days too; as known before, it was signed off.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="request">Why.</param>
    /// <response code="200">Returned.</response>
    internal static Task<Ok<MeasureProgress>> HandleReturn(
        IMediator mediator,
        string plan,
        string code,
        ReturnRequest request,
        IfMatch ifMatch,
        CancellationToken ct
    ) =>
        HandleAsync(
            mediator,
            new Command(plan, code, ProgressAction.Returned, [], request.Reason, ifMatch.GetVersion()),
            ct
        );

    private static async Task<Ok<MeasureProgress>> HandleAsync(
        IMediator mediator,
        Command command,
        CancellationToken ct
    )
    {
        var progress = await mediator.Send(command, ct);
        return TypedResults.Ok(progress);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Evidence).NotEmpty().When(c => c.Action == ProgressAction.SignOffRequested);
            RuleFor(c => c.Evidence).IsEvidence();
            RuleFor(c => c.Note).NotEmpty().When(c => c.Action == ProgressAction.Returned);
            RuleFor(c => c.Note).MaximumLength(500);
        }
    }

    internal sealed class Handler(
        Boards boards,
        ProgressLedger ledger,
        Reaches reaches,
        SecondPerson second,
        TimeProvider clock
    ) : ICommandHandler<Command, MeasureProgress>
    {
        public async Task<MeasureProgress> Handle(Command command, CancellationToken cancellationToken)
        {
            var history = await ledger.HoldAsync(command.Plan, command.Code, cancellationToken);
            var board = await boards.SeeAsync(command.Plan, Viewpoint.Of(null, null, null, clock), cancellationToken);
            var measure = board.Measure(command.Code);
            (await reaches.OfCallerAsync(cancellationToken)).MustCoverAny(measure.Row.ListOwners(board.Plan));
            MustBePossible(command, measure);
            ProgressLedger.MustFollow(history, command.Expected);
            var on = SignOffDay.Find(command.Action, command.On, history) ?? board.Viewpoint.AsOf;
            if (command.Action == ProgressAction.SignOffRequested)
                SignOffDay.MustBe(on, board, history);
            if (command.Action != ProgressAction.Returned)
                MustBeComplete(await SeeOnAsync(board, on, command, cancellationToken));
            if (command.Action != ProgressAction.SignOffRequested)
                await second.MustDecideAsync(
                    ProgressLedger.Askers(history),
                    "不能核定或退回自己申请的办结销号。",
                    "Nobody decides on the sign-off they asked for themselves.",
                    cancellationToken
                );

            return (
                await ledger.AppendAsync(
                    board.Plan,
                    command.Code,
                    Change(command.Action),
                    new ProgressVersion
                    {
                        Version = history.Count + 1,
                        Action = command.Action,
                        Completion =
                            command.Action == ProgressAction.SignedOff
                                ? 1
                                : history
                                    .LastOrDefault(version => version.Action == ProgressAction.Reported)
                                    ?.Completion,
                        Note = command.Note,
                        Evidence = command.Evidence,
                        EffectiveOn = on,
                    },
                    cancellationToken
                )
            ).View(board.Plan);
        }

        private static void MustBePossible(Command command, MeasureStanding measure)
        {
            if (command.Action == ProgressAction.SignOffRequested)
                measure.Row.MustNotBeSignedOff();
            else if (
                measure.Row.SignOff == SignOff.None
                || (command.Action == ProgressAction.SignedOff && measure.Row.SignOff != SignOff.Requested)
            )
                throw MeasureRefusals.SignOffNotRequested.ToRefusal();
        }

        /// <summary>The measure as it stood on the day it is said to have been done.</summary>
        private async Task<MeasureStanding> SeeOnAsync(
            PlanBoard today,
            DateOnly on,
            Command command,
            CancellationToken ct
        )
        {
            var board =
                on == today.Viewpoint.AsOf
                    ? today
                    : await boards.SeeAsync(command.Plan, Viewpoint.Of(on, null, null, clock), ct);
            return board.Measures.FirstOrDefault(measure => measure.Row.Code == command.Code)
                ?? throw PlanRefusals.DateOutsidePlan.WithDetail(
                    $"{on:yyyy-MM-dd} 尚无举措 {command.Code}。",
                    $"There was no measure {command.Code} on {on:yyyy-MM-dd} yet."
                );
        }

        private static void MustBeComplete(MeasureStanding measure)
        {
            if (measure.Indicators.FirstOrDefault(indicator => !indicator.Standing.Achieved) is { } lacking)
                throw MeasureRefusals.NotComplete.WithDetail(
                    $"指标 {lacking.Indicator.Name}：{lacking.Standing.Reason}。",
                    $"Indicator {lacking.Indicator.Code} is not complete: {lacking.Standing.Why.English}"
                );
        }

        private static ChangeKind<MeasureProgress> Change(ProgressAction action) =>
            action switch
            {
                ProgressAction.SignOffRequested => MeasureChanges.SignOffRequested,
                ProgressAction.SignedOff => MeasureChanges.SignedOff,
                _ => MeasureChanges.SignOffReturned,
            };
    }
}
