using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>
/// The served OpenAPI document with what its operations share put back in place, as most tests read it.
/// </summary>
internal static class ServedDocument
{
    public static JsonNode Inline(JsonNode document)
    {
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            var parameters = operation.Value!["parameters"]?.AsArray() ?? [];
            for (var place = 0; place < parameters.Count; place++)
                parameters[place] = Followed(document, parameters[place]!);
            var responses = operation.Value["responses"]!.AsObject();
            foreach (var status in responses.Select(response => response.Key).ToList())
                responses[status] = Followed(document, responses[status]!);
            foreach (var part in responses.Select(response => response.Value).Append(operation.Value["requestBody"]))
            foreach (var (_, media) in part?["content"]?.AsObject() ?? [])
                if (media!["examples"] is { } examples)
                    media["example"] = Followed(document, examples.AsObject().First().Value!)["value"]!.DeepClone();
        }

        return document;
    }

    /// <summary>A reference's own description replaces that of what it leads to.</summary>
    private static JsonNode Followed(JsonNode document, JsonNode node)
    {
        if (node["$ref"]?.GetValue<string>() is not { } reference)
            return node.DeepClone();
        var target = reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!).DeepClone();
        if (node["description"] is { } own)
            target["description"] = own.DeepClone();
        return target;
    }
}
