using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>
/// Every route of the served document, called with something wrong or odd about each call: no 5xx, and every refusal a
/// problem document.
/// </summary>
public class FuzzTests(string database) : ApiTest(database)
{
    private static readonly string[] values =
    [
        "null",
        "true",
        "-1",
        "0",
        "1e999",
        "1e400",
        "99999999999999999999999",
        "0.00001",
        "-0.0",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "\"2022-13\"",
        "\"2022-02-30\"",
        "\"0001-01-01\"",
        "\"9999-12-31\"",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59.9999999-14:00\"",
        "\"9999-12-31T23:59:59-12:00\"",
        "\"' OR '1'='1\"",
        "\"=1+1\"",
        "\"😀\"",
        "\"%_[\"",
        "\"\\u202e\"",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "79228162514264337593543950336",
    ];

    private static readonly string[] texts =
    [
        "",
        "%20",
        "null",
        "-1",
        "0",
        "2147483648",
        "9223372036854775808",
        "1e9",
        "true",
        "2022-02-30",
        "0001-01-01",
        "9999-12-31",
        "0001-01-01T00%3A00%3A00%2B14%3A00",
        "9999-12-31T23%3A59%3A59-14%3A00",
        "2022-01-01T00%3A00%3A00Z",
        "2022",
        "2022-Q5",
        "9999-12",
        "0000-01",
        "%27",
        "%25",
        "%5B",
        "%F0%9F%98%80",
        "..",
        "%2f",
        "MTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
        "MXg",
        "%C3%28",
    ];

    private IReadOnlyList<Documented> operations = [];

    [OneTimeSetUp]
    public async Task ReadTheDocumentAsync() => operations = Documented.All(await ReadDocumentAsync());

    [Test, CancelAfter(180_000)]
    public Task Nothing_fails() => FuzzAsync(1_500, TimeSpan.FromSeconds(90), 1);

    [Test, Explicit("Minutes long; .ci/run calls it."), Category("Soak"), CancelAfter(900_000)]
    public Task Nothing_fails_in_twenty_thousand() =>
        FuzzAsync(20_000, TimeSpan.FromMinutes(12), Environment.TickCount);

    private async Task FuzzAsync(int requests, TimeSpan bound, int seed)
    {
        var (random, watch, faults, statuses, called) = (
            new Random(seed),
            Stopwatch.StartNew(),
            new List<string>(),
            new SortedDictionary<int, int>(),
            new HashSet<string>()
        );
        var sent = 0;
        for (; sent < requests && watch.Elapsed < bound && faults.Count < 20; sent++)
        {
            var operation = operations[sent % operations.Count];
            using var request = Odd(operation, random, isLast: sent > requests * 9 / 10);
            string described = $"{request.Method} {request.RequestUri}",
                body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
            var answer = await Http.SendAsync(request);
            var status = (int)answer.StatusCode;
            called.Add(operation.Id);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (
                status >= 500
                || (status >= 400 && answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            )
                faults.Add(
                    $"{described} {body[..Math.Min(300, body.Length)]} → {status} {await answer.Content.ReadAsStringAsync()}"
                );
        }

        await TestContext.Out.WriteLineAsync(
            $"seed {seed}: {sent} requests, {called.Count} operations, {watch.Elapsed.TotalSeconds:0} s; {string.Join(", ", statuses.Select(pair => $"{pair.Key}×{pair.Value}"))}"
        );
        Assert.That(faults, Is.Empty, $"seed {seed}");
        Assert.That(called, Has.Count.EqualTo(operations.Count));
        Assert.That(sent, Is.EqualTo(requests), "All of them, within the time.");
        Assert.That((await ReadAsync("/api/v1/audit/verify"))["intact"]!.GetValue<bool>(), Is.True);
    }

    /// <summary>
    /// A call by the book, but for a few things. The plan is closed only towards the end: a closed one refuses the
    /// rest.
    /// </summary>
    private static HttpRequestMessage Odd(Documented operation, Random random, bool isLast)
    {
        string? Path(string name) =>
            random.Next(6) == 0 && texts[random.Next(texts.Length)] is { Length: > 0 } text && text != ".."
                ? text
                : null;
        string? Query(string name) =>
            random.Next(3) > 0 ? null
            : random.Next(2) == 0 ? texts[random.Next(texts.Length)]
            : Uri.EscapeDataString(operation.Of("query").First(one => one.Name == name).Example);
        var request = new HttpRequestMessage(
            operation.Method,
            operation.Address(Path, Query) + (random.Next(40) == 0 ? "?x=1" : "")
        );
        if (operation.Method == HttpMethod.Post && random.Next(3) == 0)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"k{random.Next(200)}");
        if (
            operation.Of("header").Any(one => one.Name == "If-Match")
            && random.Next(4) > 0
            && (operation.Id != "ClosePlan" || isLast)
        )
            request.Headers.TryAddWithoutValidation(
                "If-Match",
                random.Next(3) == 0 ? texts[random.Next(texts.Length)] : $"\"{random.Next(4)}\""
            );
        if (random.Next(20) == 0)
            request.Headers.TryAddWithoutValidation("Accept", "text/xml");
        if (random.Next(10) == 0)
            request.Headers.TryAddWithoutValidation("Accept-Language", random.Next(2) == 0 ? "en" : "xx-invalid,;q=9");
        if (operation.Body is not null)
        {
            request.Content = new StringContent(OddBody(operation.Body, random), Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                random.Next(30) == 0 ? "text/plain" : "application/json"
            );
        }

        return request;
    }

    private static string OddBody(JsonNode example, Random random)
    {
        var body = example.DeepClone().AsObject();
        var text = body.ToJsonString();
        for (var odd = random.Next(4); odd > 0; odd--)
        {
            var places = Places(body).ToList();
            var (holder, name) = places[random.Next(places.Count)];
            switch (random.Next(8))
            {
                case 0:
                    holder.Remove(name);
                    break;
                case 1:
                    holder["unknown"] = 1;
                    break;
                default:
                    holder[name] = $"@@{random.Next(values.Length)}@@";
                    break;
            }

            if (body.Count == 0)
                break;
            text = body.ToJsonString();
        }

        for (var value = 0; value < values.Length; value++)
            text = text.Replace($"\"@@{value}@@\"", values[value], StringComparison.Ordinal);
        return random.Next(25) == 0 ? text[..random.Next(text.Length)] : text;
    }

    private static IEnumerable<(JsonObject Holder, string Name)> Places(JsonObject body) =>
        body.Select(member => (body, member.Key))
            .Concat(
                body.Select(member => member.Value)
                    .OfType<JsonArray>()
                    .SelectMany(items => items.OfType<JsonObject>())
                    .SelectMany(Places)
            );
}
