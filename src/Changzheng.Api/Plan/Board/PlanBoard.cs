using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Board;

/// <summary>What a board is worked out from, as it was read from one viewpoint.</summary>
/// <param name="Pillars">The pillars, by number.</param>
/// <param name="Measures">The measures, by sentence.</param>
/// <param name="Judges">The indicators with their figures.</param>
/// <param name="Citations">Which measures each indicator answers for.</param>
/// <param name="Contributions">What each undertaking says, by measure.</param>
/// <param name="Progress">The reports of typed progress, by measure.</param>
/// <param name="Committees">How many neighbourhoods and villages the town has.</param>
/// <param name="Calendar">The working days.</param>
internal sealed record BoardRows(
    IReadOnlyList<PillarRow> Pillars,
    IReadOnlyList<MeasureRow> Measures,
    IReadOnlyList<Judge> Judges,
    IReadOnlyList<CitationRow> Citations,
    ILookup<string, Contribution> Contributions,
    ILookup<string, ProgressReport> Progress,
    int Committees,
    WorkingDays Calendar
);

/// <summary>
/// A whole plan as it stood from one viewpoint: every indicator judged, every measure credited. Pure.
/// </summary>
internal sealed class PlanBoard
{
    private readonly Dictionary<string, IReadOnlyList<string>> answers;
    private readonly Dictionary<string, DateOnly?> dueDays;

    public PlanBoard(AnnualPlan plan, Viewpoint viewpoint, BoardRows rows)
    {
        (Plan, Pillars, Viewpoint) = (plan, rows.Pillars, viewpoint);
        Elapsed = Pace.Elapsed(viewpoint.AsOf, plan.PlanYear);
        Schedule = new ReportSchedule(plan.PlanYear, plan.DueFromMonthEnd, rows.Calendar);
        Citations = rows.Citations.ToLookup(citation => citation.Indicator);
        dueDays = rows.Measures.ToDictionary(row => row.Code, row => row.DueOn);
        Indicators = rows.Judges.ToDictionary(
            judge => judge.Indicator.Code,
            judge => new IndicatorStanding(
                judge,
                Standing.Of(judge, FindDueDay(judge.Indicator.Code), viewpoint.AsOf, Schedule)
            )
        );
        answers = rows
            .Citations.Where(citation => citation.Measure is not null)
            .GroupBy(citation => citation.Measure!, citation => citation.Indicator)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Distinct()]);
        Measures = [.. rows.Measures.Select(row => Stand(row, rows))];
        Reports = new BoardReports(this, rows);
    }

    public AnnualPlan Plan { get; }
    public IReadOnlyList<PillarRow> Pillars { get; }
    public Viewpoint Viewpoint { get; }
    public decimal Elapsed { get; }
    public ReportSchedule Schedule { get; }
    public IReadOnlyList<MeasureStanding> Measures { get; }
    public IReadOnlyDictionary<string, IndicatorStanding> Indicators { get; }
    public ILookup<string, CitationRow> Citations { get; }
    public BoardReports Reports { get; }

    public MeasureStanding Measure(string code) =>
        Measures.FirstOrDefault(measure => measure.Row.Code == code)
        ?? throw MeasureRefusals.NotFound.WithDetail(
            $"计划 {Plan.Code} 没有举措 {code}。",
            $"Plan {Plan.Code} has no measure {code}."
        );

    /// <summary>The indicators that answer for a pillar: those its measures cite.</summary>
    public IReadOnlyList<IndicatorStanding> OfPillar(int pillar) =>
        [
            .. Measures
                .Where(measure => measure.Row.Pillar == pillar)
                .SelectMany(measure => measure.Indicators)
                .DistinctBy(indicator => indicator.Indicator.Code),
        ];

    private MeasureStanding Stand(MeasureRow row, BoardRows rows) =>
        MeasureStanding.Judge(
            row,
            [
                .. rows.Contributions[row.Code]
                    .Select(one =>
                        UndertakingStanding.Judge(one, (row.AddedOn, row.DueOn), Viewpoint.AsOf, Plan, Schedule)
                    ),
            ],
            [.. answers.GetValueOrDefault(row.Code, []).Select(code => Indicators[code])],
            Viewpoint.AsOf,
            Plan,
            Schedule
        );

    /// <summary>
    /// An indicator is due when the last of the measures it answers for is; the year's end where one has no day.
    /// </summary>
    public DateOnly? FindDueDay(string indicator)
    {
        var days = Citations[indicator]
            .Where(citation => citation.Measure is not null && dueDays.ContainsKey(citation.Measure))
            .Select(citation => dueDays[citation.Measure!])
            .ToList();
        return days.Count == 0 || days.Contains(null) ? null : days.Max();
    }
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

/// <summary>Which sentence an indicator was promised in.</summary>
internal sealed record CitationRow
{
    public required string Indicator { get; init; }
    public string? Measure { get; init; }
    public required string Quote { get; init; }
    public int? Sentence { get; init; }
}

/// <summary>One report of typed progress.</summary>
internal sealed record ProgressReport
{
    public required string Code { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}
