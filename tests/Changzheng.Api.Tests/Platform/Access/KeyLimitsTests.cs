using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>What limits a key: its networks, its scopes, and the rights of the key that made it.</summary>
public class KeyLimitsTests(string database) : KeyTest(database)
{
    [TestCase("10.1.2.3", 200)]
    [TestCase("::ffff:10.1.2.3", 200)]
    [TestCase("2001:db8::7", 200)]
    [TestCase("10.2.2.3", 401)]
    [TestCase("2001:db9::7", 401)]
    [TestCase(null, 401)]
    public async Task A_key_works_from_its_networks_only(string? from, int status)
    {
        var (_, secret) = await MakeKeyAsync(
            new
            {
                name = "内网",
                roles = new[] { "reporter" },
                networks = new[] { "10.1.0.0/16", "2001:db8::/32" },
            }
        );

        Assert.That(await StatusAsync(secret, from), Is.EqualTo(status));
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
    public async Task Scopes_limit_what_the_roles_give()
    {
        using var limited = SignedIn(
            (
                await MakeKeyAsync(
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
                await MakeKeyAsync(
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
    public async Task A_key_with_more_rights_than_its_maker_is_refused()
    {
        using var bound = SignedIn(await AKeyOfAsync("经发办管理员", "310107102-JJB", Role.Administrator));
        using var scoped = SignedIn(
            (
                await MakeKeyAsync(
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
}
