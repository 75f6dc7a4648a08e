using System.Globalization;

namespace Changzheng.Api.Platform.Files;

/// <summary>Where a table begins, and what its columns are called.</summary>
/// <param name="Places">
/// For each cell of a row the place of its column among the subject's; -1 where nothing is written above it, and
/// <see cref="Headers.Unread"/> where the column is passed over.
/// </param>
/// <param name="Names">The headers as the file has them.</param>
/// <param name="Below">How many of the rows given are the header or above it.</param>
internal sealed record TableHead(int[] Places, string?[] Names, int Below)
{
    /// <summary>How many rows are looked at to find the header.</summary>
    public const int Most = 15;

    /// <summary>A row near the top of a file.</summary>
    /// <param name="Cells">As they are.</param>
    /// <param name="Spread">With the text of every merged cell in all the cells it covers.</param>
    /// <param name="Last">The last row, by its place among those given, that a cell of it is merged down to.</param>
    internal sealed record Row(int Number, string?[] Cells, string?[] Spread, int Last)
    {
        public bool IsBlank => Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);
    }

    /// <summary>Whether the row is a header beyond doubt: no need to look at the next.</summary>
    public static bool IsPlain(IReadOnlyList<string?> row, Headers headers) =>
        headers.Recognise(row).Enough
        && row.All(text => !string.IsNullOrWhiteSpace(text) && headers.Find(text) is not null);

    /// <summary>Null where every row is blank.</summary>
    public static TableHead? Find(IReadOnlyList<Row> rows, Headers headers, FileNotes notes, ReadLimits limits)
    {
        if (rows.All(row => row.IsBlank))
            return null;
        var (first, last) = Place(rows, headers);
        var names = Trim(Combine(rows, first, last));
        if (names.Length > limits.MaxColumns)
            throw CsvTable.TooManyColumns(limits);
        var places = headers.Match(names, rows[last].Number, notes);
        foreach (var row in rows.Take(first))
            Pass(row, places, names, rows[first].Number == row.Number + 1, headers, notes);
        if (last > 0 || rows[last].Number > 1)
        {
            for (var at = first; at <= last; at++)
                notes.Add(NoteKind.Header, rows[at].Number);
        }

        notes.Columns = headers.Written(places, names);
        return new TableHead(places, names, last + 1);
    }

    /// <summary>How well the best row names the columns.</summary>
    public static (bool Enough, int Named) Rate(IReadOnlyList<Row> rows, Headers headers) =>
        rows.Count == 0 ? default : headers.Recognise(Combine(rows, Place(rows, headers)));

    /// <summary>
    /// The row that names most of the columns, with all required ones if any row does, or two rows where the lower one
    /// names what the upper one groups.
    /// </summary>
    private static (int First, int Last) Place(IReadOnlyList<Row> rows, Headers headers)
    {
        var best = Enumerable
            .Range(0, rows.Count)
            .SelectMany(at => (ValueTuple<int, int>[])[(at, EndOf(rows, at)), (at, at + 1)])
            .Where(span =>
                span.Item2 < rows.Count
                && (span.Item2 == EndOf(rows, span.Item1) || Continues(rows, span.Item1, headers))
            )
            .OrderByDescending(span =>
                headers.Recognise(Combine(rows, span)) is var row ? (row.Enough, row.Named) : default
            )
            .First();
        if (headers.Recognise(Combine(rows, best)).Named > 0)
            return best;
        var first = Enumerable.Range(0, rows.Count).FirstOrDefault(at => CountWritten(rows[at].Spread) > 1, 0);
        return (first, first);
    }

    private static int EndOf(IReadOnlyList<Row> rows, int at) => rows[at].Last < rows.Count ? rows[at].Last : at;

    /// <summary>
    /// Whether the next row goes on with a header: below each required column it is blank or says the same, and below a
    /// group it names a column.
    /// </summary>
    private static bool Continues(IReadOnlyList<Row> rows, int at, Headers headers)
    {
        var (upper, lower) = (rows[at].Spread, rows[at + 1].Spread);
        var names = false;
        for (var cell = 0; cell < lower.Length; cell++)
        {
            if (string.IsNullOrWhiteSpace(lower[cell]))
                continue;
            var above = cell < upper.Length ? upper[cell] : null;
            if (string.IsNullOrWhiteSpace(above) || headers.Find(above) is null)
                names |= headers.Find(lower[cell]!) is not null;
            else if (headers.IsRequired(above) && above.Trim() != lower[cell]!.Trim())
                return false;
        }

        return names
            && headers.Recognise(Combine(rows, (at, at + 1))).Named
                > Math.Max(headers.Recognise(upper).Named, headers.Recognise(lower).Named);
    }

    private static string?[] Combine(IReadOnlyList<Row> rows, (int First, int Last) span) =>
        Combine(rows, span.First, span.Last);

    /// <summary>Of each column the lowest text.</summary>
    private static string?[] Combine(IReadOnlyList<Row> rows, int first, int last)
    {
        var names = new string?[rows.Skip(first).Take(last - first + 1).Max(row => row.Spread.Length)];
        for (var row = first; row <= last; row++)
        {
            for (var at = 0; at < rows[row].Spread.Length; at++)
            {
                if (!string.IsNullOrWhiteSpace(rows[row].Spread[at]))
                    names[at] = rows[row].Spread[at];
            }
        }

        return names;
    }

    /// <summary>Names a row above the header; one that may be data is refused.</summary>
    private static void Pass(Row row, int[] places, string?[] names, bool isNext, Headers headers, FileNotes notes)
    {
        if (row.IsBlank)
        {
            notes.Add(NoteKind.Blank, row.Number);
            return;
        }

        var written = row.Cells.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!.Trim()).ToList();
        if (written.Exists(Asides.IsUnit))
            notes.Add(NoteKind.Unit, row.Number, Faults.Brief(written.First(Asides.IsUnit)));
        if (
            Asides.IsLabel(written[0])
            && (written.Count(Asides.IsLabel) > 1 || !MayBeLabelled(row, written, places, headers))
        )
            notes.Add(NoteKind.Label, row.Number, Faults.Brief(written[0].Split(':', '：')[0]));
        else if (MayBeData(row, written, places, names, headers))
            throw FileRefusals.FileRowAboveHeader.AtRow(
                row.Number,
                $"“{Faults.Brief(string.Join('，', written))}”在表头之上，却像一行数据：请移到表头之下，或删去。",
                $"\"{Faults.Brief(string.Join(", ", written))}\" stands above the header and may be data: "
                    + "move it below or drop it."
            );
        else
            notes.Add(
                isNext && written.Count > 1 ? NoteKind.Header : NoteKind.Title,
                row.Number,
                Faults.Brief(written[0])
            );
    }

    /// <summary>
    /// A row of several cells with a figure among them, or with something in every required column; one cell alone only
    /// in a table of one column.
    /// </summary>
    private static bool MayBeData(Row row, List<string> written, int[] places, string?[] names, Headers headers) =>
        written.Count == 1
            ? CountWritten(names) == 1
            : written.Exists(IsFigure) || headers.HoldsRequired(places, row.Cells);

    /// <summary>One label before a figure, with something in every required column: 编号：A1, 2022-06, 12.</summary>
    private static bool MayBeLabelled(Row row, List<string> written, int[] places, Headers headers) =>
        written.Exists(IsFigure) && headers.HoldsRequired(places, row.Cells);

    private static bool IsFigure(string text) =>
        decimal.TryParse(Width.Fold(text), NumberStyles.Number, CultureInfo.InvariantCulture, out _);

    private static int CountWritten(string?[] texts) => texts.Count(text => !string.IsNullOrWhiteSpace(text));

    private static string?[] Trim(string?[] texts) =>
        texts[..(Array.FindLastIndex(texts, text => !string.IsNullOrWhiteSpace(text)) + 1)];
}
