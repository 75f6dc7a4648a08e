using System.Globalization;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Numbers as clerks write them: 1,234.5, １２３, 1.2万. Units, and %, are for columns that are measured.
/// </summary>
internal static class CellNumber
{
    public static object? Parse(string text, out Fault? fault) => Quantity.Parse(text, out fault)?.In(null, out fault);

    /// <summary>Of a column of shares: 56% is 0.56.</summary>
    public static object? ParseShare(string text, out Fault? fault) =>
        Quantity.Parse(text, out fault) is not { } written ? null
        : written.Unit.Counts == UnitOfMeasure.Hundredths && !written.About ? written.Number * written.Unit.Scale / 100
        : written.In(null, out fault);

    public static object? ParseWhole(string text, out Fault? fault)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain))
        {
            fault = null;
            return plain;
        }

        if (Quantity.Parse(text, out fault) is not { } written)
            return null;
        var number = written.Unit.Counts == UnitOfMeasure.Hundredths ? decimal.MaxValue : written.In(null, out fault);
        if (fault is not null)
            return null;
        if (number is >= long.MinValue and <= long.MaxValue && number == decimal.Truncate(number.Value))
            return (long)number;
        fault = FileRefusals.CellNotWhole.Fault(
            $"“{Faults.Brief(text)}”不是整数。",
            $"\"{Faults.Brief(text)}\" is not a whole number."
        );
        return null;
    }

    /// <summary>Without an exponent or trailing zeros.</summary>
    public static string Format(decimal number) =>
        (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
