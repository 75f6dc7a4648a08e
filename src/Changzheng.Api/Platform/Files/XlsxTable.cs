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

    /// <summary>The reader asks for code page 1252 before it looks at the file.</summary>
    static XlsxTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<RawRow> Read(
        Stream seekable,
        IReadOnlyList<Column> columns,
        FileNotes notes,
        ReadLimits limits,
        CancellationToken stop
    )
    {
        Unpacking.MustBeSafe(seekable, limits);
        using var reader = Open(seekable);
        var headers = new Headers(columns, notes.Carried);
        var sheet = Sheet.Find(reader, headers, limits);
        using var failures = new FormulaFailures(seekable, reader.Name);
        if (reader.FieldCount > limits.MaxColumns && failures.HoldsBeyond(limits.MaxColumns))
            throw CsvTable.TooManyColumns(limits);
        foreach (var name in failures.Sheets.Where(name => name != reader.Name && name != NotesSheet))
            notes.Add(NoteKind.Sheet, null, Faults.Brief(name));

        var head =
            TableHead.Find(sheet.Top, headers, notes, limits)
            ?? throw FileRefusals.FileEmpty.OfFile(
                "工作表是空的，须有列名。",
                "The sheet is empty; it needs a row that names the columns."
            );
        var merged = new MergedDown(
            (reader.MergeCells ?? []).Where(merge => merge.FromRow >= head.Below),
            columns,
            head,
            notes
        );
        var rows = new TableRows(columns, head, notes, limits);
        foreach (var early in sheet.Rows.Skip(head.Below))
        {
            foreach (var row in Rows(early))
                yield return row;
        }

        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            foreach (var row in Rows(SheetRow.Of(reader, limits)))
                yield return row;
        }

        rows.End();

        List<RawRow> Rows(SheetRow row)
        {
            var fault = merged.Fill(row) ?? failures.In(row.Number);
            return rows.Read(new TextRecord(row.Number, row.Cells), fault);
        }
    }

    private static IExcelDataReader Open(Stream seekable)
    {
        seekable.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(seekable, new ExcelReaderConfiguration { LeaveOpen = true });
    }
}
