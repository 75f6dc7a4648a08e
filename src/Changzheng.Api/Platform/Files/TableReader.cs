using System.Text;
using System.Text.Json;
using Sylvan.Data.Csv;

namespace Changzheng.Api.Platform.Files;

/// <summary>A file's rows, read as they are asked for.</summary>
internal static class TableReader
{
    /// <summary>
    /// Rows without a letter in them are left out. A row is numbered as a clerk finds it: by record in a CSV and by row
    /// in a workbook, the header being 1;
    /// by line in NDJSON, and by its place in the array, from 1, in JSON.
    /// </summary>
    /// <param name="notes">Gathers what is not data; what it held is complete when the last row was read.</param>
    /// <param name="charset">What the sender declared; null to find it out.</param>
    /// <param name="stop">Ends reading within a moment, wherever it is.</param>
    /// <exception cref="FileRefused">While the rows are enumerated: the file cannot be read, or not from here
    /// on.</exception>
    public static IEnumerable<RawRow> Read(
        Stream seekable,
        TableFormat format,
        IReadOnlyList<Column> columns,
        FileNotes notes,
        string? charset,
        ReadLimits limits,
        CancellationToken stop = default
    )
    {
        using var stoppable = new StoppableStream(seekable, stop);
        using var rows = Rows(stoppable, format, columns, notes, charset, limits, stop).GetEnumerator();
        var (count, last) = (0, 0);
        while (MoveNext(rows, format, last, limits))
        {
            if (++count > limits.MaxRows)
                throw FileRefusals.FileTooManyRows.OfFile(
                    $"超过 {limits.MaxRows} 行，请分成几个文件。",
                    $"More than {limits.MaxRows} rows; split the file."
                );
            yield return rows.Current;
            last = rows.Current.Number;
        }
    }

    private static IEnumerable<RawRow> Rows(
        Stream seekable,
        TableFormat format,
        IReadOnlyList<Column> columns,
        FileNotes notes,
        string? charset,
        ReadLimits limits,
        CancellationToken stop
    )
    {
        if (seekable.Length == 0)
            throw FileRefusals.FileEmpty.OfFile("文件是空的。", "The file is empty.");
        return format switch
        {
            TableFormat.Xlsx => XlsxTable.Read(seekable, columns, notes, limits, stop),
            _ when OldContainer.Holds(seekable) => throw OldContainer.Refuse(seekable),
            TableFormat.Csv => CsvTable.Read(seekable, columns, notes, charset, limits),
            TableFormat.NdJson => JsonTable.ReadLines(seekable, columns, notes, charset, limits),
            _ => JsonTable.Read(seekable, columns, notes, charset, limits),
        };
    }

    private static bool MoveNext(IEnumerator<RawRow> rows, TableFormat format, int last, ReadLimits limits)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (CsvRecordTooLargeException large)
        {
            throw CsvTable.TooLong(Math.Max(large.RowNumber, 1), limits);
        }
        catch (CsvFormatException broken)
        {
            throw FileRefusals.FileTruncated.AtRow(
                Math.Max(broken.RowNumber, 1),
                "引号没有成对，或文件不完整。",
                "a quote is not closed where it should be, or the file is cut off."
            );
        }
        catch (JsonException)
        {
            throw FileRefusals.FileMalformed.AtRow(
                last + 1,
                "不是合规的 JSON，或文件不完整。",
                "this is not JSON, or the file is cut off."
            );
        }
        catch (DecoderFallbackException)
        {
            throw Charset.RefuseBroken("UTF-8", last + 1);
        }
        // What a damaged workbook throws is the workbook reader's whim; only a failing disk is not the file's fault.
        catch (Exception damage)
            when (format is TableFormat.Xlsx
                && (
                    damage is EndOfStreamException
                    || damage is not (FileRefused or IOException or OperationCanceledException)
                )
            )
        {
            throw FileRefusals.FileTruncated.OfFile(
                "工作簿已损坏或不完整，请重新保存后再传。",
                "The workbook is damaged or cut off; save it again."
            );
        }
    }
}
