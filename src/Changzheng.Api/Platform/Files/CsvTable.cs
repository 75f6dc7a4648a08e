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
        FileNotes notes,
        string? declared,
        ReadLimits limits
    )
    {
        var charset = Charset.Of(seekable, declared);
        var headers = new Headers(columns, notes.Carried);
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

        var lines = Top(reader, headers, limits);
        var head =
            TableHead.Find([.. lines.Select(RowOf)], headers, notes, limits)
            ?? throw FileRefusals.FileEmpty.OfFile(
                "文件是空的，须有列名。",
                "The file is empty; it needs a row that names the columns."
            );
        var rows = new TableRows(columns, head, notes, limits);
        foreach (var line in lines.Skip(head.Below))
        {
            foreach (var row in rows.Read(line))
                yield return row;
        }

        var current = new Current(reader);
        while (reader.Read())
        {
            MustBeClosed(reader);
            foreach (var row in rows.Read(current))
                yield return row;
        }

        rows.End();
    }

    /// <summary>The first records: the header alone where there is no doubt about it.</summary>
    private static List<TextRecord> Top(CsvDataReader reader, Headers headers, ReadLimits limits)
    {
        var lines = new List<TextRecord>();
        while (lines.Count < TableHead.Most && reader.Read())
        {
            MustBeClosed(reader);
            var cells = new string?[reader.RowFieldCount];
            for (var at = 0; at < cells.Length; at++)
            {
                if (reader.GetFieldSpan(at).Length > limits.MaxCellCharacters)
                    throw TooLong(reader.RowNumber, limits);
                cells[at] = reader.GetFieldSpan(at).ToString();
            }

            lines.Add(new TextRecord(reader.RowNumber, cells));
            if (TableHead.IsPlain(cells, headers))
                break;
        }

        return lines;
    }

    private static TableHead.Row RowOf(TextRecord line, int at) => new(line.Number, line.Cells, line.Cells, at);

    private static void MustBeClosed(CsvDataReader reader)
    {
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

    /// <summary>The record the reader stands at.</summary>
    private sealed class Current(CsvDataReader reader) : Record
    {
        public override int Number => reader.RowNumber;

        public override int Count => reader.RowFieldCount;

        public override ReadOnlySpan<char> this[int at] => reader.GetFieldSpan(at);

        public override string Text(int at) => reader.GetFieldSpan(at).ToString();
    }
}
