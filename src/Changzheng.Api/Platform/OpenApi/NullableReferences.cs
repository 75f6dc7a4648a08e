using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// Rewrites nullable references of the 3.0 document for generators that do not read <c>oneOf</c> with null.
/// </summary>
internal static class NullableReferences
{
    private static readonly JsonSerializerOptions options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>"A reference or null" becomes a nullable schema made of the reference.</summary>
    public static string Rewrite(string document)
    {
        var root = JsonNode.Parse(document)!;
        RewriteNode(root, root["components"]?["schemas"]);
        return root.ToJsonString(options);
    }

    private static void RewriteNode(JsonNode? node, JsonNode? schemas)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                RewriteNode(item, schemas);
        if (node is not JsonObject schema)
            return;
        if (
            schema["oneOf"] is JsonArray { Count: 2 } choice
            && choice[0]?["$ref"] is not null
            && choice[1]?["nullable"] is not null
        )
        {
            var reference = choice[0]!.DeepClone();
            schema.Remove("oneOf");
            schema["allOf"] = new JsonArray(reference);
            schema["type"] = schemas?[((string)reference["$ref"]!).Split('/')[^1]]?["type"]?.DeepClone();
            schema["nullable"] = true;
        }

        foreach (var (_, member) in schema)
            RewriteNode(member, schemas);
    }
}
