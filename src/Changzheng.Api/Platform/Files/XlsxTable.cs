using System.Text;
using ExcelDataReader;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Tables as sheets of a workbook: the first sheet that is to be seen and does not explain the columns. Rows are
/// numbered as Excel numbers them.
/// </summary>
internal static class XlsxTable
{
    /// <summary>The sheet of our templates that says what the columns take; never one of data.</summary>
    public const string NotesSheet = "填写说明";

    private const int MostColumns = 16_384,
        MostRows = 1_048_576;

    /// <summary>The reader asks for code page 1252 before it looks at the file.</summary>
    static XlsxTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<RawRow> Read(
        Stream seekable,
        IReadOnlyList<Column> columns,
        ReadLimits limits,
        CancellationToken stop
    )
    {
        Unpacking.MustBeSafe(seekable, limits);
        using var sheet = Open(seekable);
        // Each sheet is read once before it is known whether it is hidden.
        for (var hidden = 1; sheet.VisibleState is "hidden" or "veryhidden" || sheet.Name == NotesSheet; hidden++)
        {
            if (hidden > limits.MaxHiddenSheets || !sheet.NextResult())
                throw FileRefusals.FileEmpty.OfFile(
                    "工作簿中没有可见的数据表。",
                    "The workbook has no visible sheet of data."
                );
        }

        // A row numbered beyond what can be counted makes the count negative, and the reader would fill the gap before
        // it row by row.
        if (sheet.FieldCount is < 0 or > MostColumns || sheet.RowCount is < 0 or > MostRows)
            throw FileRefusals.FileMalformed.OfFile(
                "工作簿的行列超出 Excel 的上限。",
                "The workbook has rows or columns beyond Excel's."
            );

        using var failures = new FormulaFailures(seekable, sheet.Name);
        if (sheet.FieldCount > limits.MaxColumns && failures.HoldsBeyond(limits.MaxColumns))
            throw CsvTable.TooManyColumns(limits);

        var header = SheetHeader.Find(sheet, failures, new Headers(columns), limits);
        foreach (var early in header.RowsBelow)
        {
            if (Row(early, header.Places, columns.Count) is { } row)
                yield return row;
        }

        while (sheet.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (Row(SheetRow.Of(sheet, failures, limits), header.Places, columns.Count) is { } row)
                yield return row;
        }
    }

    private static IExcelDataReader Open(Stream seekable)
    {
        seekable.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(seekable, new ExcelReaderConfiguration { LeaveOpen = true });
    }

    private static RawRow? Row(SheetRow row, int[] places, int width)
    {
        var cells = new string?[width];
        var fault = row.Fault;
        var written = fault is not null;
        for (var at = 0; at < row.Cells.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(row.Cells[at]))
                continue;
            written = true;
            if (at < places.Length && places[at] >= 0)
                cells[places[at]] = row.Cells[at];
            else
                fault ??= CsvTable.BeyondHeader(at);
        }

        return written ? new RawRow(row.Number, cells, fault) : null;
    }
}
