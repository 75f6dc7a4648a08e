using System.Buffers;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Passes a text on and refuses it at the first record of too many cells: the reader behind it looks at a whole record
/// before it tells how many there are.
/// </summary>
internal sealed class CountedCells(TextReader inner, char separator, ReadLimits limits) : TextReader
{
    private readonly SearchValues<char> marks = SearchValues.Create([separator, '"', '\n']);
    private int row = 1,
        cells = 1;
    private bool quoted;

    /// <summary>A quote here begins a quoted cell: amid bare letters it is a letter.</summary>
    private bool opens = true;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        Count(buffer.AsSpan(index, read));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<char> letters)
    {
        while (letters.IndexOfAny(marks) is >= 0 and var at)
        {
            opens &= at == 0;
            Pass(letters[at]);
            letters = letters[(at + 1)..];
        }

        opens &= letters.IsEmpty;
    }

    private void Pass(char mark)
    {
        if (mark == '"')
        {
            // A doubled quote closes and opens again, which comes to the same.
            (quoted, opens) = (opens && !quoted, quoted);
            return;
        }

        if (quoted)
            return;
        opens = true;
        if (mark == '\n')
            (row, cells) = (row + 1, 1);
        else if (++cells > limits.MaxColumns)
            throw CsvTable.TooManyColumns(limits, row);
    }
}
