using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Issues a year's plan beside those there are: its text, its measures, its indicators.</summary>
internal static class IssuePlan
{
    internal sealed record Command(Request Plan) : ICommand<string>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("", Handle)
            .WithName(nameof(IssuePlan))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                Refusals.RequestInvalid,
                PlanRefusals.PlanTextMismatch,
                PlanRefusals.ScaleOutOfOrder,
                IndicatorRefusals.PaceIncomplete,
                IndicatorRefusals.StretchBelowTarget,
                PlanRefusals.Exists,
                IndicatorRefusals.Exists,
                UnitRefusals.NotFound
            );

    /// <summary>Issue a plan</summary>
    /// <remarks>
    /// Another year's plan is only data: its text, the measures that quote it, the indicators that measure them. Every
    /// quote is verbatim in the text.
    /// </remarks>
    /// <param name="request">The plan.</param>
    /// <response code="201">Issued; Location names it.</response>
    internal static async Task<Created<GetPlan.PlanView>> Handle(
        IMediator mediator,
        Request request,
        CancellationToken ct
    )
    {
        var code = await mediator.Send(new Command(request), ct);
        return TypedResults.Created($"/api/v1/plans/{code}", await mediator.Send(new GetPlan.Query(code), ct));
    }

    /// <param name="Code">What the plan is called in URLs.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="DocumentNumber">Its document number, as 普长府〔2022〕1号.</param>
    /// <param name="IssuedOn">The day it was issued; it counts as known from then.</param>
    /// <param name="Year">The year it is for.</param>
    /// <param name="Unit">The town that issued it.</param>
    /// <param name="Text">The whole text, verbatim.</param>
    /// <param name="Pillars">Its pillars.</param>
    /// <param name="NotActions">Sentences of the pillars that promise no action, each with the reason.</param>
    /// <param name="Measures">What it promises.</param>
    /// <param name="Indicators">How the quantified or decidable promises are measured.</param>
    /// <param name="LampRule">When lamps change; 10 and 30 points behind if omitted.</param>
    /// <param name="DueFromMonthEnd">On which working day, counted from the end of a period's last month, reports are
    /// due; 5 if omitted.</param>
    /// <param name="Objectives">主要目标: the sentences that state its headline objectives, traced like promises of
    /// action.</param>
    /// <param name="MinimumKnownShare">Where less is known there is no lamp, 0 to 1; 0.6 if omitted.</param>
    /// <param name="ProgressScale">What the steps of progress count; 0, 0.2, 0.5, 0.8, 1 if omitted.</param>
    /// <param name="StageScale">What the stages of an accreditation count; 0.25, 0.5, 0.75, 1 if omitted.</param>
    /// <param name="ProgressFrequency">How often progress falls due; every quarter if omitted.</param>
    public sealed record Request(
        string Code,
        string Title,
        string DocumentNumber,
        DateOnly IssuedOn,
        int Year,
        string Unit,
        string Text,
        IReadOnlyList<NewPillar> Pillars,
        IReadOnlyList<NewMeasure> Measures,
        IReadOnlyList<NewIndicator> Indicators,
        string? TitleEn = null,
        IReadOnlyList<NotAction>? NotActions = null,
        LampRule? LampRule = null,
        int? DueFromMonthEnd = null,
        IReadOnlyList<NewObjective>? Objectives = null,
        decimal? MinimumKnownShare = null,
        IReadOnlyList<StepShare>? ProgressScale = null,
        IReadOnlyList<StageShare>? StageScale = null,
        Frequency? ProgressFrequency = null
    )
    {
        internal static Request Example =>
            new(
                "changzheng-2023",
                "长征镇2023年经济与社会发展计划",
                "普长府〔2023〕1号",
                new DateOnly(2023, 1, 12),
                2023,
                "310107102",
                "一、示例板块\n示例小节。完成示例项目1个。",
                [new NewPillar(1, "示例板块", [new NewInitiative("1.1", "示例小节")])],
                [new NewMeasure("1.1.1", "完成示例项目", MeasureKind.Indicator, "完成示例项目1个")],
                [
                    new NewIndicator(
                        "2023-example-projects",
                        "示例项目数",
                        IndicatorKind.Minimum,
                        "个",
                        Frequency.Quarter,
                        Accumulation.Latest,
                        Direction.Up,
                        IndicatorSource.Reported,
                        [new NewCitation("1.1.1", "完成示例项目1个")],
                        Target: new NewTarget(1)
                    ),
                ]
            );
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Plan.Code).IsCode();
            RuleFor(c => c.Plan.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Plan.TitleEn).MaximumLength(300);
            RuleFor(c => c.Plan.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Plan.Year).InclusiveBetween(2000, 2100);
            RuleFor(c => c.Plan.Unit).NotEmpty().MaximumLength(32);
            RuleFor(c => c.Plan.Text).NotEmpty().MaximumLength(200_000);
            RuleFor(c => c.Plan.DueFromMonthEnd).InclusiveBetween(1, 15);
            RuleFor(c => c.Plan.Pillars).NotEmpty().HoldsAtMost(9);
            RuleFor(c => c.Plan.Objectives).HoldsAtMost(50);
            RuleFor(c => c.Plan.MinimumKnownShare).InclusiveBetween(0, 1).IsFigure();
            RuleFor(c => c.Plan.ProgressScale)
                .Must(scale => PlanScales.IsInOrder(scale!))
                .When(c => c.Plan.ProgressScale is not null)
                .WithErrorCode(PlanRefusals.ScaleOutOfOrder.Code)
                .WithMessage(_ =>
                    Words.Say("每档一次，依次由 0 升至 1。", "Every step once, in order, rising from 0 to 1.")
                );
            RuleFor(c => c.Plan.StageScale)
                .Must(scale => PlanScales.IsInOrder(scale!))
                .When(c => c.Plan.StageScale is not null)
                .WithErrorCode(PlanRefusals.ScaleOutOfOrder.Code)
                .WithMessage(_ =>
                    Words.Say("申报至命名每阶段一次，依次升至 1。", "Applied to named once, in order, rising to 1.")
                );
            RuleFor(c => c.Plan.Measures).HoldsAtMost(2000);
            RuleFor(c => c.Plan.Indicators).HoldsAtMost(500);
            RuleForEach(c => c.Plan.Pillars).SetValidator(new NewPillar.Validator());
            RuleForEach(c => c.Plan.NotActions).SetValidator(new NotAction.Validator());
            RuleForEach(c => c.Plan.Objectives).SetValidator(new NewObjective.Validator());
            RuleForEach(c => c.Plan.Measures).SetValidator(new NewMeasure.Validator());
            RuleForEach(c => c.Plan.Indicators).SetValidator(new NewIndicator.Validator());
            RuleFor(c => c.Plan)
                .Must(NewPlan.IsConsistent)
                .OverridePropertyName("plan")
                .WithMessage(c =>
                    Words.Say(
                        $"代码重复或引用了没有的板块、举措：{NewPlan.Inconsistency(c.Plan)}。",
                        $"A code is there twice, or names a pillar or measure that is not there: {NewPlan.Inconsistency(c.Plan)}."
                    )
                );
        }
    }

    internal sealed class Handler(
        Db db,
        UnitTree units,
        Reaches reaches,
        PlanRows rows,
        ChangeFeed changes,
        IEnumerable<PlanFollower> followers
    ) : ICommandHandler<Command, string>
    {
        public const string TakenSql = "SELECT Code FROM Indicators WHERE Code IN @Codes ORDER BY Code";

        public async Task<string> Handle(Command command, CancellationToken cancellationToken)
        {
            var plan = command.Plan;
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            if (
                await db.FindAsync<AnnualPlan>(AnnualPlan.OneSql, new { PlanCode = plan.Code }, cancellationToken)
                is not null
            )
                throw PlanRefusals.Exists.WithDetail($"计划 {plan.Code} 已存在。", $"Plan {plan.Code} exists.");
            if (
                await db.FindAsync<string>(
                    TakenSql,
                    new { Codes = plan.Indicators.Select(indicator => indicator.Code).ToList() },
                    cancellationToken
                ) is
                { } taken
            )
                throw IndicatorRefusals.Exists.WithDetail(
                    $"指标代码 {taken} 已被使用。",
                    $"The indicator code {taken} is taken."
                );
            MustKnow(await units.AllAsync(cancellationToken), plan);

            var history = await rows.InsertAsync(
                plan,
                PlanText.Cut(
                    plan.Text,
                    [
                        .. plan
                            .Pillars.SelectMany(pillar => pillar.Initiatives)
                            .Select(initiative => (initiative.Code, initiative.Title)),
                    ],
                    (plan.NotActions ?? []).ToDictionary(not => not.Sentence, not => not.Reason)
                ),
                cancellationToken
            );
            var issued = new PlanChanges.IssuedPlan(plan.Code, plan.Title, plan.DocumentNumber, plan.Year);
            var url = AnnualPlan.Url(plan.Code);
            var fact = ChangeFeed.Fact.Of(PlanChanges.Issued, url, issued, history) with { Marks = [url] };
            await changes.AppendAsync(fact, cancellationToken);
            foreach (var follower in followers)
                await follower.FollowAsync(plan.Year, cancellationToken);
            return plan.Code;
        }

        private static void MustKnow(IReadOnlyDictionary<string, Town.Units.Unit> units, Request plan)
        {
            var named = plan
                .Measures.SelectMany(measure => (measure.SupportingUnits ?? []).Append(measure.LeadUnit))
                .Concat(plan.Indicators.Select(indicator => indicator.LeadUnit))
                .Append(plan.Unit);
            if (named.FirstOrDefault(code => code is not null && !units.ContainsKey(code)) is { } unknown)
                throw UnitRefusals.NotFound.WithDetail($"没有单位 {unknown}。", $"There is no unit {unknown}.");
        }
    }
}
