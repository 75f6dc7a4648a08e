using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// All that was ever reported and set for one indicator, and what follows from it for any day as known at any instant.
/// Pure: a late report, the replay of an old database and the proof of contributions all count with it.
/// </summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Targets">Every version of its target and of its baseline, by version.</param>
/// <param name="Values">Every version of every value, by version.</param>
/// <param name="Versions">What later documents changed about it.</param>
internal sealed record IndicatorHistory(
    Indicator Indicator,
    AnnualPlan Plan,
    IReadOnlyList<Target> Targets,
    IReadOnlyList<ValueVersion> Values,
    IReadOnlyList<IndicatorVersionRow> Versions
)
{
    public const string TargetsSql = """
        SELECT Indicator, Kind, Version, Value, Upper, Stretch, Months, EffectiveOn, DocumentNumber, RecordedAt, RecordedBy
        FROM TargetVersions
        WHERE Indicator = @Indicator
        ORDER BY Version
        """;

    public const string ValuesSql = """
        SELECT Period, Unit, Version, Action, Value, Numerator, Denominator, ConfirmedVersion, EffectiveOn, RecordedAt, RecordedBy
        FROM ReportedValueVersions
        WHERE Indicator = @Indicator
        ORDER BY Version
        """;

    private readonly ILookup<(string, string), ValueVersion> byKey = Values.ToLookup(value =>
        (value.Period, value.Unit)
    );

    public static async Task<IndicatorHistory> ReadAsync(
        Db db,
        Indicator indicator,
        AnnualPlan plan,
        CancellationToken ct
    )
    {
        var of = new { Indicator = indicator.Code };
        return new IndicatorHistory(
            indicator,
            plan,
            await db.QueryAsync<Target>(TargetsSql, of, ct),
            await db.QueryAsync<ValueVersion>(ValuesSql, of, ct),
            await db.QueryAsync<IndicatorVersionRow>(IndicatorVersionRow.OneSql, of, ct)
        );
    }

    /// <summary>What the indicator says to each of these measures from that day on, on both bases.</summary>
    /// <param name="measures">The measures it answers for.</param>
    /// <param name="day">The day.</param>
    /// <param name="knownAt">Only what was recorded by then counts.</param>
    public IEnumerable<Contribution> Contribute(IReadOnlyList<string> measures, DateOnly day, DateTimeOffset knownAt) =>
        Enum.GetValues<Basis>()
            .SelectMany(basis => Contribute(measures, day, knownAt, basis, Count(day, knownAt, basis)));

    /// <summary>The same where the figures are known already.</summary>
    public IEnumerable<Contribution> Contribute(
        IReadOnlyList<string> measures,
        DateOnly day,
        DateTimeOffset knownAt,
        Basis basis,
        Figures figures
    )
    {
        var judge = new Judge(
            Indicator.Amend(Versions, day, knownAt),
            Target.Find(Targets, "target", day, knownAt),
            Target.Find(Targets, "baseline", day, knownAt),
            figures,
            Plan
        );
        var assessment = judge.Assess();
        return measures.Select(measure => IndicatorContribution.Of(judge, assessment, measure, basis, day));
    }

    private Figures Count(DateOnly day, DateTimeOffset knownAt, Basis basis) =>
        Figures.Accumulate(Indicator.Accumulation, List(day, knownAt, basis));

    /// <summary>What counts of the year so far: of each period and unit, the version that stood.</summary>
    public IReadOnlyList<Counted> List(DateOnly day, DateTimeOffset knownAt, Basis basis)
    {
        var counted = new List<Counted>(byKey.Count);
        foreach (var versions in byKey)
        {
            if (versions.LastOrDefault(one => one.EffectiveOn <= day && one.RecordedAt <= knownAt) is not { } last)
                continue;
            var counts = basis == Basis.Confirmed ? last.ConfirmedVersion : last.Version;
            if (
                (basis == Basis.Reported && last.Action == ValueAction.Returned)
                || versions.FirstOrDefault(one => one.Version == counts) is not { } version
            )
                continue;
            counted.Add(
                new Counted
                {
                    Period = version.Period,
                    Unit = version.Unit,
                    Value = version.Value,
                    Numerator = version.Numerator,
                    Denominator = version.Denominator,
                    FirstAt = versions.First().RecordedAt,
                }
            );
        }

        return counted;
    }
}
