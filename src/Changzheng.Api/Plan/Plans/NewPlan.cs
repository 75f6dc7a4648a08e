using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Plan.Plans;

/// <summary>What holds between the parts of a new plan.</summary>
internal static class NewPlan
{
    public static bool IsConsistent(IssuePlan.Request plan) => Inconsistency(plan) is null;

    /// <summary>The first code that is there twice or names what is not there.</summary>
    public static string? Inconsistency(IssuePlan.Request plan)
    {
        var initiatives = plan
            .Pillars.SelectMany(pillar =>
                pillar.Initiatives.Select(initiative => (initiative.Code, Pillar: pillar.Number))
            )
            .ToList();
        var measures = plan.Measures.Select(measure => measure.Code).ToHashSet(StringComparer.Ordinal);
        return Twice(plan.Pillars.Select(pillar => $"{pillar.Number}"))
            ?? Twice(initiatives.Select(initiative => initiative.Code))
            ?? Twice(plan.Measures.Select(measure => measure.Code))
            ?? Twice(plan.Indicators.Select(indicator => indicator.Code))
            ?? Twice((plan.NotActions ?? []).Select(not => not.Sentence).Concat(Objectives(plan)))
            ?? initiatives
                .Where(initiative => initiative.Code.Split('.')[0] != $"{initiative.Pillar}")
                .Select(initiative => initiative.Code)
                .FirstOrDefault()
            ?? plan.Measures.Select(measure => measure.Code)
                .FirstOrDefault(code =>
                    !initiatives.Exists(initiative => code.StartsWith(initiative.Code + ".", StringComparison.Ordinal))
                )
            ?? plan.Measures.SelectMany(measure => measure.Citations ?? [])
                .Select(citation => citation.Initiative)
                .FirstOrDefault(code => code is not null && !initiatives.Exists(initiative => initiative.Code == code))
            ?? plan.Indicators.SelectMany(indicator => indicator.Citations)
                .Select(citation => citation.Measure)
                .FirstOrDefault(measure => measure is not null && !measures.Contains(measure));
    }

    private static IEnumerable<string> Objectives(IssuePlan.Request plan) =>
        (plan.Objectives ?? []).Select(objective => objective.Sentence);

