using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Changzheng.Api.Platform.Files;

/// <summary>Tables as files: row by row, and byte for byte the same for the same rows.</summary>
internal static class TableWriter
{
    private const int Chunk = 1 << 16;

    private static readonly SearchValues<char> quoting = SearchValues.Create("\",;\t\r\n，");
    private static readonly JsonWriterOptions written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="rows">Values in the order of the columns, as <see cref="Cell.Parse"/> gives them.</param>
    /// <param name="bom">A byte order mark before a CSV, without which Excel takes it for GBK.</param>
    public static async Task WriteAsync(
        Stream output,
        TableFormat format,
        IReadOnlyList<Column> columns,
        IAsyncEnumerable<object?[]> rows,
        bool bom,
        CancellationToken ct
    )
    {
        if (format is TableFormat.Xlsx)
        {
            await WorkbookWriter.WriteAsync(output, columns, rows, ct);
            return;
        }

        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: Chunk, leaveOpen: true));
        if (format is TableFormat.Csv)
            await WriteCsvAsync(pipe, columns, rows, bom, ct);
        else
            await WriteJsonAsync(pipe, columns, rows, asLines: format is TableFormat.NdJson, ct);
        await pipe.FlushAsync(ct);
        await pipe.CompleteAsync();
    }

    /// <summary>
    /// An empty file to fill in: headers, one row as an example and, in a workbook, a second sheet that explains the
    /// columns.
    /// </summary>
    public static Task WriteTemplateAsync(
        Stream output,
        TableFormat format,
        IReadOnlyList<Column> columns,
        CancellationToken ct
    ) =>
        WriteExampleAsync(
            output,
            format,
            [.. columns.Select(one => one with { Example = one.Written ?? one.Example })],
            ct
        );

    private static Task WriteExampleAsync(
        Stream output,
        TableFormat format,
        IReadOnlyList<Column> columns,
        CancellationToken ct
    ) =>
        format is TableFormat.Xlsx
            ? WorkbookWriter.WriteTemplateAsync(output, columns, ct)
            : WriteAsync(output, format, columns, ExampleAsync(columns, ct), bom: true, ct);

    /// <summary>The row a template shows.</summary>
    public static async IAsyncEnumerable<object?[]> ExampleAsync(
        IReadOnlyList<Column> columns,
        [EnumeratorCancellation] CancellationToken ct = default
    )
    {
        await Task.CompletedTask;
        ct.ThrowIfCancellationRequested();
        yield return [.. columns.Select(column => Cell.Parse(column with { Measured = false }, column.Example, out _))];
    }

    private static async Task WriteCsvAsync(
        PipeWriter pipe,
        IReadOnlyList<Column> columns,
        IAsyncEnumerable<object?[]> rows,
        bool bom,
        CancellationToken ct
    )
    {
        if (bom)
            pipe.Write((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        var line = new StringBuilder();
        CsvLine(pipe, line, columns.Select(column => Apostrophe.ForSpreadsheet(column.Title)));
        await foreach (var row in rows.WithCancellation(ct))
        {
            CsvLine(pipe, line, columns.Select((column, at) => Cell.Format(column, row[at], forPeople: true)));
            await FlushAsync(pipe, ct);
        }
    }

    private static void CsvLine(PipeWriter pipe, StringBuilder line, IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                line.Append(',');
            first = false;
            if (cell is null)
                continue;
            if (cell.AsSpan().ContainsAny(quoting) || cell != cell.Trim())
                line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                line.Append(cell);
        }

        line.Append("\r\n");
        foreach (var part in line.GetChunks())
            Encoding.UTF8.GetBytes(part.Span, pipe);
        line.Clear();
    }

    private static async Task WriteJsonAsync(
        PipeWriter pipe,
        IReadOnlyList<Column> columns,
        IAsyncEnumerable<object?[]> rows,
        bool asLines,
        CancellationToken ct
    )
    {
        using var json = new Utf8JsonWriter(pipe, written);
        if (!asLines)
            pipe.Write("["u8);
        var first = true;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (!asLines)
                pipe.Write(first ? "\n"u8 : ",\n"u8);
            first = false;
            JsonObject(json, columns, row);
            json.Flush();
            json.Reset();
            if (asLines)
                pipe.Write("\n"u8);
            await FlushAsync(pipe, ct);
        }

        if (!asLines)
            pipe.Write("\n]\n"u8);
    }

    private static void JsonObject(Utf8JsonWriter json, IReadOnlyList<Column> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var at = 0; at < columns.Count; at++)
        {
            json.WritePropertyName(columns[at].Name);
            JsonValue(json, columns[at], row[at]);
        }

        json.WriteEndObject();
    }

    private static void JsonValue(Utf8JsonWriter json, Column column, object? value)
    {
        switch (value)
        {
            // A cell keeps no difference between no list and an empty one.
            case null when column.Kind is CellKind.List:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IEnumerable<string> items:
                json.WriteStartArray();
                foreach (var item in items)
                    json.WriteStringValue(item);
                json.WriteEndArray();
                break;
            case decimal or long or int:
                json.WriteRawValue(Cell.Format(column, value, forPeople: false)!);
                break;
            default:
                json.WriteStringValue(Cell.Format(column, value, forPeople: false));
                break;
        }
    }

    private static async ValueTask FlushAsync(PipeWriter pipe, CancellationToken ct)
    {
        if (pipe.UnflushedBytes >= Chunk)
            await pipe.FlushAsync(ct);
    }
}
