using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>An operation as the served OpenAPI document tells it: enough to call it, rightly or wrongly.</summary>
internal sealed record Documented(
    string Id,
    HttpMethod Method,
    string Path,
    IReadOnlyList<(string Name, string In, string Example)> Parameters,
    JsonNode? Body
)
{
    private static readonly string[] methods = ["get", "put", "post", "delete", "patch"];

    public IEnumerable<(string Name, string In, string Example)> Of(string place) =>
        Parameters.Where(parameter => parameter.In == place);

    public bool IsCommand => Method != HttpMethod.Get;

    /// <summary>All but those that send a list's file: one route with the list, whose operation tells it.</summary>
    public static IReadOnlyList<Documented> All(JsonNode document) =>
        [
            .. from path in document["paths"]!.AsObject()
            where !path.Key.EndsWith(".{format}", StringComparison.Ordinal)
            from operation in path.Value!.AsObject().Where(member => methods.Contains(member.Key))
            select Of(document, path.Key, operation.Key, operation.Value!),
        ];

    /// <summary>The address with these values in it; the examples where none is given.</summary>
    public string Address(Func<string, string?> path, Func<string, string?> query)
    {
        var address = Of("path")
            .Aggregate(
                Path,
                (text, parameter) =>
                    text.Replace(
                        $"{{{parameter.Name}}}",
                        path(parameter.Name) ?? Uri.EscapeDataString(parameter.Example),
                        StringComparison.Ordinal
                    )
            );
        var given = Of("query")
            .Select(parameter => (parameter.Name, Value: query(parameter.Name)))
            .Where(pair => pair.Value is not null);
        return string.Join(
            '?',
            new[] { address, string.Join('&', given.Select(pair => $"{pair.Name}={pair.Value}")) }.Where(part =>
                part.Length > 0
            )
        );
    }

    private static Documented Of(JsonNode document, string path, string method, JsonNode operation)
    {
        var parameters =
            from parameter in operation["parameters"]?.AsArray() ?? []
            let known = Followed(document, parameter!)
            select (known["name"]!.GetValue<string>(), known["in"]!.GetValue<string>(), Text(known["example"]));
        return new Documented(
            operation["operationId"]!.GetValue<string>(),
            new HttpMethod(method.ToUpperInvariant()),
            path,
            [.. parameters],
            operation["requestBody"]?["content"]?["application/json"]?["example"]?.DeepClone()
        );
    }

    private static JsonNode Followed(JsonNode document, JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference
            ? reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!)
            : node;

    private static string Text(JsonNode? example) =>
        example switch
        {
            null => "1",
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ => Convert.ToString(example, CultureInfo.InvariantCulture) ?? "1",
        };
}
