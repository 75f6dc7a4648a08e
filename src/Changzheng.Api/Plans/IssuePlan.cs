using Changzheng.Api.Access;
using Changzheng.Api.Changes;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Indicators;
using Changzheng.Api.Units;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plans;

/// <summary>Issues a year's plan beside those there are: its text, its measures, its indicators.</summary>
internal static class IssuePlan
{
    internal sealed record Command(Request Plan) : ICommand<string>;

    public static void Map(IEndpointRouteBuilder plans) => plans
        .MapPost("", Handle)
        .WithName(nameof(IssuePlan))
        .Needs(Right.AmendPlan)
        .Refuses(Refusals.RequestInvalid, Refusals.PlanTextMismatch, Refusals.PlanExists, Refusals.IndicatorExists, Refusals.UnitNotFound);

    /// <summary>Issue a plan</summary>
    /// <remarks>Another year's plan is only data: its text, the measures that quote it, the indicators that measure them. Every quote is verbatim in the text.</remarks>
    /// <param name="sender">The mediator.</param>
    /// <param name="request">The plan.</param>
    /// <param name="ct">Cancels.</param>
    /// <response code="201">Issued; Location names it.</response>
    internal static async Task<Created<GetPlan.PlanView>> Handle(ISender sender, Request request, CancellationToken ct)
    {
        var code = await sender.Send(new Command(request), ct);
        return TypedResults.Created($"/api/v1/plans/{code}", await sender.Send(new GetPlan.Query(code), ct));
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
    /// <param name="LampRule">When lamps change; 10 and 30 points behind unless told.</param>
    /// <param name="DueFromMonthEnd">On which working day, counted from the end of a period's last month, reports are due; 5 unless told.</param>
    public sealed record Request(
        string Code, string Title, string DocumentNumber, DateOnly IssuedOn, int Year, string Unit, string Text,
        IReadOnlyList<NewPillar> Pillars, IReadOnlyList<NewMeasure> Measures, IReadOnlyList<NewIndicator> Indicators,
        string? TitleEn = null, IReadOnlyList<NotAction>? NotActions = null, LampRule? LampRule = null, int? DueFromMonthEnd = null)
    {
        internal static Request Example => new("changzheng-2023", "长征镇2023年经济与社会发展计划", "普长府〔2023〕1号", new DateOnly(2023, 1, 12), 2023, "310107102",
            "一、示例板块\n示例小节。完成示例项目1个。",
            [new NewPillar(1, "示例板块", [new NewInitiative("1.1", "示例小节")])],
            [new NewMeasure("1.1.1", "完成示例项目", MeasureKind.Indicator, "完成示例项目1个")],
            [new NewIndicator("2023-example-projects", "示例项目数", IndicatorKind.Minimum, "个", Frequency.Quarter, Accumulation.Latest, Direction.Up, IndicatorSource.Reported,
                [new NewCitation("1.1.1", "完成示例项目1个")], Target: new NewTarget(1))]);
    }

    /// <param name="Number">1, 2, 3 …</param>
    /// <param name="Title">As headed in the text, without the numeral.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="Initiatives">Its initiatives.</param>
    public sealed record NewPillar(int Number, string Title, IReadOnlyList<NewInitiative> Initiatives, string? TitleEn = null);

    /// <param name="Code">Pillar and running number: 4.2.</param>
    /// <param name="Title">As headed in the text.</param>
    /// <param name="TitleEn">English gloss.</param>
    public sealed record NewInitiative(string Code, string Title, string? TitleEn = null);

    /// <param name="Sentence">The sentence, verbatim.</param>
    /// <param name="Reason">Why it promises no action.</param>
    /// <param name="ReasonEn">English gloss.</param>
    public sealed record NotAction(string Sentence, string Reason, string? ReasonEn = null);

    /// <param name="Code">Initiative and running number: 4.2.5.</param>
    /// <param name="Title">The promise, short.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="Kind">The mechanism that answers for it.</param>
    /// <param name="Quote">The clause that promises it, verbatim.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="Assumed">True where lead and kind were proposed, not said by the plan.</param>
    /// <param name="OpenList">True where the text ends its list in 等.</param>
    /// <param name="DueOn">When it is due; the year's end unless told.</param>
    /// <param name="Weight">Its weight in its pillar; 1 unless told.</param>
    public sealed record NewMeasure(
        string Code, string Title, MeasureKind Kind, string Quote, string? TitleEn = null, string? LeadUnit = null, IReadOnlyList<string>? SupportingUnits = null,
        bool Assumed = false, bool OpenList = false, DateOnly? DueOn = null, decimal? Weight = null);

    /// <param name="Code">What it is called in URLs; unique over all plans.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="Kind">Which of the ten kinds of promise it is.</param>
    /// <param name="UnitOfMeasure">The unit of the value reported.</param>
    /// <param name="Frequency">How often it is reported.</param>
    /// <param name="Accumulation">How periods become the year's figure.</param>
    /// <param name="Direction">Whether more is better.</param>
    /// <param name="Source">Reported by people, or derived by the system.</param>
    /// <param name="Target">The target the plan states; null where it states none.</param>
    /// <param name="Baseline">The base the plan states; null where it states none.</param>
    /// <param name="Pace">How it is expected to come in; evenly by calendar day unless told.</param>
    /// <param name="Members">For coverage: the list, where the plan gives it.</param>
    /// <param name="OpenList">True where the text ends the list in 等.</param>
    /// <param name="LeadUnit">Who reports it.</param>
    /// <param name="Assumed">True where frequency, accumulation, pace or lead were proposed, not said by the plan.</param>
    /// <param name="Citations">Where the text promises it.</param>
    /// <param name="Note">A remark.</param>
    public sealed record NewIndicator(
        string Code, string Name, IndicatorKind Kind, string UnitOfMeasure, Frequency Frequency, Accumulation Accumulation, Direction Direction, IndicatorSource Source,
        IReadOnlyList<NewCitation> Citations, string? NameEn = null, NewTarget? Target = null, NewTarget? Baseline = null, Pace? Pace = null,
        IReadOnlyList<string>? Members = null, bool OpenList = false, string? LeadUnit = null, bool Assumed = false, string? Note = null);

    /// <param name="Measure">The measure it answers for; null for the preamble.</param>
    /// <param name="Quote">The clause, verbatim.</param>
    public sealed record NewCitation(string? Measure, string Quote);

    /// <param name="Value">The figure; the lower bound of a range.</param>
    /// <param name="Upper">The upper bound of a range.</param>
    public sealed record NewTarget(decimal Value, decimal? Upper = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Plan.Code).Length(1, 64).Matches(Rules.CodePattern);
            RuleFor(c => c.Plan.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Plan.TitleEn).MaximumLength(300);
            RuleFor(c => c.Plan.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Plan.Year).InclusiveBetween(2000, 2100);
            RuleFor(c => c.Plan.Unit).NotEmpty().MaximumLength(32);
            RuleFor(c => c.Plan.Text).NotEmpty().MaximumLength(200_000);
            RuleFor(c => c.Plan.DueFromMonthEnd).InclusiveBetween(1, 15);
            RuleFor(c => c.Plan.Pillars).NotEmpty().Must(pillars => pillars.Count <= 9).WithMessage(_ => Words.Say("板块至多九个。", "At most nine pillars."));
            RuleFor(c => c.Plan.Measures).Must(measures => measures.Count <= 2000).WithMessage(_ => Words.Say("举措至多 2000 条。", "At most 2000 measures."));
            RuleFor(c => c.Plan.Indicators).Must(indicators => indicators.Count <= 500).WithMessage(_ => Words.Say("指标至多 500 个。", "At most 500 indicators."));
            RuleForEach(c => c.Plan.Pillars).ChildRules(pillar =>
            {
                pillar.RuleFor(p => p.Number).InclusiveBetween(1, 9);
                pillar.RuleFor(p => p.Title).NotEmpty().MaximumLength(200);
                pillar.RuleForEach(p => p.Initiatives).ChildRules(initiative =>
                {
                    initiative.RuleFor(i => i.Code).Matches("^[1-9]\\.[0-9]{1,2}$");
                    initiative.RuleFor(i => i.Title).NotEmpty().MaximumLength(200);
                });
            });
            RuleForEach(c => c.Plan.Measures).ChildRules(measure =>
            {
                measure.RuleFor(m => m.Code).Matches("^[1-9]\\.[0-9]{1,2}\\.[0-9]{1,3}$");
                measure.RuleFor(m => m.Title).NotEmpty().MaximumLength(200);
                measure.RuleFor(m => m.Quote).NotEmpty().MaximumLength(1000);
                measure.RuleFor(m => m.Weight).GreaterThan(0).PrecisionScale(8, 4, true);
            });
            RuleForEach(c => c.Plan.Indicators).ChildRules(indicator =>
            {
                indicator.RuleFor(i => i.Code).Length(1, 64).Matches(Rules.CodePattern);
                indicator.RuleFor(i => i.Name).NotEmpty().MaximumLength(200);
                indicator.RuleFor(i => i.UnitOfMeasure).NotEmpty().MaximumLength(20);
                indicator.RuleFor(i => i.Citations).NotEmpty();
            });
        }
    }

    internal sealed class Handler(Db db, UnitTree units, PlanRows rows, ChangeFeed changes) : ICommandHandler<Command, string>
    {
        public const string TakenSql = "SELECT Code FROM Indicators WHERE Code IN @Codes ORDER BY Code";

        public async ValueTask<string> Handle(Command command, CancellationToken cancellationToken)
        {
            var plan = command.Plan;
            if (await db.FindAsync<Plan>(Plan.OneSql, new { PlanCode = plan.Code }, cancellationToken) is not null)
                throw Refusals.PlanExists.Because($"计划 {plan.Code} 已存在。", $"Plan {plan.Code} exists.");
            if (await db.FindAsync<string>(TakenSql, new { Codes = plan.Indicators.Select(indicator => indicator.Code).ToList() }, cancellationToken) is { } taken)
                throw Refusals.IndicatorExists.Because($"指标代码 {taken} 已被使用。", $"The indicator code {taken} is taken.");
            MustKnow(await units.AllAsync(cancellationToken), plan);

            await rows.InsertAsync(plan, PlanText.Cut(plan.Text,
                [.. plan.Pillars.SelectMany(pillar => pillar.Initiatives).Select(initiative => (initiative.Code, initiative.Title))],
                (plan.NotActions ?? []).ToDictionary(not => not.Sentence, not => not.Reason)), cancellationToken);
            await changes.AppendAsync("plan.issued", $"/api/v1/plans/{plan.Code}", new { plan.Code, plan.Title, plan.DocumentNumber, plan.Year }, cancellationToken);
            return plan.Code;
        }

        private static void MustKnow(IReadOnlyDictionary<string, Units.Unit> units, Request plan)
        {
            var named = plan.Measures.SelectMany(measure => (measure.SupportingUnits ?? []).Append(measure.LeadUnit)).Concat(plan.Indicators.Select(indicator => indicator.LeadUnit)).Append(plan.Unit);
            if (named.FirstOrDefault(code => code is not null && !units.ContainsKey(code)) is { } unknown)
                throw Refusals.UnitNotFound.Because($"没有单位 {unknown}。", $"There is no unit {unknown}.");
        }
    }
}
