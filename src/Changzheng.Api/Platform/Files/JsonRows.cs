using System.Text;
using System.Text.Json;

namespace Changzheng.Api.Platform.Files;

/// <summary>Flat objects as rows of cells; what is wrong with one row leaves the others alone.</summary>
internal sealed class JsonRows(IReadOnlyList<Column> columns, FileNotes notes, ReadLimits limits)
{
    private static readonly JsonReaderOptions strict = new() { MaxDepth = 16 };

    private readonly Headers headers = new(columns, notes.Carried);
    private readonly bool[] taken = new bool[columns.Count];

    /// <summary>Null for an object without a value.</summary>
    public RawRow? Read(ReadOnlySpan<byte> json, int row)
    {
        var reader = new Utf8JsonReader(json, strict);
        var cells = new string?[columns.Count];
        Fault? fault = null;
        taken.AsSpan().Clear();
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                throw new JsonException();
            for (var properties = 1; reader.Read() && reader.TokenType is JsonTokenType.PropertyName; properties++)
            {
                if (properties > limits.MaxColumns)
                    throw CsvTable.TooManyColumns(limits, row);
                fault = Property(ref reader, cells, row) is { } found ? fault ?? found : fault;
            }

            if (reader.Read())
                throw new JsonException();
        }
        catch (JsonException)
        {
            throw FileRefusals.FileMalformed.AtRow(
                row,
                "不是合规的 JSON 对象，或文件不完整。",
                "this is not a JSON object, or the file is cut off."
            );
        }

        return fault is not null || Array.Exists(cells, cell => cell is not null)
            ? new RawRow(row, cells, fault)
            : null;
    }

    private Fault? Property(ref Utf8JsonReader reader, string?[] cells, int row)
    {
        var name = Text(ref reader);
        reader.Read();
        var place = name is null ? null : headers.Find(name);
        var fault =
            name is null ? MakeGarbledFault()
            : place is null
                ? FileRefusals.CellPropertyUnknown.Fault(
                    $"没有属性“{Faults.Brief(name)}”。",
                    $"There is no property \"{Faults.Brief(name)}\".",
                    headers.Propose(name)
                )
            : place >= 0 && taken[place.Value]
                ? FileRefusals.CellPropertyDoubled.Fault(
                    $"属性“{Faults.Brief(name)}”出现两次。",
                    $"The property \"{Faults.Brief(name)}\" is there twice."
                )
            : null;
        if (fault is not null || place == Headers.Unread)
        {
            if (place == Headers.Unread)
                notes.Add(NoteKind.Column, null, Faults.Brief(name!));
            reader.Skip();
            return fault;
        }

        taken[place!.Value] = true;
        cells[place.Value] = Value(ref reader, columns[place.Value], row, out fault);
        return cells[place.Value]?.Length > limits.MaxCellCharacters ? throw CsvTable.TooLong(row, limits) : fault;
    }

    private string? Value(ref Utf8JsonReader reader, Column column, int row, out Fault? fault)
    {
        fault = null;
        if (reader.TokenType is JsonTokenType.StartArray)
            return Items(ref reader, column, row, out fault);
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            reader.Skip();
            fault = Nested(column);
            return null;
        }

        var text = Scalar(ref reader);
        if (text is null && reader.TokenType is JsonTokenType.String)
            fault = MakeGarbledFault();
        return text is null ? null : Apostrophe.Verbatim(text);
    }

    private string? Items(ref Utf8JsonReader reader, Column column, int row, out Fault? fault)
    {
        fault = null;
        var (items, characters) = (new List<string>(), 0);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (characters > limits.MaxCellCharacters)
                throw CsvTable.TooLong(row, limits);
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                reader.Skip();
                fault = Nested(column);
            }
            else if (Scalar(ref reader) is { } item)
            {
                items.Add(item);
                characters += item.Length + 1;
            }
            else if (reader.TokenType is JsonTokenType.String)
                fault = MakeGarbledFault();
        }

        return items.Count == 0 ? null : Apostrophe.Verbatim(string.Join(';', items));
    }

    /// <summary>As it is written, a string without its quotes; null for null, and for a string that is none.</summary>
    private static string? Scalar(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader),
            JsonTokenType.Null => null,
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };

    /// <summary>Null where an escape stands for half a character.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Fault MakeGarbledFault() =>
        FileRefusals.CellGarbled.Fault("含有半个字符。", "It holds half a character.");

    private static Fault Nested(Column column) =>
        FileRefusals.CellNested.Fault(
            $"“{column.Title}”须为单个值或简单值的数组。",
            $"\"{column.Name}\" takes a single value, or an array of such."
        );
}
