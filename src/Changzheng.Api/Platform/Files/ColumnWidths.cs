namespace Changzheng.Api.Platform.Files;

/// <summary>How wide a workbook's columns are, by their headers and first rows.</summary>
internal static class ColumnWidths
{
    /// <summary>How many rows are looked at: they are held until the first is written.</summary>
    public const int Sample = 100;

    private const int Least = 8,
        Most = 60,
        OfDay = 12,
        OfInstant = 20;

    public static IReadOnlyList<int> Of(IReadOnlyList<Column> columns, IReadOnlyList<object?[]> rows) =>
        [
            .. columns.Select(
                (column, at) =>
                    Math.Clamp(
                        rows.Select(row => WidthOf(column, row[at])).Append(WidthOf(column.Title)).Max() + 2,
                        Least,
                        Most
                    )
            ),
        ];

    private static int WidthOf(Column column, object? cell) =>
        (cell, column.Kind) switch
        {
            (null, _) => 0,
            (string text, _) => WidthOf(text),
            (_, CellKind.Day) => OfDay,
            (_, CellKind.Instant) => OfInstant,
            _ => Math.Max(8, CellNumber.Format((decimal)cell).Length),
        };

    /// <summary>Of its longest line; a Chinese letter is as wide as two others.</summary>
    private static int WidthOf(string text)
    {
        var (widest, width) = (0, 0);
        foreach (var letter in text)
        {
            width = letter == '\n' ? 0 : width + (letter < '\u2E80' ? 1 : 2);
            widest = Math.Max(widest, width);
            if (widest >= Most)
                break;
        }

        return widest;
    }
}
