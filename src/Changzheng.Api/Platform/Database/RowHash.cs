using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// The hash of a row: SHA-256 over its columns as a JSON object, the names in code-point order, columns that are NULL
/// left out. So a nullable column that a later migration adds changes the hash of no row that is there.
/// </summary>
internal static class RowHash
{
    private static readonly ConcurrentDictionary<Type, Column[]> columns = new();

    private static readonly JsonWriterOptions options = new() { Encoder = Json.Stored.Encoder, SkipValidation = true };

    /// <summary>A large import hashes several rows a ticket on several threads: each thread keeps its buffer.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Writer)? cached;

    /// <param name="row">Its public properties are the columns; one named Hash is not part of what is hashed.</param>
    public static string Of(object row)
    {
        var (bytes, writer) = cached ??= Buffer();
        bytes.ResetWrittenCount();
        writer.Reset(bytes);
        writer.WriteStartObject();
        foreach (var column in columns.GetOrAdd(row.GetType(), ColumnsOf))
            if (column.Read(row) is { } value)
            {
                writer.WritePropertyName(column.Name);
                Write(writer, value);
            }

        writer.WriteEndObject();
        writer.Flush();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) Buffer()
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        return (bytes, new Utf8JsonWriter(bytes, options));
    }

    private static Column[] ColumnsOf(Type type) =>
        [
            .. Columns
                .Of(type)
                .Where(column => column.Name != "Hash")
                .OrderBy(column => column.Name, StringComparer.Ordinal)
                .Select(column => new Column(JsonEncodedText.Encode(column.Name), column.Read)),
        ];

    private sealed record Column(JsonEncodedText Name, Func<object, object?> Read);

    /// <summary>As both databases give it back: instants to the millisecond, decimals without trailing zeros.</summary>
    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case decimal number:
                writer.WriteRawValue(
                    number.ToString("0.####", CultureInfo.InvariantCulture),
                    skipInputValidation: true
                );
                break;
            case DateTimeOffset instant:
                writer.WriteNumberValue(instant.TruncateToMilliseconds().ToUnixTimeMilliseconds());
                break;
            case DateOnly day:
                writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case System.Collections.IEnumerable list:
                JsonSerializer.Serialize(writer, list, list.GetType(), Json.Stored);
                break;
            default:
                throw new InvalidOperationException($"No column holds a {value.GetType()}.");
        }
    }
}
