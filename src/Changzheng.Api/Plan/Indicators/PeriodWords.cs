using System.Globalization;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Periods as people write them, and spreadsheets keep them: 2022年5月, 2022.06, 202205, 2022年二季度, the date of a month.
/// </summary>
internal static partial class PeriodWords
{
    public const int Longest = 30;

    public const string Takes =
        "期间：月报 2022-06、2022年6月、202206，季报 2022-Q2、2022年第二季度，年报 2022、2022年";

    private const string Digits = "零一二三四五六七八九";

    /// <summary>As it is kept: 2022, 2022-Q2 or 2022-06; null where it is at fault.</summary>
    /// <param name="indicator">The row's; null where there is none of that code.</param>
    public static string? Parse(string text, IndicatorRows.Measured? indicator, out Fault? fault)
    {
        fault = null;
        if (Period.TryParse(text, out _))
            return text;
        var key = Width.Key(text).Replace("'", "", StringComparison.Ordinal);
        if (TenOrOne().IsMatch(key))
            return Refuse(
                $"“{Faults.Brief(text)}”分不清是 1 月还是 10 月（表格会把 .10 存成 .1）",
                $"\"{Faults.Brief(text)}\" may be January or October: a spreadsheet keeps .10 as .1",
                null,
                out fault
            );
        if (Many().Match(key) is { Success: true } several)
            return ParseSeveral(text, several, indicator, out fault);
        if (Date().Match(key) is { Success: true } date)
            return ParseDate(text, date, indicator, out fault);
        if (Read(key) is { } period)
            return period.ToString();
        return Refuse($"“{Faults.Brief(text)}”不是期间", $"\"{Faults.Brief(text)}\" is no period", null, out fault);
    }

    private static Period? Read(string key) =>
        Month().Match(key) is { Success: true } month ? Make(month, Frequency.Month)
        : Quarter().Match(key) is { Success: true } quarter ? Make(quarter, Frequency.Quarter)
        : Year().Match(key) is { Success: true } year ? Make(year, Frequency.Year)
        : null;

    private static Period? Make(Match found, Frequency frequency)
    {
        var number = frequency is Frequency.Year ? 1 : Number(found.Groups["n"].Value);
        var period = new Period(int.Parse(found.Groups["y"].Value, CultureInfo.InvariantCulture), frequency, number);
        return number >= 1 && number <= 12 / frequency.CountMonths() && Period.TryParse(period.ToString(), out period)
            ? period
            : null;
    }

    /// <summary>
    /// The first half of a year, or its months up to one: a period only of what stands at its end, and then the last of
    /// it. What is added up is reported period by period.
    /// </summary>
    private static string? ParseSeveral(string text, Match found, IndicatorRows.Measured? indicator, out Fault? fault)
    {
        var (year, last) = (found.Groups["y"].Value, found.Groups["last"].Value);
        var month =
            last.Length > 0 ? Number(last)
            : found.Groups["half"].Success ? 6
            : 9;
        var stands = indicator is { Accumulation: Accumulation.Latest };
        if (stands && indicator!.Frequency is Frequency.Month && month is >= 1 and <= 12)
            return Keep($"{year}-{month:00}", out fault);
        if (stands && indicator!.Frequency is Frequency.Quarter && month is 3 or 6 or 9 or 12)
            return Keep($"{year}-Q{month / 3}", out fault);
        return Refuse(
            $"“{Faults.Brief(text)}”不止一期：逐期相加的指标须分期填报",
            $"\"{Faults.Brief(text)}\" is more than one period: figures that are added up are reported one by one",
            null,
            out fault
        );
    }

    /// <summary>
    /// A month typed into a spreadsheet becomes its first day, and a figure's cut-off is the last: a day amid a month
    /// is no period.
    /// </summary>
    private static string? ParseDate(string text, Match found, IndicatorRows.Measured? indicator, out Fault? fault)
    {
        if (
            !DateOnly.TryParseExact(
                $"{found.Groups["y"].Value}-{Number(found.Groups["m"].Value):00}-{Number(found.Groups["d"].Value):00}",
                "yyyy-MM-dd",
                out var day
            )
        )
            return Refuse($"“{Faults.Brief(text)}”不是期间", $"\"{Faults.Brief(text)}\" is no period", null, out fault);
        var month = new Period(day.Year, Frequency.Month, day.Month);
        var frequency = indicator?.Frequency ?? Frequency.Month;
        var period = new Period(day.Year, frequency, (day.Month - 1) / frequency.CountMonths() + 1);
        if (day == period.End || (frequency is Frequency.Month && day == month.Start))
            return Keep(period.ToString(), out fault);
        return Refuse(
            $"“{Faults.Brief(text)}”是一天，不是期间",
            $"\"{Faults.Brief(text)}\" is a day and no period",
            period.ToString(),
            out fault
        );
    }

    private static string Keep(string period, out Fault? fault)
    {
        fault = null;
        return period;
    }

    private static string? Refuse(string chinese, string english, string? proposal, out Fault? fault)
    {
        fault = IndicatorRefusals.PeriodMalformed.Fault(
            $"{chinese}；写成 2022、2022-Q2 或 2022-03。",
            $"{english}; write 2022, 2022-Q2 or 2022-03.",
            proposal
        );
        return null;
    }

    /// <summary>In digits, or in Chinese up to twelve; 0 where it is none.</summary>
    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : text is ['十', .. var rest] ? 10 + (rest.Length == 0 ? 0 : Digits.IndexOf(rest, StringComparison.Ordinal))
        : Math.Max(0, Digits.IndexOf(text, StringComparison.Ordinal));

    [GeneratedRegex("^[0-9]{4}\\.1$", RegexOptions.CultureInvariant)]
    private static partial Regex TenOrOne();

    [GeneratedRegex(
        "^(?<y>[0-9]{4})(?:年(?<n>[0-9]{1,2}|[一二三四五六七八九]|十[一二]?)月份?|[-./](?<n>[0-9]{1,2})|(?<n>[0-9]{2}))$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Month();

    [GeneratedRegex(
        "^(?<y>[0-9]{4})年?(?:[-./]?Q(?<n>[1-4])|第?(?<n>[1-4一二三四])季度?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Quarter();

    [GeneratedRegex("^(?<y>[0-9]{4})年?(?:全年|度)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex(
        "^(?<y>[0-9]{4})年?(?:(?<half>上半年)|前三季度|(?:0?1|一)(?:月份?)?[-—–~至到](?<last>[0-9]{1,2}|[一二三四五六七八九]|十[一二]?)月份?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Many();

    [GeneratedRegex(
        "^(?<y>[0-9]{4})(?:-(?<m>[0-9]{1,2})-|/(?<m>[0-9]{1,2})/|\\.(?<m>[0-9]{1,2})\\.|年(?<m>[0-9]{1,2})月)(?<d>[0-9]{1,2})日?(?:T?00:00(:00)?)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Date();
}
