using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>
/// A field of a body as the OpenAPI document tells it, and the example body with something else in that place.
/// </summary>
/// <param name="Path">As problems name it: evidence[0].title.</param>
/// <param name="Schema">Followed to where it is declared.</param>
/// <param name="Required">Whether its object lacks it at its peril.</param>
internal sealed record DocumentedField(string Path, JsonNode Schema, bool Required)
{
    public IReadOnlyList<string> Types => TypesOf(Schema);

    public string? Format => Schema["format"]?.GetValue<string>();

    public bool IsText => Types.Contains("string") && Schema["enum"] is null && Format is null;

    public bool IsTime => Format is "date" or "date-time";

    /// <summary>Every field of an operation's JSON body, down to the last.</summary>
    public static IReadOnlyList<DocumentedField> All(JsonNode document, Documented operation)
    {
        var body = document["paths"]![operation.Path]![operation.Method.Method.ToLowerInvariant()]!["requestBody"]
            ?["content"]
            ?["application/json"]
            ?["schema"];
        return body is null ? [] : [.. Below(document, body, "")];
    }

    /// <summary>
    /// The example with this value in the field's place; its parents are made where the example has none.
    /// </summary>
    public JsonObject In(JsonNode document, Documented operation, JsonNode? value)
    {
        var (body, parent, name) = Parent(document, operation);
        if (parent is JsonArray items)
            items[0] = value;
        else
            parent[name] = value;
        return body;
    }

    public JsonObject Without(JsonNode document, Documented operation)
    {
        var (body, parent, name) = Parent(document, operation);
        parent.AsObject().Remove(name);
        return body;
    }

    private (JsonObject Body, JsonNode Parent, string Name) Parent(JsonNode document, Documented operation)
    {
        var body = operation.Body!.DeepClone().AsObject();
        var schema = Follow(
            document,
            document["paths"]![operation.Path]![operation.Method.Method.ToLowerInvariant()]!["requestBody"]![
                "content"
            ]!["application/json"]!["schema"]!
        );
        JsonNode at = body;
        var steps = Path.Replace("[0]", ".[0]", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            schema =
                step == "[0]" ? Follow(document, schema["items"]!) : Follow(document, schema["properties"]![step]!);
            if (at is JsonArray list && list.Count == 0)
                list.Add(Made(document, schema));
            else if (at is JsonObject holder && holder[step] is null)
                holder[step] = Made(document, schema);
            at = step == "[0]" ? at[0]! : at[step]!;
        }

        if (at is JsonArray { Count: 0 } empty)
            empty.Add(null);
        return (body, at, steps[^1]);
    }

    /// <summary>The least that can be read as this.</summary>
    private static JsonNode? Made(JsonNode document, JsonNode schema)
    {
        schema = Follow(document, schema);
        if (schema["enum"] is JsonArray choices)
            return choices[0]!.DeepClone();
        if (TypesOf(schema).Contains("object"))
            return new JsonObject(
                (schema["required"]?.AsArray() ?? []).Select(name =>
                    KeyValuePair.Create(
                        name!.GetValue<string>(),
                        Made(document, schema["properties"]![name.GetValue<string>()]!)
                    )
                )
            );
        if (TypesOf(schema).Contains("array"))
            return new JsonArray();
        if (TypesOf(schema).Contains("boolean"))
            return true;
        return TypesOf(schema).Contains("string")
            ? schema["format"]?.GetValue<string>() switch
            {
                "date" => "2022-06-30",
                "date-time" => "2022-06-30T10:00:00+08:00",
                _ => "字",
            }
            : 1;
    }

    private static IEnumerable<DocumentedField> Below(JsonNode document, JsonNode schema, string path)
    {
        schema = Follow(document, schema);
        var required = (schema["required"]?.AsArray() ?? [])
            .Select(name => name!.GetValue<string>())
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            yield return new DocumentedField(at, Follow(document, property!), required.Contains(name));
            foreach (var below in Below(document, property!, at))
                yield return below;
        }

        if (schema["items"] is { } items)
        {
            if (Follow(document, items)["properties"] is null)
                yield return new DocumentedField($"{path}[0]", Follow(document, items), false);
            foreach (var below in Below(document, items, $"{path}[0]"))
                yield return below;
        }
    }

    /// <summary>Through references, and through "or null".</summary>
    private static JsonNode Follow(JsonNode document, JsonNode schema)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Follow(
                document,
                reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!)
            );
        return schema["oneOf"] is JsonArray either
            ? Follow(document, either.First(one => (string?)one!["type"] != "null")!)
            : schema;
    }

    private static IReadOnlyList<string> TypesOf(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray many => [.. many.Select(type => type!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        };
}
