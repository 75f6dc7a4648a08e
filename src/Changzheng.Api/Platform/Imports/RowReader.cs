using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Imports;

/// <summary>What is wrong with a row.</summary>
/// <param name="Column">The column; null where it is the row.</param>
/// <param name="Fault">Why.</param>
internal sealed record CellFault(string? Column, Fault Fault);

/// <summary>A row as it was understood.</summary>
/// <param name="Raw">As the file has it.</param>
/// <param name="Entry">What it says; null where something is wrong with it.</param>
/// <param name="Faults">All that is wrong with it.</param>
internal sealed record ReadRow(RawRow Raw, Entry? Entry, IReadOnlyList<CellFault> Faults)
{
    public SeenKeys.Digest Digest { get; init; }
    public string Settled { get; init; } = "";
}

/// <summary>Understands rows without asking the database, for several rows at once.</summary>
internal sealed class RowReader(Subject subject, Intake intake, FileNotes notes)
{
    /// <summary>
    /// The longest cell of a column that is not text: parsing a number of thirty thousand characters takes seconds.
    /// </summary>
    private const int LongestPlain = 200;

    /// <summary>The column as the file calls it.</summary>
    public Column ColumnAt(int place) => place < notes.Columns.Count ? notes.Columns[place] : subject.Columns[place];

    public ReadRow Read(RawRow raw)
    {
        if (raw.Fault is not null)
            return new ReadRow(raw, null, [new CellFault(null, raw.Fault)]);
        var values = new object?[subject.Columns.Count];
        List<CellFault>? faults = null;
        for (var place = 0; place < values.Length; place++)
        {
            var column = subject.Columns[place];
            if (column.Derived || (raw.Cells[place] is null && !column.Required))
                continue;
            values[place] = Parse(ColumnAt(place), raw.Cells[place], out var fault);
            if (fault is not null)
                (faults ??= []).Add(new CellFault(column.Name, fault));
        }

        var read = values.ToArray();
        var unsettled = intake.Settle(values, null);
        if (faults is not null || unsettled.Count > 0)
            return new ReadRow(raw, null, [.. faults ?? [], .. unsettled]);
        var entry = new Entry(raw.Number, values, subject);
        var (digest, settled) = (SeenKeys.Of(entry.Key), subject.DescribeSettled(read, values));
        entry = entry with { Prepared = intake.Prepare(entry) };
        return new ReadRow(raw, entry, []) { Digest = digest, Settled = settled };
    }

    private static object? Parse(Column column, string? cell, out Fault? fault)
    {
        if (column.Kind is not (CellKind.Text or CellKind.List) && cell?.Length > LongestPlain)
        {
            fault = Refusals.TextTooLong.Fault(
                $"“{column.Called.Chinese}”至多 {LongestPlain} 个字符，此格有 {cell.Length} 个。",
                $"\"{column.Called.English}\" takes at most {LongestPlain} characters; this has {cell.Length}."
            );
            return null;
        }

        var value = Cell.Parse(column, cell, out fault);
        if (fault is null && ImpossibleValues.FindFault(value) is { } impossible)
            fault = new Fault(impossible.Kind.Code, impossible.Because);
        return fault is null ? value : null;
    }
}
