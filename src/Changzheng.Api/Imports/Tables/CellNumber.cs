using System.Globalization;
using System.Text.RegularExpressions;
using Changzheng.Api.Http;

namespace Changzheng.Api.Imports;

/// <summary>Numbers as clerks write them: 1,234.5, １２３, 1.2万, 56.00%.</summary>
internal static partial class CellNumber
{
    private static readonly Dictionary<string, decimal> scales = new()
    {
        ["百"] = 100,
        ["千"] = 1_000,
        ["万"] = 10_000,
        ["十万"] = 100_000,
        ["百万"] = 1_000_000,
        ["千万"] = 10_000_000,
        ["亿"] = 100_000_000,
        ["万亿"] = 1_000_000_000_000,
    };

    /// <summary>A percentage is the ratio it says: 56% is 0.56.</summary>
    public static object? Parse(string text, out Fault? fault)
    {
        var number = Read(text, out fault);
        return fault is null ? number : null;
    }

    public static object? ParseWhole(string text, out Fault? fault)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain))
        {
            fault = null;
            return plain;
        }

        var number = Read(text, out fault);
        if (fault is not null)
            return null;
        if (!text.AsSpan().ContainsAny('%', '％') && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue)
            return (long)number;
        fault = Refusals.CellNotWhole.Fault($"“{Faults.Brief(text)}”不是整数。", $"\"{Faults.Brief(text)}\" is not a whole number.");
        return null;
    }

    /// <summary>Without an exponent or trailing zeros.</summary>
    public static string Plain(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static decimal Read(string text, out Fault? fault)
    {
        fault = null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var plain))
            return plain;

        var folded = Bare(text);
        if (Written(folded) is { } number)
            return number;

        fault = Unit().Match(folded) is { Success: true } unit && Written(unit.Groups["number"].Value) is { } counted
            ? Refusals.CellUnitWritten.Fault(
                $"“{Faults.Brief(text)}”只写数字，不写单位。", $"\"{Faults.Brief(text)}\": write the number without a unit.", Plain(counted))
            : Refusals.CellNotNumber.Fault($"“{Faults.Brief(text)}”不是数字。", $"\"{Faults.Brief(text)}\" is not a number.");
        return 0;
    }

    private static string Bare(string text) =>
        Spaces().Replace(Width.Fold(text), "").TrimStart('\'').Replace('\u2212', '-').Replace('￥', '¥');

    private static decimal? Written(string text)
    {
        var found = Number().Match(text);
        if (!found.Success || !decimal.TryParse(found.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var scale = scales.GetValueOrDefault(found.Groups["scale"].Value, 1);
        if (Math.Abs(number) > decimal.MaxValue / scale)
            return null;
        return found.Groups["percent"].Success ? number * scale / 100 : number * scale;
    }

    // The alternatives for 千克 and its kin come first: 3千克 is not three thousand 克.
    [GeneratedRegex("^(?:[¥$€]|人民币|RMB|约|共)?(?<number>[0-9.,%万亿千百十eE+-]+?)(?<unit>千克|千米|千瓦时|千瓦|千卡|个?百分点|[^0-9.,%万亿千百十+-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex("^(?<digits>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?)(?<scale>百万|千万|十万|万亿|[百千万亿])?(?<percent>%)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
