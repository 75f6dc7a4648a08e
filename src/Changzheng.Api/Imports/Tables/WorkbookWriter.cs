using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Changzheng.Api.Http;

namespace Changzheng.Api.Imports;

/// <summary>Workbooks of the fewest parts Excel opens, row by row into the archive.</summary>
/// <remarks>Not MiniExcel, which streams as well: it stamps the parts with the hour of writing, and the same rows must give the same bytes.</remarks>
internal static class WorkbookWriter
{
    private const int MostRows = 1_048_576;

    /// <summary>The first an archive can be stamped with.</summary>
    private static readonly DateTimeOffset stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(Stream output, IReadOnlyList<Column> columns, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        await WriteFrameAsync(archive, ["数据"], ct);
        await WriteSheetAsync(archive, 1, columns, Values(columns, rows, ct), ct);
    }

    public static async Task WriteTemplateAsync(Stream output, IReadOnlyList<Column> columns, CancellationToken ct)
    {
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        await WriteFrameAsync(archive, ["数据", XlsxTable.NotesSheet], ct);
        await WriteSheetAsync(archive, 1, columns, Values(columns, TableWriter.ExampleAsync(columns, ct), ct), ct);
        await WriteSheetAsync(archive, 2, TemplateNotes.Columns, Values(TemplateNotes.Columns, TemplateNotes.RowsAsync(columns, ct), ct), ct);
    }

    private static async Task WriteFrameAsync(ZipArchive archive, IReadOnlyList<string> sheets, CancellationToken ct)
    {
        foreach (var (name, text) in WorkbookFrame.Parts(sheets))
        {
            await using var part = await CreateAsync(archive, name, ct);
            await part.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        }
    }

    private static async Task WriteSheetAsync(ZipArchive archive, int number, IReadOnlyList<Column> columns, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var part = await CreateAsync(archive, string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml"), ct);
        using var sheet = new SheetXml(columns);
        sheet.Row(1, [.. columns.Select(column => column.Title)], header: true);
        var row = 1;
        await foreach (var cells in rows.WithCancellation(ct))
        {
            if (++row > MostRows)
                throw Refusals.FileTooManyRows.OfFile($"xlsx 至多 {MostRows} 行，请改用 csv。", $"A workbook takes {MostRows} rows; use csv.");
            sheet.Row(row, cells, header: false);
            if (sheet.IsFull)
                await part.WriteAsync(sheet.Take(), ct);
        }

        sheet.End();
        await part.WriteAsync(sheet.Take(), ct);
    }

    private static async Task<Stream> CreateAsync(ZipArchive archive, string name, CancellationToken ct)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = stamp;
        return await entry.OpenAsync(ct);
    }

    /// <summary>Numbers stay numbers where the double Excel keeps is the same number; all else is text, so that nothing is a formula.</summary>
    private static async IAsyncEnumerable<object?[]> Values(IReadOnlyList<Column> columns, IAsyncEnumerable<object?[]> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.WithCancellation(ct))
            yield return [.. row.Select((value, at) => value is decimal or long or int && IsExact(value) ? value : Text(columns[at], value))];
    }

    private static bool IsExact(object number)
    {
        var exact = Convert.ToDecimal(number, CultureInfo.InvariantCulture);
        return (decimal)(double)exact == exact;
    }

    // Text is no formula in a cell of text, so it needs the apostrophe only where reading would take one off.
    private static string? Text(Column column, object? value) => value switch
    {
        string text when column.Kind is CellKind.Text => Apostrophe.Verbatim(text),
        IEnumerable<string> items => items.Any() ? Apostrophe.Verbatim(string.Join('；', items)) : null,
        _ => Cell.Format(column, value, forPeople: true),
    };
}
