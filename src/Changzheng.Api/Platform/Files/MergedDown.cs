using ExcelDataReader;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Cells merged over several rows of data: each row says what the first does. A figure does not: it would be counted
/// once a row.
/// </summary>
/// <remarks>Rows are asked for in their order.</remarks>
internal sealed class MergedDown(
    IEnumerable<CellRange> merges,
    IReadOnlyList<Column> columns,
    TableHead head,
    FileNotes notes
)
{
    private readonly Queue<CellRange> coming = new(
        merges.Where(merge => merge.ToRow > merge.FromRow).OrderBy(merge => merge.FromRow)
    );
    private readonly List<(CellRange Range, string Text)> open = [];

    /// <summary>Fills in the row's cells; what is wrong with it, where a figure is merged.</summary>
    public Fault? Fill(SheetRow row)
    {
        Fault? fault = null;
        var at = row.Number - 1;
        while (coming.TryPeek(out var next) && next.FromRow <= at)
        {
            coming.Dequeue();
            if (next.FromRow == at && next.FromColumn < row.Cells.Length && row.Cells[next.FromColumn] is { } text)
                open.Add((next, text));
        }

        open.RemoveAll(one => one.Range.ToRow < at);
        foreach (var (range, text) in open)
        {
            if (PlaceOf(range.FromColumn) is not { } place || string.IsNullOrWhiteSpace(text))
                continue;
            if (columns[place].Kind is CellKind.Number or CellKind.Whole)
            {
                fault ??= Refuse(range, notes.Columns[place]);
                continue;
            }

            notes.Add(NoteKind.Merged, row.Number, notes.Columns[place].Called.Chinese);
            row.Cells[range.FromColumn] = text;
        }

        return fault;
    }

    private int? PlaceOf(int column) =>
        column < head.Places.Length && head.Places[column] is >= 0 and var place && !columns[place].Derived
            ? place
            : null;

    private static Fault Refuse(CellRange range, Column column) =>
        FileRefusals.CellMergedFigure.Fault(
            $"“{column.Called.Chinese}”是第 {range.FromRow + 1}–{range.ToRow + 1} 行的合并单元格：一个数不能算给几行，请拆分。",
            $"\"{column.Called.English}\" is merged over rows {range.FromRow + 1}–{range.ToRow + 1}: "
                + "one figure is not counted for several rows; split the cell."
        );
}
