using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Imports;

/// <summary>What a row makes of one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Before">What stands there; null where nothing does. Personal data is masked.</param>
/// <param name="After">
/// What the cell came to: a code for a name, a figure in the unit of measure. Personal data is masked.
/// </param>
public sealed record CellChange(string Column, string? Before, string? After)
{
    private const int Longest = 4000;

    /// <summary>For a table: value：11000→12000.</summary>
    [JsonIgnore]
    internal string Words => $"{Column}：{(Before is null ? "" : $"{Before}→")}{After}";

    internal static CellChange Of(Column column, object? before, object? after) =>
        new(column.Name, Format(column, before), Format(column, after));

    /// <summary>
    /// As a file writes it, without a spreadsheet's apostrophes, and no longer than an answer's texts are.
    /// </summary>
    private static string? Format(Column column, object? value) =>
        (value as string ?? Cell.Format(column, value, forPeople: false)) switch
        {
            { Length: > Longest } text => string.Concat(text.AsSpan(0, Longest - 1), "…"),
            var text => text,
        };
}
