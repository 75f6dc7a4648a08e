using Sylvan.Data.Csv;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Tables as lines of cells, whatever separates them. A row's number counts records, the header's being 1, as Excel
/// shows the file.
/// </summary>
internal static class CsvTable
{
    /// <summary>
    /// A lone half of a character: a letter no decoded text begins with, so that no row is taken for a comment.
    /// </summary>
    private const char NoComment = '\uDC00';

    public static IEnumerable<RawRow> Read(
        Stream seekable,
        IReadOnlyList<Column> columns,
        string? declared,
        ReadLimits limits
    )
    {
        var charset = Charset.Of(seekable, declared);
        var headers = new Headers(columns);
        var separator = Separator.Of(charset, seekable, headers, limits);
        using var text = charset.Open(seekable);
        using var plain =
            charset.LooseReturns || separator.Stands != separator.Written
                ? new PlainLines(text, separator)
                : (TextReader)text;
        using var counted = new CountedCells(plain, separator.Stands, limits);
        using var reader = CsvDataReader.Create(
            counted,
            new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = separator.Stands,
                Comment = NoComment,
                BufferSize = 1 << 16,
                // A record of the widest table with cells of ordinary length, or one cell at its limit many times over.
                MaxBufferSize = Math.Max(1 << 22, limits.MaxCellCharacters * 16),
            }
        );

        var header = Header(reader, limits);
        var places = headers.Match(header, reader.RowNumber);
        while (reader.Read())
        {
            if (reader.RowFieldCount == 1 && reader.GetFieldSpan(0).IsWhiteSpace())
                continue;
            if (Row(reader, places, columns.Count, limits) is { } row)
                yield return row;
        }
    }

    private static string?[] Header(CsvDataReader reader, ReadLimits limits)
    {
        while (reader.Read())
        {
            if (reader.RowFieldCount == 1 && reader.GetFieldSpan(0).IsWhiteSpace())
                continue;
            var header = new string?[reader.RowFieldCount];
            for (var at = 0; at < header.Length; at++)
                header[at] = reader.GetFieldSpan(at).ToString();
            return header;
        }

        throw FileRefusals.FileEmpty.OfFile(
            "文件是空的，第一行须为列名。",
            "The file is empty; its first row names the columns."
        );
    }

    /// <summary>Null for a row without a letter in it.</summary>
    private static RawRow? Row(CsvDataReader reader, int[] places, int width, ReadLimits limits)
    {
        var cells = new string?[width];
        var written = false;
        Fault? fault = null;
        for (var at = 0; at < reader.RowFieldCount; at++)
        {
            var cell = reader.GetFieldSpan(at);
            if (cell.IsEmpty)
                continue;
            if (cell.Length > limits.MaxCellCharacters)
                throw TooLong(reader.RowNumber, limits);
            if (at < places.Length && places[at] >= 0)
                cells[places[at]] = cell.ToString();
            else if (!cell.IsWhiteSpace())
                fault ??= BeyondHeader(at);
            else
                continue;
            written = true;
        }

        if (
            reader.RowFieldCount > 0
            && reader.GetFieldSpan(reader.RowFieldCount - 1) is "\""
            && EndsInOpenQuote(reader.GetRawRecordSpan())
        )
            throw FileRefusals.FileTruncated.AtRow(
                reader.RowNumber,
                "引号没有结束，文件不完整。",
                "a quote is not closed; the file is cut off."
            );
        return written ? new RawRow(reader.RowNumber, cells, fault) : null;
    }

    public static FileRefused TooManyColumns(ReadLimits limits, int? row = null) =>
        FileRefusals.FileTooManyColumns.OfFile(
            $"{(row is null ? "" : $"第 {row} 行：")}至多 {limits.MaxColumns} 列。",
            $"{(row is null ? "" : $"Row {row}: ")}at most {limits.MaxColumns} columns.",
            row: row
        );

    public static FileRefused TooLong(int row, ReadLimits limits) =>
        FileRefusals.FileCellTooLong.AtRow(
            row,
            $"有单元格超过 {limits.MaxCellCharacters} 个字符，或前面的引号没有结束。",
            $"a cell has more than {limits.MaxCellCharacters} characters, or a quote before it is not closed."
        );

    public static Fault BeyondHeader(int at) =>
        FileRefusals.CellBeyondHeader.Fault(
            $"第 {at + 1} 格上方没有列名：是否少了引号，或多了分隔符。",
            $"There is no header above cell {at + 1}: is a quote missing, or a separator too many?"
        );

    /// <summary>The reader takes a quote that is a file's last letter for a cell of its own.</summary>
    private static bool EndsInOpenQuote(ReadOnlySpan<char> record) => !record.TrimEnd("\r\n").EndsWith("\"\"");
}
