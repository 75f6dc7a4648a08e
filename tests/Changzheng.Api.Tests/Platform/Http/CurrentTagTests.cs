using System.Net.Http.Json;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>A change refused for its version is told the one to name: that which a reader gets.</summary>
public class CurrentTagTests(string database) : HotlineTest(database)
{
    private static readonly object amendment = new { title = "改后的承诺", documentNumber = "测〔2022〕2号" };

    [Test]
    public async Task A_measure_says_its_ETag_and_takes_it()
    {
        var plan = await Http.APlanAsync("tagged");
        var measure = $"/api/v1/plans/{plan}/measures/1.1.1";

        await TellsAsync(HttpMethod.Put, measure, measure, amendment);

        var current = (await SendAsync(HttpMethod.Put, measure, amendment, null)).Headers.ETag!.ToString();
        Assert.That((int)(await SendAsync(HttpMethod.Put, measure, amendment, current)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_ticket_says_its_ETag_to_every_move()
    {
        var ticket = $"{Tickets}/{await ATicketAsync()}";
        await TellsAsync(HttpMethod.Post, $"{ticket}/dispatch", ticket, new { unit = Office });
    }

    [Test]
    public async Task A_key_says_its_ETag()
    {
        var made = await Http.PostAsJsonAsync("/api/v1/access/keys", new { name = "试", roles = new[] { "reporter" } });
        var key = made.Headers.Location!.ToString();
        await TellsAsync(HttpMethod.Post, $"{key}/revoke", key, null);
    }

    [Test]
    public async Task A_caller_who_may_not_read_is_told_none()
    {
        using var narrow = SignedIn(await AScopedKeyAsync());
        var plan = await Http.APlanAsync("untold");
        var request = Ask(HttpMethod.Put, $"/api/v1/plans/{plan}/measures/1.1.1", amendment, "\"99\"");

        var refused = await narrow.SendAsync(request);

        Assert.That((int)refused.StatusCode, Is.EqualTo(412), await refused.Content.ReadAsStringAsync());
        Assert.That(refused.Headers.ETag, Is.Null);
    }

    private async Task<string> AScopedKeyAsync()
    {
        var made = await Http.PostAsJsonAsync(
            "/api/v1/access/keys",
            new
            {
                name = "只写",
                roles = new[] { "administrator" },
                scopes = new[] { PlanRight },
            }
        );
        return (string)(await JsonAsync(made))["secret"]!;
    }

    private const string PlanRight = "amendPlan";

    private async Task TellsAsync(HttpMethod method, string url, string read, object? body)
    {
        var expected = (await Http.GetAsync(read)).Headers.ETag;
        var missing = await SendAsync(method, url, body, null);
        var stale = await SendAsync(method, url, body, "\"99\"");

        Assert.That((int)missing.StatusCode, Is.EqualTo(428), await missing.Content.ReadAsStringAsync());
        Assert.That((int)stale.StatusCode, Is.EqualTo(412), await stale.Content.ReadAsStringAsync());
        Assert.That(expected, Is.Not.Null);
        Assert.That((missing.Headers.ETag, stale.Headers.ETag), Is.EqualTo((expected, expected)));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, object? body, string? ifMatch) =>
        Http.SendAsync(Ask(method, url, body, ifMatch));

    private static HttpRequestMessage Ask(HttpMethod method, string url, object? body, string? ifMatch)
    {
        var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return request;
    }
}
