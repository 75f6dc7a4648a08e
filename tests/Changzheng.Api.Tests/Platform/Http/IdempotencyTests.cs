using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Http;

public class IdempotencyTests(string database) : ApiTest(database)
{
    private const string Keys = "/api/v1/access/keys";

    public const string BodiesSql = "SELECT Body FROM IdempotencyKeys WHERE RetryKey = @RetryKey";

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IStartupFilter, Lost>();

    [Test]
    public async Task A_repeat_is_answered_as_the_first_time_and_done_once()
    {
        var first = await PostAsync("repeat", new { name = "一次", roles = new[] { "reporter" } });
        var again = await PostAsync("repeat", new { name = "一次", roles = new[] { "reporter" } });

        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That(
            (again.Headers.Location, again.Headers.ETag, again.Content.Headers.ContentType),
            Is.EqualTo((first.Headers.Location, first.Headers.ETag, first.Content.Headers.ContentType))
        );
        Assert.That(first.Headers.Contains("Idempotency-Replayed"), Is.False);
        Assert.That(again.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
        Assert.That(await CountAsync("一次"), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_body_or_another_route_under_the_same_key_is_refused()
    {
        await PostAsync("differs", new { name = "甲", roles = new[] { "reporter" } });

        await IsRefusedAsync(
            await PostAsync("differs", new { name = "乙", roles = new[] { "reporter" } }),
            422,
            "idempotency.differs"
        );
        await IsRefusedAsync(
            await PostAsync("differs", new { name = "甲", roles = new[] { "reporter" } }, Keys + "/x/revoke"),
            422,
            "idempotency.differs"
        );
        Assert.That(await CountAsync("乙"), Is.Zero);
    }

    [Test]
    public async Task Two_callers_may_use_the_same_key()
    {
        using var other = SignedIn(await AKeyAsync("另一管理员", Role.Administrator));

        var mine = await PostAsync("shared", new { name = "我的", roles = new[] { "reporter" } });
        var theirs = await PostAsync("shared", new { name = "他的", roles = new[] { "reporter" } }, by: other);

        Assert.That((mine.StatusCode, theirs.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
    }

    [Test]
    public async Task A_refusal_is_not_kept()
    {
        await IsRefusedAsync(
            await PostAsync("refused", new { name = "", roles = new[] { "reporter" } }),
            400,
            "request.invalid"
        );

        Assert.That(
            (await PostAsync("refused", new { name = "改好", roles = new[] { "reporter" } })).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
    }

    [Test]
    public async Task Fifty_at_once_do_it_once()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => PostAsync("race", new { name = "竞争", roles = new[] { "reporter" } }))
        );

        var bodies = await Task.WhenAll(
            answers
                .Where(answer => answer.StatusCode == HttpStatusCode.Created)
                .Select(answer => answer.Content.ReadAsStringAsync())
        );
        Assert.That(bodies.Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(answers.Select(answer => (int)answer.StatusCode).Distinct(), Is.SubsetOf(new[] { 201, 409 }));
        foreach (var busy in answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict))
            await IsRefusedAsync(busy, 409, "idempotency.in_progress");
        Assert.That(await CountAsync("竞争"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_answer_lost_after_the_commit_is_given_by_the_repeat()
    {
        var request = Request("lost", new { name = "丢失", roles = new[] { "reporter" } }, Keys);
        request.Headers.Add(Lost.Header, "yes");
        Assert.That(async () => await Http.SendAsync(request), Throws.Exception);
        Assert.That(await CountAsync("丢失"), Is.EqualTo(1));

        var again = await PostAsync("lost", new { name = "丢失", roles = new[] { "reporter" } });

        Assert.That(
            (again.StatusCode, again.Headers.Contains("Idempotency-Replayed")),
            Is.EqualTo((HttpStatusCode.Created, true))
        );
        Assert.That((await JsonAsync(again))["secret"]!.GetValue<string>(), Does.StartWith("czk_"));
        Assert.That(await CountAsync("丢失"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_secret_in_a_kept_answer_is_closed()
    {
        var secret = (await JsonAsync(await PostAsync("closed", new { name = "封存", roles = new[] { "reporter" } })))[
            "secret"
        ]!.GetValue<string>();

        await using var scope = App.Services.CreateAsyncScope();
        var stored = await scope
            .ServiceProvider.GetRequiredService<Db>()
            .FindAsync<string>(BodiesSql, new { RetryKey = "closed" }, CancellationToken.None);

        Assert.That(
            stored,
            Is.Not.Empty.And.Not.Contain("czk_").And.Not.Contain(secret[^43..]).And.Not.Contain("封存")
        );
    }

    [Test]
    public async Task After_a_day_the_key_is_free_again()
    {
        await PostAsync("day", new { name = "昨天", roles = new[] { "reporter" } });
        Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Assert.That(
            (await PostAsync("day", new { name = "今天", roles = new[] { "reporter" } })).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
    }

    [TestCase("with space")]
    public async Task A_key_that_is_none_is_refused(string key) =>
        await IsRefusedAsync(
            await PostAsync(key, new { name = "无效", roles = new[] { "reporter" } }),
            400,
            "request.invalid"
        );

    [Test]
    public async Task A_key_too_long_is_refused() =>
        await IsRefusedAsync(
            await PostAsync(new string('k', 256), new { name = "过长", roles = new[] { "reporter" } }),
            400,
            "request.invalid"
        );

    private Task<HttpResponseMessage> PostAsync(string key, object body, string url = Keys, HttpClient? by = null) =>
        (by ?? Http).SendAsync(Request(key, body, url));

    private static HttpRequestMessage Request(string key, object body, string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }

    private async Task<int> CountAsync(string name) =>
        (await ReadAsync(Keys + "?limit=500"))["items"]!
            .AsArray()
            .Count(key => key!["name"]!.GetValue<string>() == name);

    /// <summary>The line goes dead after the work is done and before the answer is through.</summary>
    private sealed class Lost : IStartupFilter
    {
        public const string Header = "X-Test-Lost";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, then) =>
                    {
                        if (!context.Request.Headers.ContainsKey(Header))
                        {
                            await then(context);
                            return;
                        }

                        context.Response.Body = Stream.Null;
                        await then(context);
                        throw new IOException("The line is dead.");
                    }
                );
                next(app);
            };
    }
}
