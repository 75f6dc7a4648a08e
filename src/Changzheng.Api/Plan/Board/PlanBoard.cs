using System.Globalization;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;

namespace Changzheng.Api.Plan.Board;

/// <summary>A whole plan as it stood from one viewpoint: every indicator judged, every measure credited. Pure.</summary>
internal sealed class PlanBoard
{
    private readonly Dictionary<string, IReadOnlyList<string>> answers;

    public PlanBoard(
        AnnualPlan plan,
        IReadOnlyList<PillarRow> pillars,
        Viewpoint viewpoint,
        IReadOnlyList<MeasureRow> measures,
        IReadOnlyList<Judge> judges,
        IReadOnlyList<CitationRow> citations
    )
    {
        (Plan, Pillars, Viewpoint) = (plan, pillars, viewpoint);
        Elapsed = Pace.Elapsed(viewpoint.AsOf, plan.PlanYear);
        Indicators = judges.ToDictionary(
            judge => judge.Indicator.Code,
            judge => new IndicatorStanding(judge, judge.Stand())
        );
        answers = citations
            .Where(citation => citation.Measure is not null)
            .GroupBy(citation => citation.Measure!, citation => citation.Indicator)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Distinct()]);
        Citations = citations.ToLookup(citation => citation.Indicator);
        Measures = [.. measures.Select(Stand)];
    }

    public AnnualPlan Plan { get; }
    public IReadOnlyList<PillarRow> Pillars { get; }
    public Viewpoint Viewpoint { get; }
    public decimal Elapsed { get; }
    public IReadOnlyList<MeasureStanding> Measures { get; }
    public IReadOnlyDictionary<string, IndicatorStanding> Indicators { get; }
    public ILookup<string, CitationRow> Citations { get; }

    public MeasureStanding Measure(string code) =>
        Measures.FirstOrDefault(measure => measure.Row.Code == code)
        ?? throw MeasureRefusals.NotFound.WithDetail(
            $"计划 {Plan.Code} 没有举措 {code}。",
            $"Plan {Plan.Code} has no measure {code}."
        );

    /// <summary>Weighted mean of the measures' completion; a measure without any counts 0.</summary>
    public static decimal? Completion(IReadOnlyCollection<MeasureStanding> measures) =>
        Mean(measures, measure => measure.Completion ?? 0);

    public static decimal? Expected(IReadOnlyCollection<MeasureStanding> measures) =>
        Mean(measures, measure => measure.Expected);

    private static decimal? Mean(IReadOnlyCollection<MeasureStanding> measures, Func<MeasureStanding, decimal> share)
    {
        var weight = measures.Sum(measure => measure.Row.Weight);
        return weight == 0 ? null : Round(measures.Sum(measure => measure.Row.Weight * share(measure)) / weight);
    }

    /// <summary>The indicators that answer for a pillar: those its measures cite.</summary>
    public IReadOnlyList<IndicatorStanding> OfPillar(int pillar) =>
        [
            .. Measures
                .Where(measure => measure.Row.Pillar == pillar)
                .SelectMany(measure => measure.Indicators)
                .DistinctBy(indicator => indicator.Indicator.Code),
        ];

    private MeasureStanding Stand(MeasureRow row)
    {
        var indicators = answers.GetValueOrDefault(row.Code, []).Select(code => Indicators[code]).ToList();
        if (row.SignOff == SignOff.SignedOff)
            return new MeasureStanding(row, indicators, 1, Expect(row, indicators), Lamp.Green, "已办结销号");
        return indicators.Count > 0 ? Measured(row, indicators) : Qualitative(row);
    }

    private MeasureStanding Measured(MeasureRow row, IReadOnlyList<IndicatorStanding> indicators)
    {
        var told = indicators.Where(indicator => indicator.Standing.Lamp <= Lamp.Red).ToList();
        var expected = Expect(row, indicators);
        var reason = string.Join(
            "；",
            indicators.Select(indicator => $"{indicator.Indicator.Name}{indicator.Standing.Reason}")
        );
        if (told.Count == 0)
            return new MeasureStanding(row, indicators, null, expected, Lamp.NoData, reason);
        var completion = Round(indicators.Average(indicator => indicator.Standing.Credit(Elapsed)));
        return new MeasureStanding(
            row,
            indicators,
            completion,
            expected,
            told.Max(indicator => indicator.Standing.Lamp),
            reason
        );
    }

    private MeasureStanding Qualitative(MeasureRow row)
    {
        var expected = row.Expected(Viewpoint.AsOf, Plan.PlanYear);
        if (row.Completion is not { } completion)
            return new MeasureStanding(row, [], null, expected, Lamp.NotStarted, "尚未填报进展");
        var ahead = completion - expected;
        var pace =
            ahead == 0
                ? "与序时进度持平"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(ahead > 0 ? "超" : "落后")}序时进度{Math.Abs(ahead) * 100:0.00}个百分点"
                );
        var waiting = row.SignOff == SignOff.Requested ? "，已申请办结销号" : "";
        return new MeasureStanding(
            row,
            [],
            completion,
            expected,
            Plan.LampRule.For(completion, expected),
            string.Create(CultureInfo.InvariantCulture, $"完成{completion * 100:0.00}%，{pace}{waiting}")
        );
    }

    private decimal Expect(MeasureRow row, IReadOnlyList<IndicatorStanding> indicators) =>
        indicators.Count == 0
            ? row.Expected(Viewpoint.AsOf, Plan.PlanYear)
            : Round(indicators.Average(indicator => indicator.Standing.Expected ?? Elapsed));

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);
}

/// <summary>A pillar's heading.</summary>
internal sealed record PillarRow
{
    public required int Number { get; init; }
    public required string Title { get; init; }
    public string? TitleEn { get; init; }
}

/// <summary>An indicator and where it stands.</summary>
internal sealed record IndicatorStanding(Judge Judge, Standing Standing)
{
    public Indicator Indicator => Judge.Indicator;
}

/// <summary>A measure and where it stands.</summary>
internal sealed record MeasureStanding(
    MeasureRow Row,
    IReadOnlyList<IndicatorStanding> Indicators,
    decimal? Completion,
    decimal Expected,
    Lamp Lamp,
    string Reason
);

/// <summary>Which sentence an indicator was promised in.</summary>
internal sealed record CitationRow
{
    public required string Indicator { get; init; }
    public string? Measure { get; init; }
    public required string Quote { get; init; }
    public required int Sentence { get; init; }
}
