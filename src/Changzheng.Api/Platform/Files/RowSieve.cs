namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Keeps what clerks write below a table out of the data. A total, a signature or a remark is held back until it is
/// known that no data comes after it: then it is noted. Amid the data, or where every required cell is filled, it may
/// be data, and is at fault instead of passed over.
/// </summary>
/// <param name="columns">The subject's, in the order of a row's cells.</param>
internal sealed class RowSieve(IReadOnlyList<Column> columns, TableHead head, FileNotes notes)
{
    private const int MostHeld = 100;

    private readonly int[] required = [.. Enumerable.Range(0, columns.Count).Where(at => columns[at].Required)];
    private readonly List<(RawRow Row, string Quote, NoteKind Kind)> held = [];

    /// <summary>Whether a cell may make its row something else than data.</summary>
    /// <param name="at">Its place among the file's columns.</param>
    public bool Suspects(int at, ReadOnlySpan<char> cell) =>
        Asides.Find(cell) is not null || (at < head.Names.Length && cell.SequenceEqual(head.Names[at]));

    /// <summary>Adds the rows to be read on with: none where it is held back or passed over.</summary>
    /// <param name="suspect">Its first cell that is suspected; null where none is.</param>
    /// <param name="record">All its cells.</param>
    public void Pass(RawRow row, string? suspect, Record record, List<RawRow> ready)
    {
        if (suspect is not null && Repeats(record))
        {
            notes.Add(NoteKind.Repeated, row.Number);
            return;
        }

        if (
            suspect is null
            || Asides.Find(suspect) is not { } kind
            || Judge(kind, suspect, row, record) is not { } clear
        )
        {
            Release(ready);
            ready.Add(row);
            return;
        }

        if (!clear)
        {
            Release(ready);
            ready.Add(row with { Fault = Unclear(row.Number, suspect) });
            return;
        }

        held.Add((row, Asides.Brief(kind, suspect), kind));
        if (held.Count > MostHeld)
            Release(ready);
    }

    /// <summary>Data came after what was held back: it is refused, each row by its number.</summary>
    private void Release(List<RawRow> ready)
    {
        foreach (var (row, quote, _) in held)
            ready.Add(row with { Fault = Amid(row.Number, quote) });
        held.Clear();
    }

    /// <summary>No data came after it.</summary>
    public void End()
    {
        foreach (var (row, quote, kind) in held)
            notes.Add(kind, row.Number, quote);
        held.Clear();
    }

    /// <summary>
    /// True where it is no data. With every required cell filled it is data, null, but for a bare total and a single
    /// signature, which cannot be told: false.
    /// </summary>
    private bool? Judge(NoteKind kind, string suspect, RawRow row, Record record)
    {
        if (!Array.TrueForAll(required, place => row.Cells[place] is not null))
            return true;
        return kind switch
        {
            NoteKind.Total => Asides.IsBareTotal(suspect) ? false : null,
            NoteKind.Footer => CountSignatures(record) > 1,
            _ => null,
        };
    }

    private static int CountSignatures(Record record)
    {
        var count = 0;
        for (var at = 0; at < record.Count; at++)
            count += Asides.Find(record[at]) is NoteKind.Footer ? 1 : 0;
        return count;
    }

    private bool Repeats(Record record)
    {
        var same = 0;
        for (var at = 0; at < record.Count; at++)
        {
            var cell = record[at].Trim();
            if (cell.IsEmpty)
                continue;
            if (at >= head.Names.Length || !cell.SequenceEqual(head.Names[at].AsSpan().Trim()))
                return false;
            same++;
        }

        return same > 1 || head.Places.Length == 1;
    }

    private static Fault Amid(int row, string quote) =>
        FileRefusals.RowAmidData.Fault(
            $"第 {row} 行以“{quote}”开头，却在数据中间：是合计、签署或备注请移到表末或删去，是数据请改首格。",
            $"Row {row} begins with \"{quote}\" amid the data: move it below the table or drop it, or, "
                + "if it is data, change its first cell."
        );

    private static Fault Unclear(int row, string cell) =>
        FileRefusals.RowUnclear.Fault(
            $"第 {row} 行以“{Faults.Brief(cell.Trim())}”开头，必填各列却都有内容：不能断定是合计还是数据；是合计请删去此行。",
            $"Row {row} begins with \"{Faults.Brief(cell.Trim())}\" and yet every required cell is filled: "
                + "it may be a total or data; drop it if it is a total."
        );
}
