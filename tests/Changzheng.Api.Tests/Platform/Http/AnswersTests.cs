using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>What every GET answers is what the document says it answers.</summary>
public class AnswersTests(string database) : FilledTest(database)
{
    private static readonly string[] mayBeEmpty = ["ListDisputedTickets", "ListRateTickets", "ListDueTickets"];

    [Test]
    public async Task Every_GET_answers_by_its_schema()
    {
        var document = await ReadDocumentAsync();
        var schemas = await SchemasAsync(document);
        var (faults, empty, judged) = (new List<string>(), new List<string>(), 0);
        foreach (var (operation, url) in Gets(document))
        {
            if (SchemaOf(document, operation) is null)
                continue;
            var answer = await ReadAsync(url, ReaderOf(url));
            var found = schemas[operation.Id].Validate(answer.ToJsonString());
            faults.AddRange(found.SelectMany(Flatten).Select(fault => $"{url}: {fault}"));
            judged++;
            if (answer["items"] is JsonArray { Count: 0 })
                empty.Add(operation.Id);
        }

        Assert.Multiple(() =>
        {
            Assert.That(faults, Is.Empty);
            Assert.That(judged, Is.GreaterThan(45));
            Assert.That(empty.Distinct(), Is.SubsetOf(mayBeEmpty), "A page of nothing proves little.");
        });
    }

    [Test]
    public async Task What_the_document_does_not_say_would_be_seen()
    {
        var schemas = await SchemasAsync(await ReadDocumentAsync());
        var unit = await ReadAsync("/api/v1/units/310107102");
        Assert.That(schemas["GetUnit"].Validate(unit.ToJsonString()), Is.Empty);
        var page = await ReadAsync("/api/v1/units");
        Action<JsonNode>[] spoilers =
        [
            one => one["more"] = 1,
            one => one.AsObject().Remove("kind"),
            one => one["kind"] = "kingdom",
            one => one["name"] = null,
            one => one["assumed"] = "yes",
            one => one["aliases"] = new JsonArray(1),
        ];
        Assert.Multiple(() =>
        {
            foreach (var spoil in spoilers)
            {
                var (spoilt, within) = (unit.DeepClone(), page.DeepClone());
                spoil(spoilt);
                spoil(within["items"]![0]!);
                Assert.That(schemas["GetUnit"].Validate(spoilt.ToJsonString()), Is.Not.Empty, spoilt.ToJsonString());
                Assert.That(schemas["ListUnits"].Validate(within.ToJsonString()), Is.Not.Empty);
            }
        });
    }

    /// <summary>The schema of each GET's 200, in one schema document: references lead to its definitions.</summary>
    private static async Task<IReadOnlyDictionary<string, JsonSchema>> SchemasAsync(JsonNode document)
    {
        var definitions = document["components"]!["schemas"]!.DeepClone().AsObject();
        foreach (var operation in Documented.All(document).Where(operation => operation.Method == HttpMethod.Get))
            if (SchemaOf(document, operation) is { } schema)
                definitions["200 " + operation.Id] = schema.DeepClone();
        var whole = new JsonObject { ["definitions"] = definitions }
            .ToJsonString()
            .Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        var read = await JsonSchema.FromJsonAsync(whole);
        return read
            .Definitions.Where(one => one.Key.StartsWith("200 ", StringComparison.Ordinal))
            .ToDictionary(one => one.Key[4..], one => one.Value);
    }

    private static JsonNode? SchemaOf(JsonNode document, Documented operation) =>
        document["paths"]![operation.Path]!["get"]!["responses"]!["200"]!["content"]?["application/json"]?["schema"];

    private static IEnumerable<string> Flatten(ValidationError error) =>
        error is ChildSchemaValidationError child
            ? child.Errors.SelectMany(one => one.Value).SelectMany(Flatten)
            : [$"{error.Path} {error.Kind}"];
}
