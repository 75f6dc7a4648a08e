using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Platform.Database;

/// <summary>JSON as callers send and read it, and as it lies in columns.</summary>
internal static class Json
{
    /// <summary>
    /// These and the converters are the same for all options: the serializer examines a type once for options that are
    /// equal, and these are equal only if they are the same.
    /// </summary>
    private static readonly DefaultJsonTypeInfoResolver resolver = new();
    private static readonly JsonConverter[] converters =
    [
        new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        new PlainText(),
        new WholeLists(),
        new ShanghaiTime(),
        new PlainDecimal(),
    ];

    public static readonly JsonSerializerOptions Stored = Wire(new JsonSerializerOptions());

    /// <summary>
    /// camelCase, enums as text, Chinese unescaped; unknown, doubled and missing members are refused.
    /// </summary>
    public static JsonSerializerOptions Wire(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // Answers are application/json with nosniff, never pasted into HTML: Chinese, + and & stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNameCaseInsensitive = false;
        options.MaxDepth = 32;
        options.TypeInfoResolver = resolver;
        options.Converters.Clear();
        foreach (var converter in converters)
            options.Converters.Add(converter);
        return options;
    }

    /// <summary>Neither database keeps half a character as it is, nor does every reader one that is NUL.</summary>
    private sealed class PlainText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                if (
                    reader.TokenType is JsonTokenType.String
                    && reader.GetString() is { } text
                    && !text.Contains('\0', StringComparison.Ordinal)
                )
                    return text;
            }
            catch (InvalidOperationException) { }

            throw new JsonException("A text of whole characters, none of them NUL.");
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        public override string ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }

    /// <summary>The serialiser's nullability ends at the list: null among its items is refused here.</summary>
    private sealed class WholeLists : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType
            && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            && !typeToConvert.GetGenericArguments()[0].IsValueType;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)
                Activator.CreateInstance(typeof(Whole<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

        private sealed class Whole<T> : JsonConverter<IReadOnlyList<T>>
            where T : class
        {
            public override IReadOnlyList<T>? Read(
                ref Utf8JsonReader reader,
                Type typeToConvert,
                JsonSerializerOptions options
            )
            {
                try
                {
                    var items = JsonSerializer.Deserialize<T[]>(ref reader, options);
                    return items is null || !items.Contains(null!)
                        ? items
                        : throw new JsonException("A list holds no null.");
                }
                catch (JsonException inside) when (inside.Path is not null)
                {
                    // Without a path of its own it is given that of the list; the item's stays in the inner one.
                    throw new JsonException(inside.Message, inside);
                }
            }

            public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
            {
                if (value is SentList<T> sent)
                    writer.WriteRawValue(sent.Json, skipInputValidation: true);
                else
                    JsonSerializer.Serialize<IEnumerable<T>>(writer, value, options);
            }
        }
    }

    /// <summary>Any offset is read; Asia/Shanghai is written.</summary>
    private sealed class ShanghaiTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            var text = reader.GetString();
            return Moment.TryParse(text, out var instant)
                ? instant
                : throw new JsonException("An instant is written 2022-03-31T17:00:00+08:00.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Moment.Text(value));
    }

    /// <summary>
    /// Decimals without the trailing zeros a database adds, so that both databases give the same text.
    /// </summary>
    private sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }
}
