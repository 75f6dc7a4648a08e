namespace Changzheng.Api.Platform.Files;

/// <summary>A table's records as rows of the subject's columns; what is none of them is noted.</summary>
internal sealed class TableRows(IReadOnlyList<Column> columns, TableHead head, FileNotes notes, ReadLimits limits)
{
    private readonly RowSieve sieve = new(columns, head, notes);
    private readonly List<RawRow> ready = [];

    /// <summary>The rows that are ready with this record, good until the next: mostly it alone.</summary>
    /// <param name="record">The next record.</param>
    /// <param name="fault">What is wrong with it, whatever it holds; null where nothing is.</param>
    public List<RawRow> Read(Record record, Fault? fault = null)
    {
        ready.Clear();
        var cells = new string?[columns.Count];
        var (written, unread) = (fault is not null, false);
        string? suspect = null;
        for (var at = 0; at < record.Count; at++)
        {
            var cell = record[at];
            if (cell.IsEmpty || cell.IsWhiteSpace())
                continue;
            if (cell.Length > limits.MaxCellCharacters)
                throw CsvTable.TooLong(record.Number, limits);
            if (!written && suspect is null && sieve.Suspects(at, cell))
                suspect = record.Text(at);
            var place = at < head.Places.Length ? head.Places[at] : -1;
            if (place >= 0)
                cells[place] = record.Text(at);
            else if (place == Headers.Unread)
                unread = true;
            else
                fault ??= CsvTable.BeyondHeader(at);
            written |= place != Headers.Unread;
        }

        if (written || suspect is not null)
            sieve.Pass(new RawRow(record.Number, cells, fault), suspect, record, ready);
        else
            notes.Add(unread ? NoteKind.Unread : NoteKind.Blank, record.Number);
        return ready;
    }

    /// <summary>After the last record.</summary>
    public void End() => sieve.End();
}
