using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>What a caller has already is not sent again, and what is sent is small.</summary>
public class CacheTests(string database) : ApiTest(database)
{
    private const string Summary = $"{Plan}/pillars/summary";
    private const string Board = $"{Plan}/board";

    [TestCase($"{Summary}?asOf=2022-03-31")]
    [TestCase($"{Board}?asOf=2022-03-31")]
    [TestCase($"{Summary}?asOf=2022-03-31&knownAt=2022-05-01T00:00:00%2B08:00")]
    [TestCase($"{Summary}?asOf=2022-03-31&knownAt=2099-01-01T00:00:00%2B08:00")]
    [TestCase($"{Board}?asOf=2022-03-31&fields=code,lamp")]
    [TestCase($"{Plan}/measures/1.1.1?asOf=2022-03-31")]
    [TestCase($"{Plan}/measures?asOf=2022-03-31&limit=500")]
    [TestCase("/api/v1/indicators?asOf=2022-03-31&limit=500")]
    [TestCase("/api/v1/units?limit=3&count=true")]
    public async Task A_past_day_is_304_however_time_passes_and_the_hotline_writes(string url)
    {
        var first = await Http.GetAsync(url);
        Clock.Advance(TimeSpan.FromMinutes(7));
        await AKeyAsync($"someone {Guid.CreateVersion7():N}", Changzheng.Api.Platform.Access.Role.Reporter);

        var again = await AskAsync(url, first.Headers.ETag!.ToString());

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(await again.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(again.Headers.ETag, Is.EqualTo(first.Headers.ETag));
        Assert.That(again.Headers.Vary, Is.EquivalentTo(first.Headers.Vary));
        var other = await AskAsync(url, "\"0123456789abcdef\"");
        Assert.That(await other.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That(other.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/json; charset=utf-8"));
    }

    [Test]
    public async Task A_list_is_sent_again_when_a_row_has_changed()
    {
        var plan = await Http.APlanAsync("cached-list", ("meals", Scenarios.Minimum()));
        var list = $"/api/v1/plans/{plan}/measures";
        var tag = (await Http.GetAsync(list)).Headers.ETag!.ToString();
        await ReportAsync($"{plan}-meals", "2022-06", new { value = 40 });

        var again = await AskAsync(list, tag);

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(again.Headers.ETag!.ToString(), Is.Not.EqualTo(tag));
    }

    [Test]
    public async Task A_summary_moves_on_when_its_plan_does()
    {
        var plan = await Http.APlanAsync("cached", ("meals", Scenarios.Minimum()));
        var summary = $"/api/v1/plans/{plan}/pillars/summary";
        var before = (string)(await ReadAsync(summary))["knownAt"]!;
        Clock.Advance(TimeSpan.FromMinutes(3));
        await ReportAsync($"{plan}-meals", "2022-06", new { value = 40 });

        var known = DateTimeOffset.Parse((string)(await ReadAsync(summary))["knownAt"]!, null);

        Assert.That(known, Is.EqualTo(Clock.GetUtcNow()).And.GreaterThan(DateTimeOffset.Parse(before, null)));
    }

    [TestCase(Board)]
    [TestCase($"{Plan}/measures?limit=500")]
    public async Task Brotli_is_smaller_than_gzip_and_both_are_the_answer(string url)
    {
        var plain = await (await AskCompressedAsync(url, "identity")).Content.ReadAsByteArrayAsync();
        var gzip = await (await AskCompressedAsync(url, "gzip")).Content.ReadAsByteArrayAsync();
        var brotli = await (await AskCompressedAsync(url, "br, gzip")).Content.ReadAsByteArrayAsync();
        await TestContext.Out.WriteLineAsync($"{url}: {plain.Length}, gzip {gzip.Length}, br {brotli.Length}");

        Assert.That(brotli, Has.Length.LessThan(gzip.Length));
        await using var unpacked = new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await unpacked.CopyToAsync(whole);
        Assert.That(whole.ToArray(), Is.EqualTo(plain));
    }

    [TestCase("identity")]
    [TestCase("gzip")]
    [TestCase("br")]
    public async Task Vary_names_what_an_answer_depends_on_once(string encoding)
    {
        foreach (var url in new[] { Board, $"{Plan}/measures", $"{Plan}/measures/1.1.1" })
            Assert.That(
                (await AskCompressedAsync(url, encoding)).Headers.Vary,
                Is.EquivalentTo(new[] { "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "X-Api-Key" }),
                url
            );
    }

    [TestCase("/api/v1/me", 200)]
    [TestCase("/health/live", 200)]
    [TestCase("/api/v1/nowhere", 404)]
    [TestCase("/api/v1/units?nothing=1", 400)]
    [TestCase("/swagger/v1/swagger.json", 200)]
    public async Task Every_answer_names_its_trace(string url, int status)
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        var answer = await Http.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        var told = answer.Headers.GetValues("traceparent").Single();
        Assert.That(told, Does.Match($"^00-{trace}-[0-9a-f]{{16}}-[0-9a-f]{{2}}$").And.Not.Contain("b7ad6b7169203331"));
        if (status >= 400)
            Assert.That(
                (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["traceId"],
                Is.EqualTo(trace)
            );
        var untold = (await Http.GetAsync(url)).Headers.GetValues("traceparent").Single();
        Assert.That(untold, Does.Match("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$").And.Not.Contain(trace));
    }

    [Test]
    public async Task A_cursor_goes_with_its_list_and_its_filters()
    {
        var list = $"{Plan}/measures?pillar=4&limit=2";
        var next = (string)(await ReadAsync(list))["next"]!;
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];

        foreach (
            var other in new[]
            {
                $"{Plan}/measures?limit=2",
                $"{Plan}/measures?pillar=3&limit=2",
                $"{Plan}/measures?pillar=4&kind=indicator&limit=2",
                "/api/v1/units?limit=2",
                "/api/v1/indicators?pillar=4&limit=2",
            }
        )
            await IsRefusedAsync(await Http.GetAsync($"{other}&cursor={cursor}"), 400, "cursor.invalid");
        foreach (var same in new[] { "pillar=4", "limit=500&pillar=4", "pillar=4&count=true&fields=code" })
        {
            var page = await ReadAsync($"{Plan}/measures?{same}&cursor={cursor}");
            Assert.That(
                (string)page["items"]![0]!["code"]!,
                Is.EqualTo((string)(await ReadAsync($"{Plan}/measures?pillar=4&limit=3"))["items"]![2]!["code"]!)
            );
        }
    }

    private Task<HttpResponseMessage> AskAsync(string url, string ifNoneMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return Http.SendAsync(request);
    }

    private Task<HttpResponseMessage> AskCompressedAsync(string url, string encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        return Http.SendAsync(request);
    }
}
