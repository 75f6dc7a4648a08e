using System.Net.Mime;

namespace Changzheng.Api.Platform.Files;

/// <summary>How a table is written.</summary>
internal enum TableFormat
{
    Csv,
    NdJson,
    Json,
    Xlsx,
}

/// <summary>Which format a file is in, and what each is called.</summary>
internal static class TableFormats
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>
    /// By the media type, and by the file's name where that says nothing; null where only its content can tell:
    /// <see cref="Sniff"/>.
    /// </summary>
    public static TableFormat? Of(string? contentType, string? fileName) =>
        MediaOf(contentType) switch
        {
            "text/csv" or "application/csv" or "text/tab-separated-values" => TableFormat.Csv,
            "application/x-ndjson" or "application/jsonl" or "application/ndjson" => TableFormat.NdJson,
            "application/json" => TableFormat.Json,
            Workbook => TableFormat.Xlsx,
            // Windows without Excel sends the first two for a CSV, and browsers the third for whatever they do not
            // know.
            "text/plain" or "application/vnd.ms-excel" or "application/octet-stream" => null,
            "" => FindByExtension(fileName),
            _ => null,
        };

    /// <summary>By the first bytes; the stream is left where it was.</summary>
    public static TableFormat Sniff(Stream seekable)
    {
        var position = seekable.Position;
        Span<byte> first = stackalloc byte[256];
        var start = first[..seekable.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        seekable.Position = position;
        if (start.StartsWith("PK"u8) || start.StartsWith(OldContainer.Signature))
            return TableFormat.Xlsx;
        var text = start.StartsWith("\uFEFF"u8) ? start[3..].TrimStart(" \t\r\n"u8) : start.TrimStart(" \t\r\n"u8);
        return text.StartsWith("["u8) ? TableFormat.Json
            : !text.StartsWith("{"u8) ? TableFormat.Csv
            : text[1..].TrimStart(" \t\r\n"u8).StartsWith("\"items\""u8) ? TableFormat.Json
            : TableFormat.NdJson;
    }

    public static string MediaType(TableFormat format) =>
        format switch
        {
            TableFormat.Csv => "text/csv",
            TableFormat.NdJson => "application/x-ndjson",
            TableFormat.Json => "application/json",
            _ => Workbook,
        };

    /// <summary>Without the dot.</summary>
    public static string Extension(TableFormat format) =>
        format switch
        {
            TableFormat.Csv => "csv",
            TableFormat.NdJson => "ndjson",
            TableFormat.Json => "json",
            _ => "xlsx",
        };

    private static TableFormat? FindByExtension(string? fileName) =>
        Path.GetExtension(fileName)?.ToUpperInvariant() switch
        {
            ".CSV" or ".TSV" => TableFormat.Csv,
            ".NDJSON" or ".JSONL" => TableFormat.NdJson,
            ".JSON" => TableFormat.Json,
            ".XLSX" => TableFormat.Xlsx,
            _ => null,
        };

    private static string MediaOf(string? contentType)
    {
        try
        {
            // A media type's letters mean the same in either case and are written small.
#pragma warning disable CA1308
            return string.IsNullOrWhiteSpace(contentType)
                ? ""
                : new ContentType(contentType).MediaType.ToLowerInvariant();
#pragma warning restore CA1308
        }
        catch (FormatException)
        {
            return "?";
        }
    }
}
