using System.Globalization;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Files;

/// <summary>What a cell means, as clerks write it, and how what it means is written.</summary>
internal static class Cell
{
    private static readonly HashSet<string> yes = ["是", "有", "TRUE", "1", "Y", "YES", "√", "✓", "✔"];
    private static readonly HashSet<string> no = ["否", "无", "FALSE", "0", "N", "NO", "×", "✗", "✘"];

    /// <summary>
    /// A text as string, a whole number as long, a number as decimal, a day as DateOnly, an instant as DateTimeOffset,
    /// a truth as bool, a choice as its value, a list as IReadOnlyList of string; null for an empty cell, and for one
    /// that is at fault.
    /// </summary>
    /// <remarks>
    /// A number of a measured column is a Quantity: how many it is depends on the row's unit of measure.
    /// </remarks>
    public static object? Parse(Column column, string? text, out Fault? fault)
    {
        fault = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (column.Required)
                fault = CellText.MakeRequiredFault(column);
            return null;
        }

        return column.Kind switch
        {
            CellKind.Text => CellText.Parse(column, text, out fault),
            CellKind.Whole => CellNumber.ParseWhole(text, out fault),
            CellKind.Number when column.Measured => Quantity.Parse(text, out fault),
            CellKind.Number when column.Share => CellNumber.ParseShare(text, out fault),
            CellKind.Number => CellNumber.Parse(text, out fault),
            CellKind.Day => CellTime.ParseDay(text, out fault),
            CellKind.Instant => CellTime.ParseInstant(text, out fault),
            CellKind.Truth => ParseTruth(text, out fault),
            CellKind.Choice => ParseChoice(column, text, out fault),
            _ => CellText.ParseList(column, text, out fault),
        };
    }

    /// <summary>
    /// The inverse of <see cref="Parse"/>, but for spaces around a text and separators inside a list's items, which no
    /// cell keeps.
    /// </summary>
    /// <param name="forPeople">
    /// Choices by their Chinese titles, 是 and 否, and nothing a spreadsheet takes for a formula.
    /// </param>
    public static string? Format(Column column, object? value, bool forPeople) =>
        value switch
        {
            null => null,
            string choice when column.Kind is CellKind.Choice => Guard(
                forPeople ? TitleOf(column, choice) : choice,
                forPeople
            ),
            string text => Guard(text, forPeople),
            bool truth => forPeople
                ? truth
                    ? "是"
                    : "否"
                : truth
                    ? "true"
                    : "false",
            decimal number => CellNumber.Format(number),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => Moment.Text(instant),
            IEnumerable<string> items => items.Any()
                ? Guard(string.Join(forPeople ? '；' : ';', items), forPeople)
                : null,
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"A cell holds no {value.GetType().Name}.", nameof(value)),
        };

    private static string Guard(string text, bool forPeople) =>
        forPeople ? Apostrophe.ForSpreadsheet(text) : Apostrophe.Verbatim(text);

    private static object? ParseTruth(string text, out Fault? fault)
    {
        var key = Width.Key(text).TrimStart('\'');
        var truth =
            yes.Contains(key) ? true
            : no.Contains(key) ? false
            : (bool?)null;
        fault = truth is not null
            ? null
            : FileRefusals.CellNotTruth.Fault(
                $"“{Faults.Brief(text)}”须写“是”或“否”。",
                $"\"{Faults.Brief(text)}\": write 是 or 否, true or false."
            );
        return truth;
    }

    private static string? ParseChoice(Column column, string text, out Fault? fault)
    {
        fault = null;
        var plain = Apostrophe.Remove(text.Trim());
        return column.ValuesByWord.GetValueOrDefault(plain)
            ?? column.OtherWords.GetValueOrDefault(plain)
            ?? ParseLoosely(column, plain, text, out fault);
    }

    private static string? ParseLoosely(Column column, string plain, string text, out Fault? fault)
    {
        fault = null;
        var key = Width.Key(plain);
        var found =
            column.Values.FirstOrDefault(allowed => key == Width.Key(allowed.Value))
            ?? column.Values.FirstOrDefault(allowed => key == Width.Key(allowed.Title));
        if (found is not null)
            return found.Value;

        var titles = string.Join('、', column.Values.Take(20).Select(allowed => allowed.Title));
        var values = string.Join(", ", column.Values.Take(20).Select(allowed => allowed.Value));
        fault = FileRefusals.CellNotChoice.Fault(
            $"“{Faults.Brief(text)}”不在可选值中：{titles}。",
            $"\"{Faults.Brief(text)}\" is not one of {values}.",
            Closest.To(
                plain,
                column.Values.Select(allowed => allowed.Title).Concat(column.Values.Select(allowed => allowed.Value))
            )
        );
        return null;
    }

    /// <summary>A title is written only where it reads back as the value it is of.</summary>
    private static string TitleOf(Column column, string value)
    {
        var title = column.Values.FirstOrDefault(allowed => allowed.Value == value)?.Title;
        return title is not null && ParseChoice(column, title, out _) == value ? title : value;
    }
}
