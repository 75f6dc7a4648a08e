using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Platform.Privacy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Changzheng.Api.Tests.Platform.Http;

public class HardeningTests(string database) : ApiTest(database)
{
    private readonly RecordedLog recorded = new();

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Cors:Origins"] = "https://board.example.org",
            ["Proxies:Known"] = "10.0.0.0/8",
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        };

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IStartupFilter, From>().AddSingleton<ILoggerProvider>(recorded);

    [TestCase("/api/v1/units")]
    [TestCase("/api/v1/nothing")]
    [TestCase("/health/ready")]
    [TestCase("/swagger/index.html")]
    public async Task Every_answer_carries_the_security_headers(string url)
    {
        var headers = (await Http.GetAsync(url)).Headers;

        Assert.Multiple(() =>
        {
            Assert.That(headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(
                headers.GetValues("Content-Security-Policy").Single(),
                Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'")
            );
            Assert.That(headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "no-referrer" }));
            Assert.That(headers.Contains("Server"), Is.False);
        });
    }

    [TestCase("/swagger/index.html")]
    [TestCase("/swagger/v1/swagger.json")]
    [TestCase("/swagger/v1/openapi-3.0.json")]
    [TestCase("/version")]
    [TestCase("/health/live")]
    public async Task The_documents_need_no_key(string url)
    {
        using var anyone = SignedIn(null);

        Assert.That((await anyone.GetAsync(url)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Only_the_configured_origin_may_read_across()
    {
        var allowed = await AcrossAsync("https://board.example.org");
        var others = await AcrossAsync("https://evil.example.org");

        Assert.That(
            allowed.Headers.GetValues("Access-Control-Allow-Origin"),
            Is.EqualTo(new[] { "https://board.example.org" })
        );
        Assert.That(
            string.Join(',', allowed.Headers.GetValues("Access-Control-Expose-Headers")),
            Does.Contain("ETag").And.Contain("RateLimit").And.Contain("Idempotency-Replayed").And.Contain("Location")
        );
        Assert.That(others.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [TestCase("10.1.1.1", "203.0.113.7")]
    [TestCase("192.0.2.1", "192.0.2.1")]
    public async Task A_forwarded_address_is_believed_from_a_known_proxy_only(string proxy, string recorded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/plans");
        request.Headers.Add(From.Header, proxy);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        await Http.SendAsync(request);

        Assert.That(
            (await ReadAsync("/api/v1/audit?limit=500"))["items"]!.AsArray().Last()!["address"]!.GetValue<string>(),
            Is.EqualTo(recorded)
        );
    }

    [Test]
    public async Task HEAD_answers_as_GET_without_a_body_and_OPTIONS_names_the_methods()
    {
        var head = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Plan));
        Assert.That(
            (head.StatusCode, head.Headers.ETag),
            Is.EqualTo((HttpStatusCode.OK, (await Http.GetAsync(Plan)).Headers.ETag))
        );
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
        using var anyone = SignedIn(null);
        var options = await anyone.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/v1/plans"));
        Assert.That(options.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(options.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "POST", "HEAD", "OPTIONS" }));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_compressed_body_is_not_taken(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/access/keys")
        {
            Content = new ByteArrayContent([0x1f, 0x8b, 8, 0]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add(encoding);

        await IsRefusedAsync(await Http.SendAsync(request), 415, "encoding.unsupported");
    }

    [Test]
    public async Task No_secret_is_ever_logged()
    {
        var secret = await AKeyAsync("金丝雀", Role.Administrator);
        using var canary = SignedIn(secret);
        await canary.GetAsync(Plan);
        var made = await (
            await canary.PostAsJsonAsync("/api/v1/access/keys", new { name = "又一把", roles = new[] { "reporter" } })
        ).Content.ReadAsStringAsync();
        using var wrong = SignedIn(secret + "x");
        await wrong.GetAsync(Plan);
        using var bearer = SignedIn(null);
        bearer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        await bearer.GetAsync(Plan);

        var log = recorded.Text;

        Assert.That(log, Has.Length.GreaterThan(1000));
        Assert.That(log.Contains(secret[^43..], StringComparison.Ordinal), Is.False);
        Assert.That(
            log.Contains(
                System.Text.Json.JsonDocument.Parse(made).RootElement.GetProperty("secret").GetString()![^43..],
                StringComparison.Ordinal
            ),
            Is.False
        );
    }

    private Task<HttpResponseMessage> AcrossAsync(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Plan);
        request.Headers.Add("Origin", origin);
        return Http.SendAsync(request);
    }
}
