using System.Net;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>A key's life: made, rotated, expired, revoked.</summary>
public class KeysTests(string database) : KeyTest(database)
{
    [Test]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var (id, secret) = await MakeKeyAsync(new { name = "窗口系统", roles = new[] { "reporter" } });

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
        var (id, old) = await MakeKeyAsync(new { name = "轮换", roles = new[] { "reviewer" } });

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
        var (id, secret) = await MakeKeyAsync(new { name = "停用", roles = new[] { "reviewer" } });
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
        var (_, secret) = await MakeKeyAsync(
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
    public async Task A_key_does_not_expire_before_it_is_made()
    {
        foreach (var at in new[] { Clock.GetUtcNow(), Clock.GetUtcNow().AddDays(-1) })
            await IsRefusedAsync(
                await SendAsync(
                    Http,
                    HttpMethod.Post,
                    Keys,
                    new
                    {
                        name = "旧钥",
                        roles = new[] { "reporter" },
                        expiresAt = at,
                    }
                ),
                400,
                "request.invalid"
            );
        var never = await SendAsync(
            Http,
            HttpMethod.Post,
            Keys,
            new
            {
                name = "新钥",
                roles = new[] { "reporter" },
                expiresAt = (DateTimeOffset?)null,
            }
        );

        Assert.That((int)never.StatusCode, Is.EqualTo(201));
        Assert.That((await JsonAsync(never))["expiresAt"], Is.Null);
    }

    [Test]
    public async Task The_last_administrator_cannot_be_revoked()
    {
        var mine = (await ReadAsync(Keys + "?limit=500"))["items"]!
            .AsArray()
            .Single(key => key!["name"]!.GetValue<string>() == "administrator")!;
        var (limited, _) = await MakeKeyAsync(
            new
            {
                name = "只读管理员",
                roles = new[] { "administrator" },
                scopes = new[] { "readPlan" },
            }
        );
        var (expired, _) = await MakeKeyAsync(
            new
            {
                name = "过期管理员",
                roles = new[] { "administrator" },
                expiresAt = Clock.GetUtcNow().AddMinutes(1),
            }
        );
        Clock.Advance(TimeSpan.FromMinutes(2));
        var (bound, _) = await MakeKeyAsync(
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

    [Test]
    public async Task The_reporting_key_is_named_in_history_and_feed()
    {
        using var reporter = SignedIn(
            (await MakeKeyAsync(new { name = "文体中心", roles = new[] { "reporter" } })).Secret
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
}
