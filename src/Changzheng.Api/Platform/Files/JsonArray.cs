using System.Text.Json;

namespace Changzheng.Api.Platform.Files;

/// <summary>The elements of the array a document is, or holds as its items, one after the other.</summary>
internal sealed class JsonArray(ByteWindow bytes, ReadLimits limits)
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 16 });
    private bool finished;

    private enum Step
    {
        Short,
        Found,
        Done,
    }

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
            } while (true);
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

    /// <summary>
    /// What follows the array must be whole as well: the reader throws where the file ends too early.
    /// </summary>
    private Step TryFinish(ref Utf8JsonReader reader)
    {
        while (reader.Read()) { }

        finished = bytes.Ended;
        return finished ? Step.Done : Step.Short;
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
        FileRefusals.FileMalformed.OfFile(
            "须为对象的数组，或含有 items 数组的对象。",
            "An array of objects is needed, or an object with such an array as its items."
        );
}
