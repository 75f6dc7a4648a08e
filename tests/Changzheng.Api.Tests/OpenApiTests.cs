using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Tests;

/// <summary>The document is what the API says of itself, kept in the repository and reviewed in every diff.</summary>
public class OpenApiTests(string database) : ApiTest(database)
{
    /// <summary>Set to 1, the tests rewrite api-spec from the running API instead of comparing.</summary>
    public const string Update = "UPDATE_API_SPEC";

    /// <summary>A path: the tests write the 3.0 form there, for the judges of .ci/openapi.</summary>
    public const string OlderForm = "OPENAPI_30_PATH";

    /// <summary>
    /// A person can review it: about 20,000 lines for 84 operations, and more only with more operations.
    /// </summary>
    private const int LinesAnOperation = 245;

    [Test]
    public async Task The_document_in_the_repository_is_the_one_served()
    {
        using var anonymous = SignedIn(null);
        var served = await GetTextAsync(anonymous, "/swagger/v1/swagger.json");
        var committed = Path.Combine(Repository.Root, "api-spec", "openapi.json");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(committed, served);

        Assert.That(
            served,
            Is.EqualTo(await File.ReadAllTextAsync(committed)),
            $"Set {Update}=1 and run again to rewrite openapi.json."
        );
        var operations = served.Split("\"operationId\":").Length - 1;
        Assert.That(served.Count(letter => letter == '\n'), Is.LessThanOrEqualTo(LinesAnOperation * operations));
    }

    [Test]
    public async Task The_3_0_form_has_the_same_operations_and_answers()
    {
        using var anonymous = SignedIn(null);
        var served = await GetTextAsync(anonymous, "/swagger/v1/openapi-3.0.json");
        if (Environment.GetEnvironmentVariable(OlderForm) is { Length: > 0 } path)
            await File.WriteAllTextAsync(path, served);
        var (older, newer) = (JsonNode.Parse(served)!, await ReadDocumentAsync());

        Assert.Multiple(() =>
        {
            Assert.That(Text(older, "openapi"), Does.StartWith("3.0."));
            Assert.That(served, Does.Not.Contain("\"null\""), "a type that 3.0 lacks");
            Assert.That(Operations(older).Select(Outline), Is.EqualTo(Operations(newer).Select(Outline)));
        });

        static string Outline(JsonNode operation) =>
            $"{operation["operationId"]}({string.Join(", ", (operation["parameters"]?.AsArray() ?? []).Select(one => one!["name"]))})"
            + string.Concat(
                operation["responses"]!.AsObject().Select(answer => $"\n{answer.Key} {answer.Value!["description"]}")
            );
    }

    [Test]
    public async Task Every_operation_is_documented_whole()
    {
        var operations = Operations(await ReadDocumentAsync());

        Assert.Multiple(() =>
        {
            Assert.That(operations, Is.Not.Empty);
            Assert.That(operations.Select(operation => Text(operation, "operationId")), Is.Unique);
            foreach (var operation in operations)
            {
                var id = Text(operation, "operationId");
                Assert.That(Text(operation, "summary"), Is.Not.Empty, id);
                Assert.That(operation["tags"]!.AsArray(), Has.Count.EqualTo(1), id);
                foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                    Assert.That(Text(parameter!, "description"), Is.Not.Empty, $"{id} {parameter!["name"]}");
                foreach (var (status, response) in operation["responses"]!.AsObject())
                    Assert.That(Text(response!, "description"), Is.Not.Empty, $"{id} {status}");
            }
        });
    }

    [Test]
    public async Task Every_body_and_answer_shows_an_example()
    {
        var lacking =
            from operation in Operations(await ReadDocumentAsync())
            from content in Contents(operation)
            where content.Media["example"] is null && content.Media["examples"] is null
            select $"{operation["operationId"]} {content.Where}";

        Assert.That(lacking, Is.Empty);
    }

    [Test]
    public async Task Every_refusal_is_listed()
    {
        var description = Text((await ReadDocumentAsync())["info"]!, "description");

        Assert.That(
            Refusals
                .All.Where(kind => !description.Contains($"`{kind.Code}`", StringComparison.Ordinal))
                .Select(kind => kind.Code),
            Is.Empty
        );
    }

    [Test]
    public async Task Limits_of_the_validators_are_in_the_document()
    {
        var schemas = (await ReadDocumentAsync())["components"]!["schemas"]!;

        Assert.Multiple(() =>
        {
            Assert.That(
                (int)schemas["ReportIndicatorValueRequest"]!["properties"]!["note"]!["maxLength"]!,
                Is.EqualTo(500)
            );
            Assert.That((int)schemas["AmendMeasureRequest"]!["properties"]!["title"]!["maxLength"]!, Is.EqualTo(200));
            Assert.That(
                (string?)schemas["IssuePlanRequest"]!["properties"]!["code"]!["pattern"],
                Is.EqualTo(Rules.CodePattern)
            );
            Assert.That((int)schemas["Evidence"]!["properties"]!["uri"]!["maxLength"]!, Is.EqualTo(500));
        });
    }

    private static async Task<string> GetTextAsync(HttpClient by, string url) =>
        (await by.GetStringAsync(url)).ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static List<JsonNode> Operations(JsonNode document) =>
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path => path.Value!.AsObject())
                .Select(operation => operation.Value!),
        ];

    private static IEnumerable<(string Where, JsonNode Media)> Contents(JsonNode operation)
    {
        foreach (var (_, media) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            yield return ("request", media!);
        foreach (var (status, response) in operation["responses"]!.AsObject())
        foreach (var (_, media) in response!["content"]?.AsObject() ?? [])
            yield return (status, media!);
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
