using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Changzheng.Api.Platform.Files;

/// <summary>Workbooks of the fewest parts Excel opens, row by row into the archive.</summary>
/// <remarks>
/// Not MiniExcel, which streams as well: it stamps the parts with the hour of writing, and the same rows must give the
/// same bytes.
/// </remarks>
internal static class WorkbookWriter
{
    private const int MostRows = 1_048_576;

    /// <summary>The first an archive can be stamped with.</summary>
    private static readonly DateTimeOffset stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task WriteAsync(
        Stream output,
        IReadOnlyList<Column> columns,
        IAsyncEnumerable<object?[]> rows,
        CancellationToken ct
    ) => WriteAsync(output, [("数据", columns, rows)], ct);

    public static Task WriteTemplateAsync(Stream output, IReadOnlyList<Column> columns, CancellationToken ct) =>
        WriteAsync(
            output,
            [
                ("数据", columns, TableWriter.ExampleAsync(columns, ct)),
                (XlsxTable.NotesSheet, TemplateNotes.Columns, TemplateNotes.RowsAsync(columns, ct)),
            ],
            ct
        );

    private static async Task WriteAsync(
        Stream output,
        (string Name, IReadOnlyList<Column> Columns, IAsyncEnumerable<object?[]> Rows)[] sheets,
        CancellationToken ct
    )
    {
        await using var packed = new Reservoir();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, text) in WorkbookFrame.Parts([.. sheets.Select(sheet => sheet.Name)]))
            {
                using var part = Create(archive, name);
                part.Write(Encoding.UTF8.GetBytes(text));
            }

            for (var at = 0; at < sheets.Length; at++)
            {
                using var part = Create(
                    archive,
                    string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{at + 1}.xml")
                );
                await foreach (var piece in PiecesAsync(sheets[at].Columns, sheets[at].Rows, ct))
                {
                    part.Write(piece.Span);
                    await packed.DrainAsync(output, ct);
                }
            }
        }

        await packed.DrainAsync(output, ct);
    }

    /// <summary>A sheet's XML, each piece good until the next is asked for.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(
        IReadOnlyList<Column> columns,
        IAsyncEnumerable<object?[]> rows,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var all = rows.GetAsyncEnumerator(ct);
        var first = new List<object?[]>();
        while (first.Count < ColumnWidths.Sample && await all.MoveNextAsync())
            first.Add(WorkbookCells.Of(columns, all.Current));
        using var sheet = new SheetXml(columns, ColumnWidths.Of(columns, first));
        sheet.Row(1, [.. columns.Select(column => column.Title)], header: true);
        var row = 1;
        foreach (var cells in first)
        {
            sheet.Row(++row, cells, header: false);
            if (sheet.IsFull)
                yield return sheet.Take();
        }

        while (await all.MoveNextAsync())
        {
            if (++row > MostRows)
                throw FileRefusals.FileTooManyRows.OfFile(
                    $"xlsx 至多 {MostRows} 行，请改用 csv。",
                    $"A workbook takes {MostRows} rows; use csv."
                );
            sheet.Row(row, WorkbookCells.Of(columns, all.Current), header: false);
            if (sheet.IsFull)
                yield return sheet.Take();
        }

        sheet.End();
        yield return sheet.Take();
    }

    private static Stream Create(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = stamp;
        return entry.Open();
    }
}
