using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Something that can be imported and exported: its columns, what tells its rows apart, who may import it, and what
/// takes its rows in.
/// </summary>
/// <param name="Name">As in /imports/{kind}.</param>
/// <param name="Title">In Chinese, for templates and file names.</param>
/// <param name="Needs">Who may import it.</param>
/// <param name="Columns">Its columns, in the order of its files.</param>
/// <param name="Key">The columns that together tell its rows apart.</param>
/// <param name="Intake">The service that takes rows in.</param>
internal sealed record Subject(
    string Name,
    string Title,
    Right Needs,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<string> Key,
    Type Intake
)
{
    /// <summary>Whether it is the whole town's, so that a caller of a unit may not import it.</summary>
    public bool IsOfTown { get; init; }

    /// <summary>Headers of what ledgers carry along beside its columns: passed over, and said so.</summary>
    public IReadOnlyList<string> Carried { get; init; } = [];

    private readonly Dictionary<string, int> places = Columns
        .Select((column, place) => (column.Name, place))
        .ToDictionary(StringComparer.Ordinal);

    public int this[string column] => places[column];

    public string KeyOf(IReadOnlyList<object?> values) =>
        string.Join(
            '\n',
            Key.Select(column => Cell.Format(Columns[this[column]], values[this[column]], forPeople: false))
        );

    /// <summary>Formats a cell in one canonical form; comparing two forms tells unchanged from updated.</summary>
    public string? FormatCell(int place, IReadOnlyList<object?> values) =>
        Columns[place].Derived ? null : Cell.Format(Columns[place], values[place], forPeople: false);

    /// <summary>
    /// The cells that Settle replaced, in canonical form. Part of the digest: a name that now means another unit
    /// changes it.
    /// </summary>
    public string DescribeSettled(IReadOnlyList<object?> read, IReadOnlyList<object?> settled)
    {
        var described = "";
        for (var place = 0; place < settled.Count; place++)
            if (!ReferenceEquals(read[place], settled[place]))
                described += FormatCell(place, settled) + '\n';
        return described;
    }
}

/// <summary>A row that was understood.</summary>
/// <param name="Number">Where a clerk finds it in the file.</param>
/// <param name="Values">One value a column, of the column's kind; null where the cell is empty.</param>
internal sealed record Entry(int Number, object?[] Values, Subject Subject)
{
    /// <summary>What the intake made of it before its turn came.</summary>
    public object? Prepared { get; init; }

    public string Key { get; } = Subject.KeyOf(Values);

    /// <summary>
    /// What the file does not speak of stays as it is, and so does the part of a second that no workbook shows.
    /// </summary>
    public void FillIn(RawRow raw, object?[] there)
    {
        for (var place = 0; place < there.Length; place++)
        {
            if (raw.Cells[place] is null || IsToTheSecond(Values[place], there[place]))
                Values[place] = there[place];
        }
    }

    private static bool IsToTheSecond(object? told, object? there) =>
        told is DateTimeOffset instant
        && there is DateTimeOffset exact
        && instant.UtcTicks == exact.UtcTicks - exact.UtcTicks % TimeSpan.TicksPerSecond;

    public T? Get<T>(string column)
        where T : class => (T?)Values[Subject[column]];

    public string? Text(string column) => Get<string>(column);

    public T? Of<T>(string column)
        where T : struct => (T?)Values[Subject[column]];

    public TEnum? Choice<TEnum>(string column)
        where TEnum : struct, Enum => Text(column) is { } text ? Enum.Parse<TEnum>(text, ignoreCase: true) : null;
}

/// <summary>Takes in the rows of one import, in its own scope and, where it applies, in its transaction.</summary>
internal abstract class Intake
{
    /// <summary>Reads what every row needs.</summary>
    public virtual Task BeginAsync(bool writing, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Puts in place of what a cell says what it means here: a code for a name, how many for a figure with its unit.
    /// Called when a row was read, for several rows at once and without the database, and again when its record was
    /// found and what the file leaves out was filled in.
    /// </summary>
    /// <param name="values">
    /// The row's values, to be replaced; doing it again must change nothing. A cell at fault is null, even a required
    /// one.
    /// </param>
    /// <param name="before">What is there; null where nothing is, or was not looked for yet.</param>
    /// <returns>All that is at fault; empty where all is understood.</returns>
    public virtual IReadOnlyList<CellFault> Settle(object?[] values, object?[]? before) => [];

    /// <summary>
    /// What can be made of a row without asking the database; done beside the writing of earlier rows, for several rows
    /// at once.
    /// </summary>
    public virtual object? Prepare(Entry entry) => null;

    /// <summary>What is there already, by key, in the words of an export.</summary>
    public abstract Task<IReadOnlyDictionary<string, object?[]>> FindAsync(
        IReadOnlyList<Entry> entries,
        CancellationToken ct
    );

    /// <summary>Refuses, by throwing, a row that must not be taken in.</summary>
    /// <param name="entry">The row, with what the file leaves out filled in from what is there.</param>
    /// <param name="before">What is there; null where nothing is.</param>
    public abstract ValueTask MustTakeAsync(Entry entry, object?[]? before, CancellationToken ct);

    /// <summary>Whether a cell says what is there already.</summary>
    /// <param name="place">The column's.</param>
    /// <param name="entry">The row.</param>
    /// <param name="before">What is there.</param>
    public virtual bool IsSame(int place, Entry entry, object?[] before) =>
        entry.Subject.FormatCell(place, entry.Values) == entry.Subject.FormatCell(place, before);

    /// <summary>An accepted row, as a caller with the right to import may see it.</summary>
    public virtual object?[] Show(Entry entry, object?[]? before) => entry.Values;

    /// <summary>What it makes of each column: of a new row those it fills, of a known one those it changes.</summary>
    public IEnumerable<CellChange> Changes(Entry entry, object?[]? before)
    {
        var (subject, shown) = (entry.Subject, Show(entry, before));
        for (var place = 0; place < shown.Length; place++)
        {
            var changes = before is null ? entry.Values[place] is not null : !IsSame(place, entry, before);
            if (changes && !subject.Columns[place].Derived)
                yield return CellChange.Of(subject.Columns[place], before?[place], shown[place]);
        }
    }

    /// <summary>Writes rows that were found good.</summary>
    public abstract Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct);

    /// <summary>Which column a refusal speaks of; null where it is the row.</summary>
    public virtual string? ColumnOf(string code) => null;

    /// <summary>Runs after the last row, for work that depends on all rows.</summary>
    public virtual Task EndAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>A row is not taken in, for several reasons at once.</summary>
internal sealed class RowRefused(IReadOnlyList<CellFault> faults) : Exception
{
    public IReadOnlyList<CellFault> Faults { get; } = faults;
}

/// <param name="Entry">The row.</param>
/// <param name="Before">What was there; null where nothing was.</param>
internal sealed record Taken(Entry Entry, object?[]? Before);
