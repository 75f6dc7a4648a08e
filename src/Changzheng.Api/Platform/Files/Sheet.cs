using ExcelDataReader;

namespace Changzheng.Api.Platform.Files;

/// <summary>The sheet of a workbook that holds the table, and the top of it.</summary>
/// <param name="Rows">The first rows, to find the header in and to go on from.</param>
/// <param name="Top">The same, with what merged cells cover.</param>
internal sealed record Sheet(List<SheetRow> Rows, List<TableHead.Row> Top)
{
    private const int MostColumns = 16_384,
        MostRows = 1_048_576,
        EnoughNamed = 2;

    /// <summary>
    /// Puts the reader where the table is: on the first sheet that is to be seen, explains nothing and names the
    /// columns; where none does, on the one that names most.
    /// </summary>
    public static Sheet Find(IExcelDataReader reader, Headers headers, ReadLimits limits)
    {
        // Each sheet is read once before it is known whether it is hidden.
        var (best, rated, at, left) = (-1, (Enough: false, Named: -1), 0, 0);
        Sheet? sheet = null;
        do
        {
            if (!IsData(reader))
            {
                if (++left > limits.MaxHiddenSheets)
                    throw NoData();
                continue;
            }

            MustBeCountable(reader);
            sheet = Read(reader, limits);
            var rating = TableHead.Rate(sheet.Top, headers);
            if (rating.Enough || rating.Named >= EnoughNamed || reader.ResultsCount == 1)
                return sheet;
            if (rating.Named > rated.Named)
                (best, rated) = (at, rating);
            if (++left > limits.MaxHiddenSheets)
                break;
        } while (NextResult(reader, ref at));

        if (sheet is null)
            throw NoData();
        reader.Reset();
        for (at = 0; at < best; at++)
            reader.NextResult();
        return Read(reader, limits);
    }

    private static bool NextResult(IExcelDataReader reader, ref int at)
    {
        at++;
        return reader.NextResult();
    }

    private static bool IsData(IExcelDataReader reader) =>
        reader.VisibleState is not ("hidden" or "veryhidden") && reader.Name != XlsxTable.NotesSheet;

    private static FileRefused NoData() =>
        FileRefusals.FileEmpty.OfFile("工作簿中没有可见的数据表。", "The workbook has no visible sheet of data.");

    /// <summary>
    /// A row numbered beyond what can be counted makes the count negative, and the reader would fill the gap before it
    /// row by row.
    /// </summary>
    private static void MustBeCountable(IExcelDataReader reader)
    {
        if (reader.FieldCount is < 0 or > MostColumns || reader.RowCount is < 0 or > MostRows)
            throw FileRefusals.FileMalformed.OfFile(
                "工作簿的行列超出 Excel 的上限。",
                "The workbook has rows or columns beyond Excel's."
            );
    }

    private static Sheet Read(IExcelDataReader reader, ReadLimits limits)
    {
        var rows = new List<SheetRow>();
        while (rows.Count < TableHead.Most && reader.Read())
            rows.Add(SheetRow.Of(reader, limits));
        var merges = (reader.MergeCells ?? []).Where(merge => merge.FromRow < TableHead.Most).ToList();
        if (merges.Count > TableHead.Most * limits.MaxColumns)
            throw FileRefusals.FileMalformed.OfFile(
                "表头处的合并单元格过多。",
                "Too many cells are merged at the top of the sheet."
            );
        return new Sheet(rows, [.. rows.Select((row, at) => Spread(rows, at, merges))]);
    }

    /// <summary>A row with the text of every merged cell in all the cells it covers.</summary>
    private static TableHead.Row Spread(List<SheetRow> rows, int row, List<CellRange> merges)
    {
        var (texts, last) = ((string?[])rows[row].Cells.Clone(), row);
        foreach (var merge in merges.Where(merge => merge.FromRow <= row && merge.ToRow >= row))
        {
            for (var at = merge.FromColumn; at <= merge.ToColumn && at < texts.Length; at++)
                texts[at] = rows[merge.FromRow].Cells[merge.FromColumn];
            last = Math.Max(last, merge.ToRow);
        }

        return new TableHead.Row(rows[row].Number, rows[row].Cells, texts, last);
    }
}
