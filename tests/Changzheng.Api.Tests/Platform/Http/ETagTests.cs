using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>An ETag is another one when the answer is, and only then: by a report, the clock, the language.</summary>
public class ETagTests(string database) : FilledTest(database)
{
    private const string Value = "/api/v1/indicators/2022-fitness-tests/values/2022-06";
    private const string Progress = $"{Plan}/measures/1.1.1/progress";
    private const string Measure = $"{Plan}/measures/3.2.13";

    /// <summary>What surely shows what is done below.</summary>
    private static readonly string[] moved =
    [
        "GetTicket",
        "GetIndicator",
        "GetIndicatorValue",
        "GetMeasure",
        "GetProgress",
        "GetPlan",
        "SummarisePillars",
        "GetHotlineRates",
        "GetCalendar",
        "GetKey",
        "VerifyAudit",
    ];

    [Test]
    public async Task Of_every_single_resource_answer_and_ETag_change_together()
    {
        var urls = Singles(await ReadDocumentAsync());
        urls.AddRange([("GetMeasure", Measure), ("GetTicket", $"{Tickets}/{OverdueTicket}")]);
        var seen = urls.ToDictionary(one => one.Url, _ => new List<(string Body, string Tag)>());
        foreach (var change in Changes())
        {
            await change();
            foreach (var (_, url) in urls)
            foreach (var language in new[] { "zh-CN", "en", "zh-CN" })
                seen[url].Add(await LookAsync(url, language));
        }

        Assert.Multiple(() =>
        {
            Assert.That(urls.Select(one => one.Operation), Is.SupersetOf(moved));
            foreach (var (operation, url) in urls)
            {
                var pairs = seen[url].Distinct().ToList();
                Assert.That(pairs.Select(pair => pair.Body), Is.Unique, $"{url}: one answer, two ETags");
                Assert.That(pairs.Select(pair => pair.Tag), Is.Unique, $"{url}: two answers, one ETag");
                Assert.That(pairs.Where(pair => !pair.Tag.StartsWith('"')), Is.Empty, $"{url}: a strong ETag");
                if (moved.Contains(operation) && !url.Contains("knownAt", StringComparison.Ordinal))
                    Assert.That(pairs, Has.Count.GreaterThan(1), $"{url} never changed: it proves nothing.");
            }
        });
    }

    [Test]
    public async Task Every_single_resource_is_304_to_who_has_it_and_200_to_who_has_another()
    {
        foreach (var (_, url) in Singles(await ReadDocumentAsync()))
        {
            var (_, tag) = await LookAsync(url, "zh-CN");
            Assert.That(tag, Does.StartWith("\""), url);
            Assert.That(await AskForAsync(url, tag), Is.EqualTo(HttpStatusCode.NotModified), url);
            Assert.That(await AskForAsync(url, $"W/{tag}"), Is.EqualTo(HttpStatusCode.NotModified), $"{url}, weak");
            Assert.That(await AskForAsync(url, tag.Insert(tag.Length - 1, "0")), Is.EqualTo(HttpStatusCode.OK), url);
            if (tag.Split('-') is [var version, _])
                Assert.That(await AskForAsync(url, version + '"'), Is.EqualTo(HttpStatusCode.OK), $"{url}, by version");
        }
    }

    [Test]
    public async Task The_ETag_of_a_change_is_the_one_a_reader_gets()
    {
        var plan = await Http.APlanAsync("amended");
        var (_, tag) = await LookAsync($"/api/v1/plans/{plan}/measures/1.1.1", "zh-CN");
        var amended = await AmendAsync("1.1.1", tag, plan);

        Assert.That(amended.StatusCode, Is.EqualTo(HttpStatusCode.OK), await amended.Content.ReadAsStringAsync());
        var read = await LookAsync($"/api/v1/plans/{plan}/measures/1.1.1", "zh-CN");
        Assert.That(read.Tag, Is.EqualTo(amended.Headers.ETag!.Tag));
        Assert.That(amended.Headers.ETag.Tag, Does.Match("^\"2-[0-9a-f]{16}\"$"));
    }

