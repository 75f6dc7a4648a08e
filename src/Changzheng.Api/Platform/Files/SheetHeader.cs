using ExcelDataReader;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Where a sheet's table begins: below its title, and below a header of two rows where the upper one groups the lower.
/// </summary>
/// <param name="Places">
/// For each cell of a row the place of its column among the subject's; -1 where it has none.
/// </param>
/// <param name="RowsBelow">Rows below the header that were read to find it.</param>
internal sealed record SheetHeader(int[] Places, IReadOnlyList<SheetRow> RowsBelow)
{
    private const int Most = 10;

    /// <summary>The row that names most of the columns, with all required ones if any row does.</summary>
    public static SheetHeader Find(IExcelDataReader sheet, FormulaFailures failures, Headers headers, ReadLimits limits)
    {
        var rows = new List<SheetRow>();
        while (rows.Count < Most && sheet.Read())
            rows.Add(SheetRow.Of(sheet, failures, limits));
        var merges = (sheet.MergeCells ?? []).Where(merge => merge.FromRow < Most).ToList();
        if (merges.Count > Most * limits.MaxColumns)
            throw FileRefusals.FileMalformed.OfFile(
                "表头处的合并单元格过多。",
                "Too many cells are merged at the top of the sheet."
            );
        var spread = rows.Select((row, at) => Spread(rows, at, merges)).ToList();
        if (!spread.Any(texts => Array.Exists(texts, text => !string.IsNullOrWhiteSpace(text))))
            throw FileRefusals.FileEmpty.OfFile(
                "工作表是空的，须有列名。",
                "The sheet is empty; it needs a row that names the columns."
            );

        var found = Enumerable
            .Range(0, rows.Count)
            .OrderByDescending(at => headers.Recognise(spread[at]) is var row ? (row.Enough, row.Named) : default)
            .First();
        if (headers.Recognise(spread[found]).Named == 0)
            found = spread.FindIndex(texts => texts.Count(text => !string.IsNullOrWhiteSpace(text)) > 1)
                is >= 0
                    and var first
                ? first
                : 0;

        // A header that is merged with rows below it ends where they do, and its last row holds the names.
        var last = merges
            .Where(merge => merge.FromRow <= found && merge.ToRow >= found)
            .Select(merge => merge.ToRow)
            .Append(found)
            .Max();
        if (last >= rows.Count)
            last = found;
        var names = Trim(spread[last]);
        if (names.Length > limits.MaxColumns)
            throw CsvTable.TooManyColumns(limits);
        return new SheetHeader(headers.Match(names, rows[last].Number), rows[(last + 1)..]);
    }

    /// <summary>A row with the text of every merged cell in all the cells it covers.</summary>
    private static string?[] Spread(List<SheetRow> rows, int row, List<CellRange> merges)
    {
        var texts = (string?[])rows[row].Cells.Clone();
        foreach (var merge in merges.Where(merge => merge.FromRow <= row && merge.ToRow >= row))
        {
            for (var at = merge.FromColumn; at <= merge.ToColumn && at < texts.Length; at++)
                texts[at] = rows[merge.FromRow].Cells[merge.FromColumn];
        }

        return texts;
    }

    private static string?[] Trim(string?[] texts) =>
        texts[..(Array.FindLastIndex(texts, text => !string.IsNullOrWhiteSpace(text)) + 1)];
}
