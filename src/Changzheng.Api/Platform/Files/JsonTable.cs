namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Tables as objects: one a line, an array of them, or an object that holds such an array as its items.
/// </summary>
internal static class JsonTable
{
    public static ReadOnlySpan<byte> Spaces => " \t\r\n"u8;

    public static IEnumerable<RawRow> ReadLines(
        Stream seekable,
        IReadOnlyList<Column> columns,
        FileNotes notes,
        string? declared,
        ReadLimits limits
    )
    {
        var bytes = new ByteWindow(Charset.Of(seekable, declared).OpenUtf8(seekable));
        var rows = new JsonRows(columns, notes, limits);
        var empty = true;
        for (var line = 1; Line(bytes, line, limits) is { } text; line++)
        {
            if (text.Span.Trim(Spaces).IsEmpty)
                continue;
            empty = false;
            if (rows.Read(text.Span, line) is { } row)
                yield return row;
        }

        if (empty)
            throw Empty();
    }

    public static IEnumerable<RawRow> Read(
        Stream seekable,
        IReadOnlyList<Column> columns,
        FileNotes notes,
        string? declared,
        ReadLimits limits
    )
    {
        var array = new JsonArray(new ByteWindow(Charset.Of(seekable, declared).OpenUtf8(seekable)), limits);
        var rows = new JsonRows(columns, notes, limits);
        array.Enter();
        for (var ordinal = 1; array.Next(ordinal) is { } item; ordinal++)
        {
            if (rows.Read(item.Span, ordinal) is { } row)
                yield return row;
        }
    }

    public static FileRefused Empty() => FileRefusals.FileEmpty.OfFile("文件是空的。", "The file is empty.");

    /// <summary>The next line without its end; null after the last.</summary>
    private static ReadOnlyMemory<byte>? Line(ByteWindow bytes, int line, ReadLimits limits)
    {
        var seen = 0;
        while (true)
        {
            var held = bytes.Held;
            var end = held.Span[seen..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                bytes.Pass(seen + end + 1);
                return held[..(seen + end)];
            }

            seen = held.Length;
            if (!bytes.Ended)
            {
                bytes.More(line, limits);
                continue;
            }

            if (seen == 0)
                return null;
            bytes.Pass(seen);
            return held;
        }
    }
}
