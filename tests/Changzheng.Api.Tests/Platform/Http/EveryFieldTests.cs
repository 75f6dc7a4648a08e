using System.Text;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>
/// Every field and parameter of the served document, given what it cannot hold: refused with 400, and the problem names
/// it.
/// </summary>
public class EveryFieldTests(string database) : ApiTest(database)
{
    private static readonly string[] instants =
    [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:00",
        "9999-12-31T23:59:59.9999999+00:00",
        "1899-12-31T00:00:00Z",
        "2200-01-01T00:00:00Z",
    ];
    private static readonly string[] days = ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01"];
    private static readonly string[] texts =
    [
        "a\u0007b",
        "\u001b[2J",
        "a\u0085b",
        "a\u202eb",
        "a\u2066b",
        "\u200b",
        "\u2060\u00ad",
        " \t\r\n",
        "\ufe0f",
        "\u3164",
        "a\uffffb",
    ];

    private JsonNode document = null!;
    private IReadOnlyList<Documented> operations = [];

    [OneTimeSetUp]
    public async Task ReadTheDocumentAsync()
    {
        document = await ReadDocumentAsync();
        operations = Documented.All(document);
    }

    [Test]
    public async Task No_time_at_the_edge_of_time_is_taken()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (operation, field) in Fields(field => field.IsTime))
        foreach (var value in field.Format == "date" ? days : instants)
            await IsNamedAsync(
                operation,
                field.In(document, operation, value),
                field.Path,
                "time.out_of_range",
                faults,
                ref tried
            );
        foreach (var (operation, name, format) in Queries(format => format is "date" or "date-time"))
        foreach (var value in format == "date" ? days : instants)
            await IsNamedAsync(operation, name, value, "time.out_of_range", faults, ref tried);

        Assert.That(faults, Is.Empty);
        Assert.That(tried, Is.GreaterThan(250));
    }

    [Test]
    public async Task No_text_that_cannot_be_read_is_taken()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (operation, field) in Fields(field => field.IsText))
        foreach (var value in texts)
            await IsNamedAsync(
                operation,
                field.In(document, operation, value),
                field.Path,
                string.IsNullOrWhiteSpace(value) ? null : "text.unreadable",
                faults,
                ref tried
            );
        foreach (var (operation, name, _) in Queries(format => format is null))
        foreach (var value in texts.Where(text => !string.IsNullOrWhiteSpace(text)))
            await IsNamedAsync(operation, name, value, "text.unreadable", faults, ref tried);

        Assert.That(faults, Is.Empty);
        Assert.That(tried, Is.GreaterThan(1_000));
    }

    [Test]
    public async Task A_required_field_that_is_missing_is_named()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (operation, field) in Fields(field => field.Required))
            await IsNamedAsync(
                operation,
                field.Without(document, operation),
                field.Path,
                "request.malformed",
                faults,
                ref tried
            );

        Assert.That(faults, Is.Empty);
        Assert.That(tried, Is.GreaterThan(50));
    }

    [Test]
    public async Task A_field_of_a_wrong_type_is_named()
    {
        var (faults, tried) = (new List<string>(), 0);
        foreach (var (operation, field) in Fields(_ => true))
            await IsNamedAsync(
                operation,
                field.In(document, operation, field.Types.Contains("array") ? "x" : new JsonArray(1)),
                field.Path,
                "",
                faults,
                ref tried
            );

        Assert.That(faults, Is.Empty);
        Assert.That(tried, Is.GreaterThan(150));
    }

    [Test]
    public async Task Missing_ones_are_named_together_and_in_the_callers_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/access/keys")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.AcceptLanguage.ParseAdd("en");
        var problem = await JsonAsync(await Http.SendAsync(request));

        Assert.That(problem["errors"]!.ToJsonString(), Is.EqualTo("""{"name":["Required"],"roles":["Required"]}"""));
        Assert.That((string)problem["detail"]!, Does.StartWith("name、roles: Required"));
    }

    [TestCase("/api/v1/hotline/tickets?limit=many", "limit", "须为整数")]
    [TestCase("/api/v1/hotline/tickets?status=open", "status", "registered、dispatched")]
    [TestCase("/api/v1/hotline/rates?from=yesterday", "from", "2022-03-31")]
    [TestCase("/api/v1/calendar/deadline?workingDays=1", "from", "必填")]
    public async Task A_parameter_that_cannot_be_read_is_named(string url, string name, string expected)
    {
        var response = await Http.GetAsync(url);
        var problem = await JsonAsync(response);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That((string?)problem["errors"]?[name]?[0], Does.Contain(expected), problem.ToJsonString());
    }

    [Test]
    public async Task A_missing_body_is_refused_as_required()
    {
        var problem = await JsonAsync(
            await Http.PostAsync("/api/v1/access/keys", new StringContent("null", Encoding.UTF8, "application/json"))
        );

        Assert.That((string)problem["detail"]!, Does.StartWith("请求体：必填"));
    }

    private IEnumerable<(Documented, DocumentedField)> Fields(Func<DocumentedField, bool> chosen) =>
        from operation in operations
        where operation.Body is not null
        from field in DocumentedField.All(document, operation)
        where chosen(field)
        select (operation, field);

    /// <summary>Parameters of query and path that are text to the document, or times.</summary>
    private IEnumerable<(Documented Operation, string Name, string? Format)> Queries(Func<string?, bool> chosen) =>
        from operation in operations
        from parameter in operation.Of("query").Concat(operation.Of("path"))
        let schema = SchemaOf(operation, parameter.Name)
        where
            schema["type"]!.ToString().Contains("string", StringComparison.Ordinal)
            && schema["enum"] is null
            && chosen((string?)schema["format"])
        select (operation, parameter.Name, (string?)schema["format"]);

    private JsonNode SchemaOf(Documented operation, string name)
    {
        JsonNode Follow(JsonNode node) =>
            node["$ref"]?.GetValue<string>() is { } reference
                ? Follow(reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, part) => at[part]!))
                : node;
        return Follow(
            Follow(
                document["paths"]![operation.Path]![operation.Method.Method.ToLowerInvariant()]!["parameters"]!
                    .AsArray()
                    .Select(one => Follow(one!))
                    .First(one => (string)one["name"]! == name)["schema"]!
            )
        );
    }

    private Task IsNamedAsync(
        Documented operation,
        JsonObject body,
        string path,
        string? code,
        List<string> faults,
        ref int tried
    )
    {
        var request = new HttpRequestMessage(operation.Method, operation.Address(_ => null, _ => null))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        return IsNamedAsync(request, operation.Id, path, code, faults, ref tried);
    }

    private Task IsNamedAsync(
        Documented operation,
        string name,
        string value,
        string code,
        List<string> faults,
        ref int tried
    )
    {
        var (text, address) = (Uri.EscapeDataString(value), operation.Address(_ => null, query => null));
        if (operation.Of("path").Any(one => one.Name == name))
            address = operation.Address(path => path == name ? text : null, _ => null);
        else
            address = operation.Address(_ => null, query => query == name ? text : Needed(operation, query));
        var request = new HttpRequestMessage(operation.Method, address);
        if (operation.Body is not null)
            request.Content = new StringContent(operation.Body.ToJsonString(), Encoding.UTF8, "application/json");
        return IsNamedAsync(request, operation.Id, name, code, faults, ref tried);
    }

    /// <summary>What an operation cannot be asked without.</summary>
    private string? Needed(Documented operation, string name) =>
        document["paths"]![operation.Path]![operation.Method.Method.ToLowerInvariant()]!["parameters"]!
            .AsArray()
            .Any(one => (string?)one!["name"] == name && one["required"]?.GetValue<bool>() == true)
            ? Uri.EscapeDataString(operation.Of("query").First(one => one.Name == name).Example)
            : null;

    /// <param name="code">
    /// The problem's; empty for any, null where the field's own rule, or another's, may speak first.
    /// </param>
    private Task IsNamedAsync(
        HttpRequestMessage request,
        string id,
        string path,
        string? code,
        List<string> faults,
        ref int tried
    )
    {
        tried++;
        return JudgeAsync();

        async Task JudgeAsync()
        {
            var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
            using (request)
            {
                request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
                var answer = await Http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                var problem =
                    answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
                        ? JsonNode.Parse(text)!
                        : null;
                if (
                    (int)answer.StatusCode != 400
                    || (code is not (null or "") && (string?)problem?["code"] != code)
                    || (
                        problem?["errors"]?[path] is null
                        && !(code is null && problem?["errors"] is JsonObject { Count: > 0 })
                    )
                )
                    faults.Add(
                        $"{id} {path}: {request.RequestUri} {sent[..Math.Min(sent.Length, 200)]} → {(int)answer.StatusCode} {text[..Math.Min(text.Length, 400)]}"
                    );
            }
        }
    }
}
