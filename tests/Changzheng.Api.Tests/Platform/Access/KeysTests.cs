using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Access;

public class KeysTests(string database) : ApiTest(database)
{
    private const string Keys = "/api/v1/access/keys";

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IStartupFilter, From>();

    [Test]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var (id, secret) = await MadeAsync(new { name = "窗口系统", roles = new[] { "reporter" } });

        Assert.That(secret, Does.Match("^czk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$"));
        var everything =
            await Http.GetStringAsync(Keys)
            + await Http.GetStringAsync($"{Keys}/{id}")
            + await Http.GetStringAsync("/api/v1/changes?limit=500");
        Assert.That(
            (
                everything.Contains("窗口系统", StringComparison.Ordinal),
                everything.Contains(secret[^43..], StringComparison.Ordinal)
            ),
            Is.EqualTo((true, false))
        );
    }

    [Test]
    public async Task A_rotated_key_has_two_secrets_until_the_overlap_ends()
    {
        var (id, old) = await MadeAsync(new { name = "轮换", roles = new[] { "reviewer" } });

        var rotated = await SendAsync(
            Http,
            HttpMethod.Post,
            $"{Keys}/{id}/rotate",
            new { oldWorksUntil = Clock.GetUtcNow().AddHours(2) },
            1
        );
        var secret = (await JsonAsync(rotated))["secret"]!.GetValue<string>();

        Assert.That((await StatusAsync(old), await StatusAsync(secret)), Is.EqualTo((200, 200)));
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.That((await StatusAsync(old), await StatusAsync(secret)), Is.EqualTo((401, 200)));
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Keys}/{id}/rotate", new { }, 1),
            412,
            "version.stale"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Keys}/{id}/rotate", new { }),
            428,
            "version.needed"
        );
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Post,
                $"{Keys}/{id}/rotate",
                new { oldWorksUntil = Clock.GetUtcNow().AddDays(31) },
                2
            ),
            400,
            "request.invalid"
        );
    }

    [Test]
    public async Task A_revoked_key_opens_nothing_from_the_next_request_on()
    {
        var (id, secret) = await MadeAsync(new { name = "停用", roles = new[] { "reviewer" } });
        Assert.That(await StatusAsync(secret), Is.EqualTo(200));

        var revoked = await SendAsync(Http, HttpMethod.Post, $"{Keys}/{id}/revoke", null, 1);

        Assert.That(revoked.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(secret), Is.EqualTo(401));
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Keys}/{id}/revoke", null, 2),
            409,
            "key.revoked"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Keys}/{id}/rotate", new { }, 2),
            409,
            "key.revoked"
        );
    }

    [Test]
    public async Task A_key_expires()
    {
        var (_, secret) = await MadeAsync(
            new
            {
                name = "临时",
                roles = new[] { "reporter" },
                expiresAt = Clock.GetUtcNow().AddHours(1),
            }
        );

        Assert.That(await StatusAsync(secret), Is.EqualTo(200));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await StatusAsync(secret), Is.EqualTo(401));
    }

    [Test]
    public async Task The_last_administrator_cannot_be_revoked()
    {
        var mine = (await ReadAsync(Keys + "?limit=500"))["items"]!
            .AsArray()
            .Single(key => key!["name"]!.GetValue<string>() == "administrator")!;
        var (limited, _) = await MadeAsync(
            new
            {
                name = "只读管理员",
                roles = new[] { "administrator" },
                scopes = new[] { "readPlan" },
            }
        );
        var (expired, _) = await MadeAsync(
            new
            {
                name = "过期管理员",
                roles = new[] { "administrator" },
                expiresAt = Clock.GetUtcNow().AddMinutes(1),
            }
        );
        Clock.Advance(TimeSpan.FromMinutes(2));
        var (bound, _) = await MadeAsync(
            new
            {
                name = "单位管理员",
                roles = new[] { "administrator" },
                unit = "310107102-JJB",
            }
        );

        var refused = await SendAsync(
            Http,
            HttpMethod.Post,
            $"{Keys}/{mine["id"]}/revoke",
            null,
            mine["version"]!.GetValue<int>()
        );

        await IsRefusedAsync(refused, 409, "key.last_administrator");
        foreach (var other in new[] { limited, expired, bound })
            Assert.That(
                (await SendAsync(Http, HttpMethod.Post, $"{Keys}/{other}/revoke", null, 1)).StatusCode,
                Is.EqualTo(HttpStatusCode.OK)
            );
    }

    [TestCase("10.1.2.3", 200)]
    [TestCase("::ffff:10.1.2.3", 200)]
    [TestCase("2001:db8::7", 200)]
    [TestCase("10.2.2.3", 401)]
    [TestCase("2001:db9::7", 401)]
    [TestCase(null, 401)]
    public async Task A_key_works_from_its_networks_only(string? from, int status)
    {
        var (_, secret) = await MadeAsync(
            new
            {
                name = "内网",
                roles = new[] { "reporter" },
                networks = new[] { "10.1.0.0/16", "2001:db8::/32" },
            }
        );

        Assert.That(await StatusAsync(secret, from), Is.EqualTo(status));
    }

    [Test]
    public async Task Scopes_limit_what_the_roles_give()
    {
        using var limited = SignedIn(
            (
                await MadeAsync(
                    new
                    {
                        name = "只读",
                        roles = new[] { "administrator" },
                        scopes = new[] { "readPlan" },
                    }
                )
            ).Secret
        );

        Assert.That((await limited.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await IsRefusedAsync(await limited.GetAsync(Keys), 403, "access.forbidden");
    }

    [Test]
    public async Task An_integration_has_only_its_scopes()
    {
        await IsRefusedAsync(
            await Http.PostAsJsonAsync(Keys, new { name = "区系统", roles = new[] { "integration" } }),
            400,
            "request.invalid"
        );
        using var district = SignedIn(
            (
                await MadeAsync(
                    new
                    {
                        name = "区系统",
                        roles = new[] { "integration" },
                        scopes = new[] { "readChanges" },
                    }
                )
            ).Secret
        );

        Assert.That((await district.GetAsync("/api/v1/changes")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await IsRefusedAsync(await district.GetAsync(Plan), 403, "access.forbidden");
    }

    [Test]
    public async Task Nobody_gives_away_more_than_they_have()
    {
        using var bound = SignedIn(await AKeyOfAsync("经发办管理员", "310107102-JJB", Role.Administrator));
        using var scoped = SignedIn(
            (
                await MadeAsync(
                    new
                    {
                        name = "密钥员",
                        roles = new[] { "administrator" },
                        scopes = new[] { "manageKeys", "readPlan" },
                    }
                )
            ).Secret
        );

        await IsRefusedAsync(
            await bound.PostAsJsonAsync(Keys, new { name = "全镇", roles = new[] { "administrator" } }),
            403,
            "key.beyond_own"
        );
        await IsRefusedAsync(
            await bound.PostAsJsonAsync(
                Keys,
                new
                {
                    name = "别家",
                    roles = new[] { "reporter" },
                    unit = "310107102-GHB",
                }
            ),
            403,
            "key.beyond_own"
        );
        Assert.That(
            (
                await bound.PostAsJsonAsync(
                    Keys,
                    new
                    {
                        name = "自家",
                        roles = new[] { "reporter" },
                        unit = "310107102-JJB",
                    }
                )
            ).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
        await IsRefusedAsync(
            await scoped.PostAsJsonAsync(Keys, new { name = "更大", roles = new[] { "administrator" } }),
            403,
            "key.beyond_own"
        );
        await IsRefusedAsync(
            await scoped.PostAsJsonAsync(
                Keys,
                new
                {
                    name = "更大",
                    roles = new[] { "administrator" },
                    scopes = new[] { "report" },
                }
            ),
            403,
            "key.beyond_own"
        );
        Assert.That(
            (
                await scoped.PostAsJsonAsync(
                    Keys,
                    new
                    {
                        name = "不大",
                        roles = new[] { "administrator" },
                        scopes = new[] { "readPlan" },
                    }
                )
            ).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
    }

    [TestCase("10.1.0.0/33")]
    [TestCase("10.1.2.3")]
    [TestCase("anywhere")]
    public async Task A_network_that_is_none_is_refused(string network) =>
        await IsRefusedAsync(
            await Http.PostAsJsonAsync(
                Keys,
                new
                {
                    name = "网段",
                    roles = new[] { "reporter" },
                    networks = new[] { network },
                }
            ),
            400,
            "request.invalid"
        );

    [Test]
    public async Task Whoever_reports_is_named_in_history_and_feed()
    {
        using var reporter = SignedIn(
            (await MadeAsync(new { name = "文体中心", roles = new[] { "reporter" } })).Secret
        );

        var reported = await JsonAsync(
            await ReportAsync("2022-fitness-tests", "2022-05", new { value = 5 }, by: reporter)
        );

        Assert.That(reported["recordedBy"]!.GetValue<string>(), Is.EqualTo("文体中心"));
        Assert.That(
            (await ReadAsync("/api/v1/changes?kinds=indicator.value.reported"))["items"]![0]!["by"]!.GetValue<string>(),
            Is.EqualTo("文体中心")
        );
    }

    private async Task<(string Id, string Secret)> MadeAsync(object key)
    {
        var made = await Http.PostAsJsonAsync(Keys, key);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        var answer = await JsonAsync(made);
        Assert.That(made.Headers.Location!.ToString(), Is.EqualTo($"{Keys}/{answer["id"]}"));
        return (answer["id"]!.GetValue<string>(), answer["secret"]!.GetValue<string>());
    }

    private async Task<int> StatusAsync(string secret, string? from = null)
    {
        using var http = SignedIn(secret);
        if (from is not null)
            http.DefaultRequestHeaders.Add(From.Header, from);
        return (int)(await http.GetAsync(Plan)).StatusCode;
    }
}
