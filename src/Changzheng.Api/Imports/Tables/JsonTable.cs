using System.Text.Json;
using Changzheng.Api.Http;

namespace Changzheng.Api.Imports;

/// <summary>Tables as objects: one a line, an array of them, or an object that holds such an array as its items.</summary>
internal static class JsonTable
{
    public static ReadOnlySpan<byte> Spaces => " \t\r\n"u8;

    public static IEnumerable<RawRow> ReadLines(Stream seekable, IReadOnlyList<Column> columns, string? declared, ReadLimits limits)
    {
        var bytes = new ByteWindow(Charset.Of(seekable, declared).OpenUtf8(seekable));
        var rows = new JsonRows(columns, limits);
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

    public static IEnumerable<RawRow> Read(Stream seekable, IReadOnlyList<Column> columns, string? declared, ReadLimits limits)
    {
        var array = new JsonArray(new ByteWindow(Charset.Of(seekable, declared).OpenUtf8(seekable)), limits);
        var rows = new JsonRows(columns, limits);
        array.Enter();
        for (var ordinal = 1; array.Next(ordinal) is { } item; ordinal++)
        {
            if (rows.Read(item.Span, ordinal) is { } row)
                yield return row;
        }
    }

    public static FileRefused Empty() => Refusals.FileEmpty.OfFile("文件是空的。", "The file is empty.");

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

/// <summary>A file's bytes from where reading has come to, as many as were asked for.</summary>
internal sealed class ByteWindow(Stream stream)
{
    /// <summary>No row of cells at their limits is near it.</summary>
    private const int Most = 64 << 20;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    public bool Ended { get; private set; }

    /// <summary>Good until more is asked for.</summary>
    public ReadOnlyMemory<byte> Held => buffer.AsMemory(start, end - start);

    public void Pass(int count) => start += count;

    public void More(int row, ReadLimits limits)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= Most)
                throw CsvTable.TooLong(row, limits);
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        Ended = read == 0;
    }
}

/// <summary>The elements of the array a document is, or holds as its items, one after the other.</summary>
internal sealed class JsonArray(ByteWindow bytes, ReadLimits limits)
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 16 });
    private bool wrapped;
    private bool finished;

    private enum Step { Short, Found, Done }

    /// <summary>Goes to the array's first element.</summary>
    public void Enter()
    {
        while (TryEnter() is Step.Short)
            MustHaveMore(1);
    }

    /// <summary>The next element, good until the one after it; null after the last.</summary>
    public ReadOnlyMemory<byte>? Next(int ordinal)
    {
        while (!finished)
        {
            var step = TryNext(out var element);
            if (step is Step.Found)
                return element;
            if (step is Step.Short)
                MustHaveMore(ordinal);
        }

        return null;
    }

    private Step TryEnter()
    {
        if (bytes.Held.Span.Trim(JsonTable.Spaces).IsEmpty)
            return bytes.Ended ? throw JsonTable.Empty() : Step.Short;
        var reader = new Utf8JsonReader(bytes.Held.Span, bytes.Ended, state);
        if (!reader.Read())
            return Step.Short;
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            wrapped = true;
            do
            {
                if (!reader.Read())
                    return Step.Short;
                if (reader.TokenType is JsonTokenType.EndObject)
                    throw NoArray();
                var items = reader.ValueTextEquals("items"u8);
                if (items ? !reader.Read() : !reader.TrySkip())
                    return Step.Short;
                if (items && reader.TokenType is JsonTokenType.StartArray)
                    break;
            }
            while (true);
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
            throw NoArray();
        Pass(ref reader);
        return Step.Done;
    }

    private Step TryNext(out ReadOnlyMemory<byte> element)
    {
        element = default;
        var held = bytes.Held;
        var reader = new Utf8JsonReader(held.Span, bytes.Ended, state);
        if (!reader.Read())
            return Step.Short;
        if (reader.TokenType is JsonTokenType.EndArray)
            return TryFinish(ref reader);
        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
            return Step.Short;
        element = held[start..(int)reader.BytesConsumed];
        Pass(ref reader);
        return Step.Found;
    }

    /// <summary>What follows the array must be whole as well: a file cut there is cut.</summary>
    private Step TryFinish(ref Utf8JsonReader reader)
    {
        var closed = !wrapped;
        while (reader.Read())
            closed = closed || reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == 0;
        if (!bytes.Ended)
            return Step.Short;
        finished = closed ? true : throw new JsonException();
        return Step.Done;
    }

    private void Pass(ref Utf8JsonReader reader)
    {
        state = reader.CurrentState;
        bytes.Pass((int)reader.BytesConsumed);
    }

    private void MustHaveMore(int row)
    {
        if (bytes.Ended)
            throw new JsonException();
        bytes.More(row, limits);
    }

    private static FileRefused NoArray() =>
        Refusals.FileMalformed.OfFile("须为对象的数组，或含有 items 数组的对象。", "An array of objects is needed, or an object with such an array as its items.");
}
