using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// A whole plan as it stood from one viewpoint: every indicator judged, every measure credited. Pure.
/// </summary>
internal sealed class PlanBoard
{
    private static readonly Phrase notReported = new("尚未填报进展", "no progress reported yet"),
        signedOff = new("已办结销号", "signed off"),
        signOffRequested = new("，已申请办结销号", ", sign-off requested");

    private readonly Dictionary<string, IReadOnlyList<string>> answers;

    public PlanBoard(
        AnnualPlan plan,
        IReadOnlyList<PillarRow> pillars,
        Viewpoint viewpoint,
        IReadOnlyList<MeasureRow> measures,
        IReadOnlyList<Judge> judges,
        IReadOnlyList<CitationRow> citations,
        ILookup<string, Contribution> contributions,
        WorkingDays calendar
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
        Measures = [.. measures.Select(row => Stand(row, contributions[row.Code], calendar))];
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
        Mean(measures, measure => measure.Row.Weight, measure => measure.Completion ?? 0);

    public static decimal? Expected(IReadOnlyCollection<MeasureStanding> measures) =>
        Mean(measures, measure => measure.Row.Weight, measure => measure.Expected);

    /// <summary>The indicators that answer for a pillar: those its measures cite.</summary>
    public IReadOnlyList<IndicatorStanding> OfPillar(int pillar) =>
        [
            .. Measures
                .Where(measure => measure.Row.Pillar == pillar)
                .SelectMany(measure => measure.Indicators)
                .DistinctBy(indicator => indicator.Indicator.Code),
        ];

    private MeasureStanding Stand(MeasureRow row, IEnumerable<Contribution> contributions, WorkingDays calendar)
    {
        var ownPace = row.Expected(Viewpoint.AsOf, Plan.PlanYear);
        var undertakings = contributions
            .Select(one => UndertakingStanding.Judge(one, ownPace, Viewpoint.AsOf, Plan, calendar))
            .ToList();
        var standing = new MeasureStanding(
            row,
            undertakings,
            [.. answers.GetValueOrDefault(row.Code, []).Select(code => Indicators[code])],
            null,
            Mean(undertakings, one => one.Contribution.Weight, one => one.Expected) ?? ownPace,
            Lamp.NotStarted,
            notReported
        );
        if (row.SignOff == SignOff.SignedOff)
            return standing with { Completion = 1, Lamp = Lamp.Green, Reason = signedOff };
        if (undertakings.Count == 0)
            return standing;
        var known = undertakings.Where(one => one.IsKnown).ToList();
        var reason = Describe(row, undertakings);
        return known.Count == 0
            ? standing with
            {
                Lamp = Lamp.NoData,
                Reason = reason,
            }
            : standing with
            {
                Completion = Mean(undertakings, one => one.Contribution.Weight, one => one.Credit(Elapsed)),
                Lamp = known.Max(one => one.Lamp),
                Reason = reason,
            };
    }

    /// <summary>Each undertaking's own words; typed progress needs no title before them.</summary>
    private static Phrase Describe(MeasureRow row, IReadOnlyList<UndertakingStanding> undertakings)
    {
        var reasons = undertakings.Select(one =>
            one.Contribution is { Kind: not UndertakingKind.Progress } titled
                ? new Phrase(titled.Title, $"{titled.TitleEn ?? titled.Title}: ").Then(one.Reason)
                : one.Reason
        );
        var reason = Phrase.Join(new("；", "; "), reasons);
        var isTyped = undertakings.Any(one => one.Contribution.Kind == UndertakingKind.Progress);
        return isTyped && row.SignOff == SignOff.Requested ? reason.Then(signOffRequested) : reason;
    }

    private static decimal? Mean<T>(IReadOnlyCollection<T> all, Func<T, decimal> weight, Func<T, decimal> share)
    {
        var whole = all.Sum(weight);
        return whole == 0 ? null : Round(all.Sum(one => weight(one) * share(one)) / whole);
    }

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
    IReadOnlyList<UndertakingStanding> Undertakings,
    IReadOnlyList<IndicatorStanding> Indicators,
    decimal? Completion,
    decimal Expected,
    Lamp Lamp,
    Phrase Reason
);

/// <summary>Which sentence an indicator was promised in.</summary>
internal sealed record CitationRow
{
    public required string Indicator { get; init; }
    public string? Measure { get; init; }
    public required string Quote { get; init; }
    public int? Sentence { get; init; }
}
