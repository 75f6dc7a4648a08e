using Changzheng.Api.Plan.Board;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>An indicator: a measured promise of a plan, and where it stands.</summary>
/// <param name="Code">What it is called in URLs.</param>
/// <param name="Plan">The plan that promises it.</param>
/// <param name="Name">Official name.</param>
/// <param name="NameEn">English gloss.</param>
/// <param name="Kind">Which kind of promise it is.</param>
/// <param name="UnitOfMeasure">The unit of the value reported.</param>
/// <param name="Whole">True where its figures have no fractions.</param>
/// <param name="Tolerance">For a direction or a comparison: a difference up to this is neither better nor
/// worse.</param>
/// <param name="Frequency">How often it is reported.</param>
/// <param name="Accumulation">How periods become the year's figure.</param>
/// <param name="Direction">Whether more is better.</param>
/// <param name="Source">Reported by people, or derived by the system.</param>
/// <param name="DerivedFrom">For a derived one: which of the town's own records it is worked out from, as
/// hotline.resolution; null where it is reported.</param>
/// <param name="Target">The target; null where the plan states none or the district has not set it.</param>
/// <param name="Baseline">The base it is compared with; null until it is entered.</param>
/// <param name="Pace">How it is expected to come in.</param>
/// <param name="Members">For coverage: the list, where the plan gives it.</param>
/// <param name="OpenList">True where the text ends the list in 等.</param>
/// <param name="Measures">The measures it answers for.</param>
/// <param name="Citations">The sentences that promise it.</param>
/// <param name="LeadUnit">Who reports it.</param>
/// <param name="Assumed">True where frequency, accumulation, pace or lead were proposed, not said by the plan.</param>
/// <param name="Note">A remark.</param>
/// <param name="Standing">Where it stands.</param>
public sealed record IndicatorView(
    string Code,
    string Plan,
    string Name,
    string? NameEn,
    IndicatorKind Kind,
    string UnitOfMeasure,
    bool Whole,
    decimal? Tolerance,
    Frequency Frequency,
    Accumulation Accumulation,
    Direction Direction,
    IndicatorSource Source,
    string? DerivedFrom,
    TargetView? Target,
    TargetView? Baseline,
    Pace Pace,
    IReadOnlyList<string> Members,
    bool OpenList,
    IReadOnlyList<string> Measures,
    IReadOnlyList<IndicatorView.Citation> Citations,
    string? LeadUnit,
    bool Assumed,
    string? Note,
    Standing Standing
)
{
    internal static IndicatorView Example =>
        new(
            "2022-fitness-tests",
            "changzheng-2022",
            "国民体质测试人数（20-60周岁）",
            "People aged 20–60 given the fitness test",
            IndicatorKind.Minimum,
            "人",
            true,
            null,
            Frequency.Month,
            Accumulation.Sum,
            Direction.Up,
            IndicatorSource.Reported,
            null,
            TargetView.Example,
            null,
            Pace.ByMonth,
            [],
            false,
            ["3.2.11"],
            [new Citation(45, "完成不少于1000人（20-60周岁）国民体质测试工作", "3.2.11")],
            "310107102-SQXX",
            true,
            null,
            Standing.Example
        );

    /// <param name="Sentence">The sentence's number in the plan's text; null where a later document says it.</param>
    /// <param name="Quote">The clause, verbatim.</param>
    /// <param name="Measure">The measure it belongs to; null in the preamble.</param>
    public sealed record Citation(int? Sentence, string Quote, string? Measure);

    internal static IndicatorView Of(PlanBoard board, IndicatorStanding one)
    {
        var (indicator, citations) = (one.Indicator, board.Citations[one.Indicator.Code]);
        return new IndicatorView(
            indicator.Code,
            indicator.PlanCode,
            indicator.Name,
            indicator.NameEn,
            indicator.Kind,
            indicator.UnitOfMeasure,
            indicator.CountsWhole,
            indicator.Tolerance,
            indicator.Frequency,
            indicator.Accumulation,
            indicator.Direction,
            indicator.Source,
            indicator.DerivedFrom,
            TargetView.Of(one.Judge.Target),
            TargetView.Of(one.Judge.Baseline),
            indicator.Pace,
            indicator.Members,
            indicator.OpenList,
            [.. citations.Select(citation => citation.Measure).OfType<string>().Distinct()],
            [.. citations.Select(citation => new Citation(citation.Sentence, citation.Quote, citation.Measure))],
            indicator.LeadUnit,
            indicator.Assumed,
            indicator.Note,
            one.Standing.Translate()
        );
    }
}
