using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>One reported figure that counts: of one period, of the town (unit "") or of one unit below it.</summary>
internal record Counted
{
    public required string Period { get; init; }
    public required string Unit { get; init; }
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }

    /// <summary>When the first version of the figure was recorded.</summary>
    public DateTimeOffset FirstAt { get; init; }

    /// <summary>The kind of the unit; null for the town, and for a unit that is not in the list of units.</summary>
    public string? UnitKind { get; init; }
}

/// <summary>How many reports of one period came on one day, by the kind of unit that reports.</summary>
/// <param name="Period">The period.</param>
/// <param name="Kind">The kind of unit; null for the town.</param>
/// <param name="On">The day on which each was first recorded.</param>
/// <param name="Count">How many.</param>
internal sealed record Arrival(string Period, string? Kind, DateOnly On, int Count);

/// <summary>An indicator's figures so far, accumulated over periods and units by its rule.</summary>
internal record Figures
{
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
    public IReadOnlyList<string> Periods { get; init; } = [];

    /// <summary>Who reported which period when; null in a row older than the column.</summary>
    public ReportedPeriods? Reports { get; init; }

    /// <summary>The periods of which every unit that reports this indicator has reported.</summary>
    public IReadOnlyList<string> Complete => Reports?.Complete ?? Periods;

    /// <summary>The calendar months these figures cover.</summary>
    public IReadOnlySet<int> Months => Periods.SelectMany(period => Period.Parse(period).CoveredMonths).ToHashSet();

    public static Figures Accumulate(Accumulation accumulation, IReadOnlyCollection<Counted> counted)
    {
        var standing =
            accumulation == Accumulation.Latest
                ? counted
                    .GroupBy(one => one.Unit, (_, ofUnit) => ofUnit.MaxBy(one => one.Period, StringComparer.Ordinal)!)
                    .ToList()
                : counted;
        return new Figures
        {
            Value = Total(standing, one => one.Value),
            Numerator = Total(standing, one => one.Numerator),
            Denominator = Total(standing, one => one.Denominator),
            Periods = [.. counted.Select(one => one.Period).Distinct().Order(StringComparer.Ordinal)],
            Reports = ReportedPeriods.Of(counted),
        };
    }

    private static decimal? Total(IReadOnlyCollection<Counted> counted, Func<Counted, decimal?> figure) =>
        counted.Any(one => figure(one) is not null) ? counted.Sum(figure) : null;
}

/// <summary>Which periods were reported, and when the reports came.</summary>
/// <param name="Units">How many units report the indicator, the town being one.</param>
/// <param name="Arrivals">The reports by period, kind of unit and day.</param>
internal sealed record ReportedPeriods(int Units, IReadOnlyList<Arrival> Arrivals)
{
    [JsonIgnore]
    public IReadOnlyList<string> Complete =>
        [
            .. Arrivals
                .GroupBy(arrival => arrival.Period)
                .Where(period => period.Sum(arrival => arrival.Count) >= Units)
                .Select(period => period.Key)
                .Order(StringComparer.Ordinal),
        ];

    public static ReportedPeriods Of(IReadOnlyCollection<Counted> counted) =>
        new(
            counted.Select(one => one.Unit).Distinct().Count(),
            [
                .. counted
                    .GroupBy(one => (one.Period, one.UnitKind, On: Moment.Day(one.FirstAt)))
                    .OrderBy(group => group.Key.Period, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.UnitKind, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.On)
                    .Select(group => new Arrival(group.Key.Period, group.Key.UnitKind, group.Key.On, group.Count())),
            ]
        );
}
