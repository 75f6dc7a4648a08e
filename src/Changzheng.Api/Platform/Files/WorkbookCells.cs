using System.Globalization;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// What a workbook keeps of a row: numbers, days and instants as numbers where they come back the same, all else as
/// text, so that nothing is a formula.
/// </summary>
internal static class WorkbookCells
{
    /// <summary>Excel counts a 29 February 1900 that never was.</summary>
    private static readonly DateOnly firstDay = new(1900, 3, 1);

    private static readonly DateOnly dayZero = new(1899, 12, 30);

    /// <summary>A decimal for a number, a day or an instant; a text for all else.</summary>
    public static object?[] Of(IReadOnlyList<Column> columns, object?[] values) =>
        [.. values.Select((value, at) => (object?)NumberOf(columns[at], value) ?? Text(columns[at], value))];

    private static decimal? NumberOf(Column column, object? value) =>
        value switch
        {
            decimal or long or int => Exactly(column, Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            DateOnly day when day >= firstDay => day.DayNumber - dayZero.DayNumber,
            DateTimeOffset instant => Serial(instant.ToOffset(Moment.Shanghai)),
            _ => null,
        };

    /// <summary>The double Excel keeps is the same number; a share comes back multiplied by a hundred.</summary>
    private static decimal? Exactly(Column column, decimal exact) =>
        Math.Abs(exact) < 1_000_000_000_000_000
        && (decimal)(double)exact == exact
        && (!column.Share || decimal.Round(exact, 12) == exact)
            ? exact
            : null;

    /// <summary>Days and the share of the day, in Shanghai; to the second, as it is shown.</summary>
    private static decimal? Serial(DateTimeOffset local)
    {
        var day = DateOnly.FromDateTime(local.DateTime);
        var seconds = local.TimeOfDay.Ticks / TimeSpan.TicksPerSecond;
        return day < firstDay ? null : day.DayNumber - dayZero.DayNumber + decimal.Round(seconds / 86_400m, 12);
    }

    // Text is no formula in a cell of text, so it needs the apostrophe only where reading would take one off.
    private static string? Text(Column column, object? value) =>
        value switch
        {
            string text when column.Kind is CellKind.Text => Apostrophe.Verbatim(text),
            IEnumerable<string> items => items.Any() ? Apostrophe.Verbatim(string.Join('；', items)) : null,
            _ => Cell.Format(column, value, forPeople: true),
        };
}
