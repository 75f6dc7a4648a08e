using System.Globalization;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>How often an indicator is reported.</summary>
public enum Frequency
{
    Month,
    Quarter,
    Year,
}

internal static class Frequencies
{
    public static int CountMonths(this Frequency frequency) =>
        frequency switch
        {
            Frequency.Month => 1,
            Frequency.Quarter => 3,
            _ => 12,
        };
}

/// <summary>A reporting period: 2022, 2022-Q2 or 2022-03. Periods of one frequency sort as their text does.</summary>
internal readonly partial record struct Period(int Year, Frequency Frequency, int Number) : IComparable<Period>
{
    public const string Pattern = "^[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$";

    private int Months => Frequency.CountMonths();

    public DateOnly Start => new(Year, (Number - 1) * Months + 1, 1);

    public DateOnly End => new(Year, Number * Months, DateTime.DaysInMonth(Year, Number * Months));

    /// <summary>The calendar months it covers, 1 to 12.</summary>
    public IEnumerable<int> CoveredMonths => Enumerable.Range(Start.Month, Months);

    public static IEnumerable<Period> Of(int year, Frequency frequency) =>
        Enumerable.Range(1, 12 / frequency.CountMonths()).Select(number => new Period(year, frequency, number));

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        // $ also matches before a last line feed.
        if (text is not { Length: 4 or 7 } || !Written().IsMatch(text))
            return false;
        var year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        period =
            text.Length == 4 ? new Period(year, Frequency.Year, 1)
            : text[5] == 'Q' ? new Period(year, Frequency.Quarter, text[6] - '0')
            : new Period(year, Frequency.Month, int.Parse(text.AsSpan(5), CultureInfo.InvariantCulture));
        return year >= 1900;
    }

    public static Period Parse(string text) =>
        TryParse(text, out var period) ? period : throw new FormatException($"No period: {text}");

    public int CompareTo(Period other) => Start.CompareTo(other.Start);

    public override string ToString() =>
        Frequency switch
        {
            Frequency.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}"),
            Frequency.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}"),
            _ => Year.ToString("0000", CultureInfo.InvariantCulture),
        };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}