    private static string? Twice(IEnumerable<string> codes) =>
        codes.GroupBy(code => code, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
}

/// <summary>A pillar of a new plan.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Title">As headed in the text, without the numeral.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Initiatives">Its initiatives.</param>
public sealed record NewPillar(
    int Number,
    string Title,
    IReadOnlyList<NewInitiative> Initiatives,
    string? TitleEn = null
)
{
    internal sealed class Validator : AbstractValidator<NewPillar>
    {
        public Validator()
        {
            RuleFor(p => p.Number).InclusiveBetween(1, 9);
            RuleFor(p => p.Title).NotEmpty().MaximumLength(200);
            RuleFor(p => p.TitleEn).MaximumLength(300);
            RuleFor(p => p.Initiatives).HoldsAtMost(20);
            RuleForEach(p => p.Initiatives).SetValidator(new NewInitiative.Validator());
        }
    }
}

/// <summary>An initiative of a new plan.</summary>
/// <param name="Code">Pillar and running number: 4.2.</param>
/// <param name="Title">As headed in the text.</param>
/// <param name="TitleEn">English gloss.</param>
public sealed record NewInitiative(string Code, string Title, string? TitleEn = null)
{
    internal sealed class Validator : AbstractValidator<NewInitiative>
    {
        public Validator()
        {
            RuleFor(i => i.Code).Matches("^[1-9]\\.[0-9]{1,2}$(?!\\n)");
            RuleFor(i => i.Title).NotEmpty().MaximumLength(200);
            RuleFor(i => i.TitleEn).MaximumLength(300);
        }
    }
}

/// <summary>A sentence that promises no action.</summary>
/// <param name="Sentence">The sentence, verbatim.</param>
/// <param name="Reason">Why it promises no action.</param>
/// <param name="ReasonEn">English gloss.</param>
public sealed record NotAction(string Sentence, string Reason, string? ReasonEn = null)
{
    internal sealed class Validator : AbstractValidator<NotAction>
    {
        public Validator()
        {
            RuleFor(n => n.Sentence).NotEmpty().MaximumLength(2000);
            RuleFor(n => n.Reason).NotEmpty().MaximumLength(200);
            RuleFor(n => n.ReasonEn).MaximumLength(300);
        }
    }
}

/// <summary>A measure of a new plan.</summary>
/// <param name="Code">Initiative and running number: 4.2.5.</param>
/// <param name="Title">The promise, short.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Kind">The mechanism that answers for it.</param>
/// <param name="Quote">The clause that promises it, verbatim.</param>
/// <param name="LeadUnit">牵头部门.</param>
/// <param name="SupportingUnits">配合部门.</param>
/// <param name="Assumed">True where lead and kind were proposed, not said by the plan.</param>
/// <param name="OpenList">True where the text ends its list in 等.</param>
/// <param name="DueOn">When it is due; the year's end if omitted.</param>
/// <param name="Weight">Its weight in its pillar; 1 if omitted. 0 where others measure the whole of it.</param>
/// <param name="Citations">Where the text promises it once more.</param>
public sealed record NewMeasure(
    string Code,
    string Title,
    MeasureKind Kind,
    string Quote,
    string? TitleEn = null,
    string? LeadUnit = null,
    IReadOnlyList<string>? SupportingUnits = null,
    bool Assumed = false,
    bool OpenList = false,
    DateOnly? DueOn = null,
    decimal? Weight = null,
    IReadOnlyList<NewMeasureCitation>? Citations = null
)
{
    internal sealed class Validator : AbstractValidator<NewMeasure>
    {
        public Validator()
        {
            RuleFor(m => m.Code).Matches("^[1-9]\\.[0-9]{1,2}\\.[0-9]{1,3}$(?!\\n)");
            RuleFor(m => m.Title).NotEmpty().MaximumLength(200);
            RuleFor(m => m.TitleEn).MaximumLength(300);
            RuleFor(m => m.Quote).NotEmpty().MaximumLength(2000);
            RuleFor(m => m.SupportingUnits).HoldsAtMost(50);
            RuleFor(m => m.Weight).GreaterThanOrEqualTo(0).PrecisionScale(8, 4, true);
            RuleFor(m => m.Citations).HoldsAtMost(20);
            RuleForEach(m => m.Citations).SetValidator(new NewMeasureCitation.Validator());
        }
    }
}

/// <summary>An indicator of a new plan.</summary>
/// <param name="Code">What it is called in URLs; unique over all plans.</param>
/// <param name="Name">Official name.</param>
/// <param name="NameEn">English gloss.</param>
/// <param name="Kind">Which kind of promise it is.</param>
/// <param name="UnitOfMeasure">The unit of the value reported.</param>
/// <param name="Frequency">How often it is reported.</param>
/// <param name="Accumulation">How periods become the year's figure.</param>
/// <param name="Direction">Whether more is better.</param>
/// <param name="Source">Reported by people, or derived by the system.</param>
/// <param name="Target">The target the plan states; null where it states none.</param>
/// <param name="Baseline">The base the plan states; null where it states none.</param>
/// <param name="Pace">How it is expected to come in; if omitted by months where it is reported by month, else evenly by
/// calendar day.</param>
/// <param name="Members">For coverage: the list, where the plan gives it.</param>
/// <param name="OpenList">True where the text ends the list in 等.</param>
/// <param name="LeadUnit">Who reports it.</param>
/// <param name="Assumed">True where frequency, accumulation, pace or lead were proposed, not said by the plan.</param>
/// <param name="Citations">Where the text promises it.</param>
/// <param name="Note">A remark.</param>
/// <param name="DerivedFrom">For a derived one: which of the town's own records it is worked out from, as
/// hotline.resolution.</param>
/// <param name="Whole">True where its figures have no fractions; if omitted its unit of measure says so: people and
/// things have none.</param>
/// <param name="Tolerance">For a direction or a comparison: a difference up to this is neither better nor
/// worse.</param>
public sealed record NewIndicator(
    string Code,
    string Name,
    IndicatorKind Kind,
    string UnitOfMeasure,
    Frequency Frequency,
    Accumulation Accumulation,
    Direction Direction,
    IndicatorSource Source,
    IReadOnlyList<NewCitation> Citations,
    string? NameEn = null,
    NewTarget? Target = null,
    NewTarget? Baseline = null,
    Pace? Pace = null,
    IReadOnlyList<string>? Members = null,
    bool OpenList = false,
    string? LeadUnit = null,
    bool Assumed = false,
    string? Note = null,
    string? DerivedFrom = null,
    bool? Whole = null,
    decimal? Tolerance = null
)
{
    internal sealed class Validator : AbstractValidator<NewIndicator>
    {
        public Validator()
        {
            RuleFor(i => i.Code).IsCode();
            RuleFor(i => i.Name).NotEmpty().MaximumLength(200);
            RuleFor(i => i.NameEn).MaximumLength(300);
            RuleFor(i => i.UnitOfMeasure).NotEmpty().MaximumLength(20);
            RuleFor(i => i.Note).MaximumLength(500);
            RuleFor(i => i.Members).HoldsAtMost(500);
            RuleFor(i => i.DerivedFrom)
                .Must((indicator, source) => IsDerivedFrom(indicator, source!))
                .WithMessage(_ =>
                    Words.Say(
                        $"须为派生指标，且取其一：{DerivedSource.Names}。",
                        $"Of a derived indicator, one of: {DerivedSource.Names}."
                    )
                )
                .When(i => i.DerivedFrom is not null);
            RuleFor(i => i.Citations).NotEmpty().HoldsAtMost(50);
            RuleForEach(i => i.Citations).SetValidator(new NewCitation.Validator());
            RuleFor(i => i.Pace).IsPace();
            RuleFor(i => i.Tolerance).GreaterThanOrEqualTo(0).IsFigure();
            RuleFor(i => i.Target).SetValidator(new NewTarget.Validator()!);
            RuleFor(i => i.Target)
                .Must((indicator, target) => target!.IsStretchBeyond(IsLessBetter(indicator)))
                .When(i => i.Target?.Stretch is not null)
                .WithErrorCode(IndicatorRefusals.StretchBelowTarget.Code)
                .WithMessage(_ => Words.Say("力争目标须高于确保目标。", "The stretch lies beyond the target."));
            RuleFor(i => i.Baseline).SetValidator(new NewTarget.Validator()!);
        }

        private static bool IsLessBetter(NewIndicator indicator) =>
            indicator.Direction == Direction.Down || indicator.Kind == IndicatorKind.Maximum;

        private static bool IsDerivedFrom(NewIndicator indicator, string source) =>
            indicator.Source == IndicatorSource.Derived
            && DerivedSource.All.TryGetValue(source, out var known)
            && known.Fits(indicator.Kind);
    }
}

/// <summary>Where the text promises an indicator.</summary>
/// <param name="Measure">The measure it answers for; null for the preamble.</param>
/// <param name="Quote">The clause, verbatim.</param>
public sealed record NewCitation(string? Measure, string Quote)
{
    internal sealed class Validator : AbstractValidator<NewCitation>
    {
        public Validator()
        {
            RuleFor(c => c.Measure).MaximumLength(16);
            RuleFor(c => c.Quote).NotEmpty().MaximumLength(2000);
        }
    }
}

/// <summary>A figure a plan states.</summary>
/// <param name="Value">The figure; the lower bound of a range.</param>
/// <param name="Upper">The upper bound of a range.</param>
/// <param name="Stretch">力争目标: what is striven for beyond the figure promised; the lamp follows the first.</param>
public sealed record NewTarget(decimal Value, decimal? Upper = null, decimal? Stretch = null)
{
    internal bool IsStretchBeyond(bool isLessBetter) => isLessBetter ? Stretch < Value : Stretch > Value;

    internal sealed class Validator : AbstractValidator<NewTarget>
    {
        public Validator()
        {
            RuleFor(t => (decimal?)t.Value).IsFigure().OverridePropertyName("Value");
            RuleFor(t => t.Upper).IsFigure();
            RuleFor(t => t.Stretch).IsFigure();
            RuleFor(t => t.Upper).GreaterThanOrEqualTo(t => t.Value).When(t => t.Upper is not null);
        }
    }
}