    [TestCase("\"1-0123456789abcdef\"", 200, TestName = "If-Match reads the version, whatever was shown with it")]
    [TestCase("\"1\"", 200, TestName = "If-Match may be the bare version")]
    [TestCase("1", 200, TestName = "If-Match may be without quotes")]
    [TestCase("\"2-0123456789abcdef\"", 412, TestName = "If-Match of another version is stale")]
    [TestCase("\"0123456789abcdef\"", 412, TestName = "If-Match of what has no version is stale")]
    [TestCase("\"-1\"", 412, TestName = "If-Match has no sign")]
    [TestCase("W/\"1\"", 412, TestName = "If-Match takes no weak tag")]
    [TestCase(null, 428, TestName = "If-Match is needed")]
    public async Task A_change_names_its_version(string? ifMatch, int status)
    {
        var plan = await Http.APlanAsync($"match-{Guid.CreateVersion7():N}"[..20]);
        var response = await AmendAsync("1.1.1", ifMatch, plan);

        Assert.That((int)response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
    }

    /// <summary>A measure's version counts its wording; what is reported for it shows too.</summary>
    [Test]
    public async Task A_measure_that_moved_is_sent_again()
    {
        var plan = await Http.APlanAsync("moving", ("meals", Scenarios.Minimum()));
        var (_, tag) = await LookAsync($"/api/v1/plans/{plan}/measures/1.1.1", "zh-CN");
        await ReportAsync($"{plan}-meals", "2022-06", new { value = 40 });

        var again = await AskAsync($"/api/v1/plans/{plan}/measures/1.1.1", tag);

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK), "Its completion is another.");
        Assert.That((decimal)(await JsonAsync(again))["completion"]!, Is.GreaterThan(0));
    }

    private IEnumerable<Func<Task>> Changes()
    {
        yield return () => Task.CompletedTask;
        yield return () => Task.CompletedTask;
        yield return () => DoneAsync(HttpMethod.Put, Value, new { value = 11 }, 1);
        yield return () => DoneAsync(HttpMethod.Put, Progress, new { completion = 0.8, on = "2022-10-10" }, 3);
        yield return async () => await OkAsync(await AmendAsync("1.1.1", "\"1\""));
        yield return async () => await DoAsync(OpenTicket, "accept");
        yield return async () => await BringBackAsync();
        yield return () =>
        {
            Clock.Advance(TimeSpan.FromMinutes(90));
            return Task.CompletedTask;
        };
        yield return () =>
        {
            Clock.Advance(TimeSpan.FromDays(60));
            return Task.CompletedTask;
        };
        yield return () => DoneAsync(HttpMethod.Put, "/api/v1/calendar/2022", ANotice, 1);
        yield return () => DoneAsync(HttpMethod.Post, $"/api/v1/access/keys/{KeyId}/revoke", null, 1);
        yield return () =>
        {
            Clock.Advance(TimeSpan.FromDays(200));
            return DoneAsync(HttpMethod.Post, $"{Plan}/close", null, 1);
        };
    }

    private async Task BringBackAsync()
    {
        await DoAsync(OverdueTicket, "submit", new { resolution = "resolved", note = "已处理" });
        await CallBackAsync(OverdueTicket);
        await DoAsync(OverdueTicket, "close", AClosing());
    }

    /// <summary>Every GET that answers one thing, as the document tells it.</summary>
    private List<(string Operation, string Url)> Singles(JsonNode document) =>
        [
            .. from one in Gets(document)
            let answer = document["paths"]![one.Operation.Path]!["get"]!["responses"]!["200"]!
            let schema = answer["content"]!["application/json"]?["schema"]
            where schema is not null && ((string?)schema["$ref"])?.EndsWith("Page", StringComparison.Ordinal) != true
            select (one.Operation.Id, one.Url),
        ];

    private async Task<(string Body, string Tag)> LookAsync(string url, string language)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptLanguage.ParseAdd(language);
        var response = await ReaderOf(url).SendAsync(request);
        await OkAsync(response);
        return (await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString() ?? "none");
    }

    private async Task<HttpStatusCode> AskForAsync(string url, string ifNoneMatch) =>
        (await AskAsync(url, ifNoneMatch)).StatusCode;

    private async Task<HttpResponseMessage> AskAsync(string url, string ifNoneMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(ifNoneMatch));
        return await ReaderOf(url).SendAsync(request);
    }

    private async Task<HttpResponseMessage> AmendAsync(string measure, string? ifMatch, string plan = "changzheng-2022")
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/plans/{plan}/measures/{measure}")
        {
            Content = JsonContent.Create(new { title = "改后的承诺", documentNumber = "测〔2022〕2号" }),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Http.SendAsync(request);
    }

    private static object ANotice =>
        new { daysOff = new[] { new { date = "2022-12-30", name = "试" } }, makeUpDays = Array.Empty<object>() };

    private async Task DoneAsync(HttpMethod method, string url, object? body, int version) =>
        await OkAsync(await SendAsync(Http, method, url, body, version));

    private static async Task OkAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var uri = response.RequestMessage!.RequestUri;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{uri}: {text}");
    }
}
