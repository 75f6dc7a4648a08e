using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>Every route that takes a body, sent what is none: a clear 4xx, and nothing has changed.</summary>
public class BadBodyTests(string database) : ApiTest(database)
{
    private static readonly string[] injections =
    [
        "'; DROP TABLE Plans; --",
        "' OR '1'='1",
        "\" OR \"\"=\"",
        "=cmd|'/c calc'!A0",
        "@SUM(1+1)",
        "+1+1",
        "-1+1",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "%27%20OR%201=1",
        "../../../etc/passwd",
        "..\\..\\windows",
        "\r\nSet-Cookie: x=1",
        "\t",
        "\u202Eabc",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "%_[!]",
        new string('长', 5000),
    ];

    private IReadOnlyList<Documented> taking = [];

    [OneTimeSetUp]
    public async Task ReadTheDocumentAsync() =>
        taking = [.. Documented.All(await ReadDocumentAsync()).Where(operation => operation.Body is not null)];

    private static IEnumerable<TestCaseData> Bodies()
    {
        yield return Case(
            "1,000 levels deep",
            "application/json",
            (_, _) =>
                Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("{\"a\":", 1000))}1{new string('}', 1000)}")
        );
        yield return Case(
            "1,000 arrays deep",
            "application/json",
            (_, _) => Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000))
        );
        yield return Case("invalid UTF-8", "application/json", (body, _) => Spoilt(body, [0xC3, 0x28]));
        yield return Case("overlong UTF-8", "application/json", (body, _) => Spoilt(body, [0xC0, 0xAF]));
        yield return Case(
            "a doubled property",
            "application/json",
            (body, first) =>
                Encoding.UTF8.GetBytes($"{{\"{first}\":{body[first]!.ToJsonString()},{body.ToJsonString()[1..]}")
        );
        yield return Case(
            "an unknown property",
            "application/json",
            (body, _) => Encoding.UTF8.GetBytes($"{{\"isAdmin\":true,{body.ToJsonString()[1..]}")
        );
        yield return Case(
            "a NUL",
            "application/json",
            (body, _) => Encoding.UTF8.GetBytes(Texts(body.DeepClone(), "a\0b").ToJsonString())
        );
        yield return Case(
            "half a character",
            "application/json",
            (body, first) =>
                Encoding.UTF8.GetBytes(
                    Texts(body.DeepClone(), "HALF").ToJsonString().Replace("HALF", "\\ud800", StringComparison.Ordinal)
                )
        );
        yield return Case(
            "null in every list",
            "application/json",
            (body, first) => Encoding.UTF8.GetBytes(Nulls(body.DeepClone().AsObject(), first).ToJsonString())
        );
        yield return Case("nothing", "application/json", (_, _) => []);
        yield return Case("null", "application/json", (_, _) => "null"u8.ToArray());
        yield return Case("an array", "application/json", (_, _) => "[]"u8.ToArray());
        yield return Case("a text", "application/json", (_, _) => "\"x\""u8.ToArray());
        yield return Case(
            "cut short",
            "application/json",
            (body, _) => Encoding.UTF8.GetBytes(body.ToJsonString()[..^1])
        );
        yield return Case("no JSON", "application/json", (_, _) => "a=1&b=2"u8.ToArray());
        yield return Case(
            "a number beyond all",
            "application/json",
            (body, first) => Encoding.UTF8.GetBytes($"{{\"{first}\":1e999}}")
        );
        yield return Case("a form", "application/x-www-form-urlencoded", (_, _) => "a=1"u8.ToArray());
        yield return Case("XML", "application/xml", (_, _) => "<a/>"u8.ToArray());
        yield return Case(
            "another alphabet",
            "application/json; charset=gb18030",
            (body, _) => Encoding.UTF8.GetBytes(body.ToJsonString())
        );
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task It_is_refused_by_every_route(string mediaType, Func<JsonObject, string, byte[]> bad)
    {
        var before = await PositionAsync();
        Assert.That(taking, Has.Count.GreaterThan(8));
        foreach (var operation in taking)
        {
            var body = operation.Body!.AsObject();
            using var request = new HttpRequestMessage(operation.Method, operation.Address(_ => null, _ => null))
            {
                Content = new ByteArrayContent(bad(body, body.First().Key)),
            };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
            var answer = await Http.SendAsync(request);
            Assert.That(
                (int)answer.StatusCode,
                Is.InRange(400, 499).And.Not.EqualTo(401),
                $"{operation.Id}: {await answer.Content.ReadAsStringAsync()}"
            );
            Assert.That(
                answer.Content.Headers.ContentType?.MediaType,
                Is.EqualTo("application/problem+json"),
                operation.Id
            );
        }

        Assert.That(await PositionAsync(), Is.EqualTo(before));
    }

    [TestCase("\\u0000")]
    [TestCase("a\\ud800b")]
    public async Task Text_that_no_database_keeps_is_refused(string text)
    {
        using var content = new StringContent(
            $"{{\"name\":\"{text}\",\"roles\":[\"reporter\"]}}",
            Encoding.UTF8,
            "application/json"
        );

        await IsRefusedAsync(await Http.PostAsync("/api/v1/access/keys", content), 400, "request.malformed");
    }

    /// <summary>Text is text: kept as it was sent or refused, and never understood by a database or a shell.</summary>
    [Test]
    public async Task Injections_in_every_text_field_do_nothing()
    {
        var plans = (await ReadAsync("/api/v1/plans?count=true"))["total"]!.GetValue<int>();
        foreach (var operation in taking)
        foreach (var text in injections)
        {
            using var request = new HttpRequestMessage(operation.Method, operation.Address(_ => null, _ => null))
            {
                Content = new StringContent(
                    Texts(operation.Body!.DeepClone(), text).ToJsonString(Json.Stored),
                    Encoding.UTF8,
                    "application/json"
                ),
            };
            var answer = await Http.SendAsync(request);
            Assert.That(
                (int)answer.StatusCode,
                Is.LessThan(500),
                $"{operation.Id} {text}: {await answer.Content.ReadAsStringAsync()}"
            );
            if ((int)answer.StatusCode >= 400)
                Assert.That(
                    answer.Content.Headers.ContentType?.MediaType,
                    Is.EqualTo("application/problem+json"),
                    operation.Id
                );
        }

        Assert.That((await ReadAsync("/api/v1/plans?count=true"))["total"]!.GetValue<int>(), Is.EqualTo(plans));
        Assert.That((await ReadAsync("/api/v1/audit/verify"))["intact"]!.GetValue<bool>(), Is.True);
    }

    private static TestCaseData Case(string name, string mediaType, Func<JsonObject, string, byte[]> bad) =>
        new TestCaseData(mediaType, bad).SetArgDisplayNames(name);

    private static byte[] Spoilt(JsonObject body, byte[] bytes)
    {
        var text = Encoding.UTF8.GetBytes(Texts(body.DeepClone(), "HERE").ToJsonString());
        var at = text.AsSpan().IndexOf("HERE"u8);
        return at < 0 ? [.. text[..^1], .. bytes, (byte)'}'] : [.. text[..at], .. bytes, .. text[(at + 4)..]];
    }

    /// <summary>Every text in the body becomes this one; a body without any gets one too many.</summary>
    private static JsonNode Texts(JsonNode node, string text)
    {
        foreach (var (name, member) in node.AsObject().ToList())
            if (member is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String)
                node[name] = text;
            else if (member is JsonArray items)
                foreach (var item in items.OfType<JsonObject>())
                    Texts(item, text);
        return node;
    }

    private static JsonObject Nulls(JsonObject body, string first)
    {
        var lists = body.Where(member => member.Value is JsonArray).Select(member => member.Key).ToList();
        foreach (var name in lists)
            body[name] = new JsonArray((JsonNode?)null);
        if (lists.Count == 0)
            body[first] = new JsonArray((JsonNode?)null);
        return body;
    }

    private async Task<long> PositionAsync()
    {
        var after = 0L;
        for (var more = true; more; )
        {
            var page = await ReadAsync($"/api/v1/changes?limit=500&after={after}");
            (after, more) = (page["position"]!.GetValue<long>(), page["items"]!.AsArray().Count == 500);
        }

        return after;
    }
}
