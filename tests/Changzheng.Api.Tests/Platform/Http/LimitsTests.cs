using System.Net;
using Changzheng.Api.Platform.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Http;

public class LimitsTests(string database) : ApiTest(database)
{
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Limits:RequestsPerMinute"] = "20",
            ["Limits:RequestsPerMinutePerAddress"] = "50",
            ["Access:FailuresAllowed"] = "3",
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
            Assert.That(
                answer.Headers.GetValues("RateLimit-Policy").Single(),
                Is.EqualTo("\"default\";q=20;w=60, \"address\";q=50;w=60")
            );
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
    public async Task An_address_beyond_the_limit_waits_with_any_key()
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

        using var elsewhere = SignedIn(AdministratorKey);
        elsewhere.DefaultRequestHeaders.Add(From.Header, "10.9.9.8");
        Assert.That((await elsewhere.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var silent = SignedIn(null);
        silent.DefaultRequestHeaders.Add(From.Header, "10.9.9.9");
        await IsRefusedAsync(await silent.GetAsync(Plan), 401, "access.unauthenticated");
        Clock.Advance(TimeSpan.FromMinutes(15));
        await IsRefusedAsync(await guessing.GetAsync(Plan), 401, "access.unauthenticated");
    }

    [Test]
    public async Task A_valid_key_is_never_slowed_by_wrong_ones_of_its_address()
    {
        using var guessing = SignedIn("czk_00000000_guess");
        guessing.DefaultRequestHeaders.Add(From.Header, "10.8.8.8");
        using var valid = SignedIn(await AKeyAsync("窗口", Role.Reporter));
        valid.DefaultRequestHeaders.Add(From.Header, "10.8.8.8");
        var refused = new List<HttpStatusCode>();
        for (var guess = 0; guess < 80; guess++)
            refused.Add((await guessing.GetAsync(Plan)).StatusCode);

        for (var number = 0; number < 15; number++)
            Assert.That((await valid.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK), $"request {number}");

        Assert.That(refused.Take(3), Is.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(refused.Skip(3), Is.All.EqualTo(HttpStatusCode.TooManyRequests));
        var recorded = (await ReadAsync("/api/v1/audit?action=SignIn&limit=500"))["items"]!.AsArray();
        Assert.That(
            recorded.Count(row => row!["address"]!.GetValue<string>() == "10.8.8.8"),
            Is.EqualTo(3),
            "A flood of guesses does not write a row a guess."
        );
    }

    [Test]
    public async Task A_clock_set_back_locks_no_caller_for_the_length_of_the_jump()
    {
        using var guessing = SignedIn("czk_00000000_guess");
        guessing.DefaultRequestHeaders.Add(From.Header, "10.7.7.7");
        for (var failed = 0; failed < 4; failed++)
            await guessing.GetAsync(Plan);

        Clock.AdjustTime(Clock.GetUtcNow().AddDays(-2));
        var slowed = await guessing.GetAsync(Plan);
        await IsRefusedAsync(slowed, 429, "access.too_many_attempts");
        var wait = slowed.Headers.RetryAfter!.Delta;
        Assert.That(wait, Is.EqualTo(TimeSpan.FromSeconds(1)), "As long as three failures cost.");

        Clock.Advance(TimeSpan.FromSeconds(1));
        await IsRefusedAsync(await guessing.GetAsync(Plan), 401, "access.unauthenticated");
        Clock.Advance(TimeSpan.FromDays(2));
    }

    [Test]
    public async Task What_a_noisy_key_is_refused_is_not_counted_against_the_quiet_one_beside_it()
    {
        using var noisy = SignedIn(await AKeyAsync("吵", Role.Reporter));
        using var quiet = SignedIn(await AKeyAsync("静", Role.Reporter));
        foreach (var http in new[] { noisy, quiet })
            http.DefaultRequestHeaders.Add(From.Header, "10.6.6.6");
        var answers = new List<HttpStatusCode>();
        for (var sent = 0; sent < 70; sent++)
            answers.Add((await noisy.GetAsync(Plan)).StatusCode);
        Assert.That(answers.Count(status => status == HttpStatusCode.OK), Is.EqualTo(20));

        for (var sent = 0; sent < 20; sent++)
            Assert.That((await quiet.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK), $"request {sent}");
    }

    [Test]
    public async Task Callers_of_one_address_that_are_served_share_its_limit()
    {
        var served = 0;
        foreach (var name in new[] { "一", "二", "三" })
        {
            using var http = SignedIn(await AKeyAsync(name, Role.Reporter));
            http.DefaultRequestHeaders.Add(From.Header, "10.5.5.5");
            for (var sent = 0; sent < 20; sent++)
                served += (await http.GetAsync(Plan)).StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.That(served, Is.EqualTo(50));
    }
}
