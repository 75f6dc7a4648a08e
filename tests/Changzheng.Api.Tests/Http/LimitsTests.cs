using System.Net;
using Changzheng.Api.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Http;

public class LimitsTests(string database) : ApiTest(database)
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Limits:RequestsPerMinute"] = "20", ["Limits:RequestsPerMinutePerAddress"] = "50", ["Access:FailuresAllowed"] = "3",
    };

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IStartupFilter, From>();

    [SetUp]
    public void AFreshMinute() => Clock.Advance(TimeSpan.FromHours(1));

    [Test]
    public async Task A_caller_beyond_the_limit_waits_for_the_next_minute_and_others_do_not()
    {
        Clock.Advance(TimeSpan.FromSeconds(15));
        using var mine = SignedIn(await AKeyAsync("我", Role.Reporter));
        using var other = SignedIn(await AKeyAsync("他", Role.Reporter));
        for (var sent = 1; sent <= 20; sent++)
        {
            var answer = await mine.GetAsync(Plan);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Headers.GetValues("RateLimit").Single(), Is.EqualTo($"\"default\";r={20 - sent};t=45"));
            Assert.That(answer.Headers.GetValues("RateLimit-Policy").Single(), Is.EqualTo("\"default\";q=20;w=60, \"address\";q=50;w=60"));
        }

        var refused = await mine.GetAsync(Plan);

        await IsRefusedAsync(refused, 429, "rate.exceeded");
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(45)));
        Assert.That(refused.Headers.GetValues("RateLimit").Single(), Is.EqualTo("\"default\";r=0;t=45"));
        Assert.That((await other.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Clock.Advance(TimeSpan.FromSeconds(45));
        Assert.That((await mine.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_address_beyond_the_limit_waits_whoever_asks()
    {
        using var anyone = SignedIn(null);
        anyone.DefaultRequestHeaders.Add(From.Header, "2001:db8::1");
        for (var sent = 0; sent < 50; sent++)
            await anyone.GetAsync("/version");
        anyone.DefaultRequestHeaders.Remove(From.Header);
        anyone.DefaultRequestHeaders.Add(From.Header, "2001:db8::2");

        await IsRefusedAsync(await anyone.GetAsync("/version"), 429, "rate.exceeded");
        Assert.That((await anyone.GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Failed_sign_ins_slow_an_address_more_and_more()
    {
        using var guessing = SignedIn("czk_00000000_guess");
        guessing.DefaultRequestHeaders.Add(From.Header, "10.9.9.9");
        for (var failed = 0; failed < 3; failed++)
            await IsRefusedAsync(await guessing.GetAsync(Plan), 401, "access.unauthenticated");

        foreach (var wait in new[] { 1, 2, 4, 8 })
        {
            var slowed = await guessing.GetAsync(Plan);
            await IsRefusedAsync(slowed, 429, "access.too_many_attempts");
            Assert.That(slowed.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(wait)));
            Clock.Advance(TimeSpan.FromSeconds(wait));
            await IsRefusedAsync(await guessing.GetAsync(Plan), 401, "access.unauthenticated");
        }

        using var elsewhere = SignedIn("administrator-key");
        elsewhere.DefaultRequestHeaders.Add(From.Header, "10.9.9.8");
        Assert.That((await elsewhere.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var silent = SignedIn(null);
        silent.DefaultRequestHeaders.Add(From.Header, "10.9.9.9");
        await IsRefusedAsync(await silent.GetAsync(Plan), 401, "access.unauthenticated");
        Clock.Advance(TimeSpan.FromMinutes(15));
        await IsRefusedAsync(await guessing.GetAsync(Plan), 401, "access.unauthenticated");
    }
}
