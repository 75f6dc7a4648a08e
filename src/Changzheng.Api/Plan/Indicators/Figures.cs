namespace Changzheng.Api.Plan.Indicators;

/// <summary>One reported figure that counts: of one period, of the town (unit "") or of one unit below it.</summary>
internal record Counted
{
    public required string Period { get; init; }
    public required string Unit { get; init; }
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
}

/// <summary>An indicator's figures so far, accumulated over periods and units by its rule.</summary>
internal record Figures
{
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
    public IReadOnlyList<string> Periods { get; init; } = [];

    public string? Through => Periods.Count == 0 ? null : Periods[^1];

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
        };
    }

    private static decimal? Total(IReadOnlyCollection<Counted> counted, Func<Counted, decimal?> figure) =>
        counted.Any(one => figure(one) is not null) ? counted.Sum(figure) : null;
}
