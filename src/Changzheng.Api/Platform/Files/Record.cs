namespace Changzheng.Api.Platform.Files;

/// <summary>A row's cells in the file's own order.</summary>
internal abstract class Record
{
    /// <summary>Where a clerk finds it.</summary>
    public abstract int Number { get; }

    public abstract int Count { get; }

    public abstract ReadOnlySpan<char> this[int at] { get; }

    public abstract string Text(int at);
}

/// <summary>A row whose cells are texts already.</summary>
internal sealed class TextRecord(int number, string?[] cells) : Record
{
    public override int Number => number;

    public override int Count => cells.Length;

    public override ReadOnlySpan<char> this[int at] => cells[at];

    /// <summary>All of them.</summary>
    public string?[] Cells => cells;

    public override string Text(int at) => cells[at] ?? "";
}
