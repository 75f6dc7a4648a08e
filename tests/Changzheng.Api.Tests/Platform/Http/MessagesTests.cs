using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>What a caller reads when something is refused: what is wrong, what there is, what to do next.</summary>
public class MessagesTests(string database) : HotlineTest(database)
{
    private const string Measures = $"{Plan}/measures";

    [TestCase("application/xml", "/api/v1/units", 406)]
    [TestCase("text/csv", $"{Measures}/1.1.1", 406)]
    [TestCase("application/json;q=0", "/api/v1/units", 406)]
    [TestCase("application/json;q=0, text/csv", "/api/v1/units", 200)]
    [TestCase("application/xml, */*;q=0.1", "/api/v1/units", 200)]
    [TestCase("application/*", "/api/v1/units", 200)]
    [TestCase("text/csv", "/api/v1/units", 200)]
    [TestCase("application/jsonl", "/api/v1/units", 200)]
    [TestCase("text/html, text/csv", "/api/v1/units", 200)]
    public async Task Accept_that_nothing_satisfies_is_406_and_names_what_there_is(
        string accept,
        string url,
        int status
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept);

        var answer = await Http.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        if (status == 406)
            Assert.That((string?)(await ProblemAsync(answer))["detail"], Does.Contain("application/json"));
    }

    [Test]
    public async Task What_is_not_acceptable_is_not_done()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/access/keys")
        {
            Content = new StringContent(
                """{ "name": "不应有", "roles": ["reporter"] }""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/xml");

        await IsRefusedAsync(await Http.SendAsync(request), 406, "representation.not_acceptable");
        Assert.That((await ReadAsync("/api/v1/access/keys?limit=500")).ToJsonString(), Does.Not.Contain("不应有"));
    }

    [TestCase("DELETE", "/api/v1/plans")]
    [TestCase("PATCH", $"{Measures}/1.1.1")]
    [TestCase("PUT", "/api/v1/hotline/tickets")]
    [TestCase("GET", "/api/v1/hotline/tickets/X-1/close")]
    [TestCase("HEAD", "/api/v1/hotline/tickets/X-1/close")]
    public async Task A_405_and_OPTIONS_allow_the_same(string method, string url)
    {
        var refused = await Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));
        var options = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, url));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(refused.Content.Headers.Allow, Is.EqualTo(options.Content.Headers.Allow).And.Not.Empty);
        if (method != "HEAD")
            Assert.That(
                (string?)(await ProblemAsync(refused))["detail"],
                Does.Contain(options.Content.Headers.Allow.First())
            );
    }

    [Test]
    public async Task A_415_names_the_types_taken()
    {
        var answer = await Http.PostAsync(
            "/api/v1/access/keys",
            new StringContent("<key/>", Encoding.UTF8, "application/xml")
        );

        Assert.That((int)answer.StatusCode, Is.EqualTo(415));
        Assert.That(
            (string?)(await ProblemAsync(answer))["detail"],
            Does.Contain("application/json").And.Contain("application/xml")
        );
    }

    [TestCase("?colour=red", "colour", "pillar", "asOf", "limit")]
    [TestCase("?lamp=purple", "lamp", "green", "yellow", "red")]
    [TestCase("?count=perhaps", "count", "true", "false")]
    [TestCase("?fields=nothing", "fields", "code", "lamp")]
    public async Task A_bad_query_names_the_parameter_and_the_choices(
        string query,
        string name,
        params string[] choices
    )
    {
        var answer = await Http.GetAsync(Measures + query);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var problem = await ProblemAsync(answer);
        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { name }));
        foreach (var choice in choices)
            Assert.That((string?)problem["detail"], Does.Contain(choice));
        Assert.That((string?)problem["detail"], Does.Not.Contain("mediator").And.Not.Contain("plan、"));
    }

    [Test]
    public void Every_refusal_says_what_to_do_next() =>
        Assert.Multiple(() =>
        {
            foreach (var kind in Refusals.All.Where(kind => kind.Status < 500))
                Assert.That(Advice.OfInChinese(kind), Does.Not.Contain("traceId"), kind.Code);
        });

    [TestCase("zh-CN", "If-Match")]
    [TestCase("en", "If-Match")]
    public async Task The_advice_comes_with_the_problem(string language, string names)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"{Measures}/1.1.1")
        {
            Content = new StringContent(
                """{ "title": "改后的承诺", "documentNumber": "测〔2022〕2号" }""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.AcceptLanguage.ParseAdd(language);

        var answer = await Http.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(428));
        Assert.That((string?)(await ProblemAsync(answer))["advice"], Does.Contain(names));
    }

    [Test]
    public async Task A_Chinese_message_holds_no_internal_word()
    {
        var number = await ATicketAsync();
        var refused = await TryAsync(number, "submit", new { resolution = "resolved", note = "已处理" });

        var detail = (string?)(await ProblemAsync(refused))["detail"];
        Assert.That(detail, Does.Contain("已受理").And.Contain("提交办结").And.Contain("派单"));
        Assert.That(detail, Does.Not.Match("[A-Za-z]"));
    }

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
