using System.Net;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>A rotation shows a new secret, with which its caller can act as the key's holder.</summary>
public class RotateKeyTests(string database) : KeyTest(database)
{
    [Test]
    public async Task A_rotation_takes_every_right_of_the_key()
    {
        var dispatcher = (await MakeKeyAsync(new { name = "派单员", roles = new[] { "dispatcher" } })).Id;
        var handler = (
            await MakeKeyAsync(
                new
                {
                    name = "承办人",
                    roles = new[] { "handler" },
                    unit = "310107102-JJB",
                }
            )
        ).Id;
        var administrator = (await MakeKeyAsync(new { name = "全权管理员", roles = new[] { "administrator" } })).Id;
        var scopes = new[] { "manageKeys", "readPlan" };
        var limited = new
        {
            name = "密钥专员",
            roles = new[] { "administrator" },
            scopes,
        };
        using var keyClerk = SignedIn((await MakeKeyAsync(limited)).Secret);
        var doubled = new { name = "派单管理员", roles = new[] { "administrator", "dispatcher" } };
        using var both = SignedIn((await MakeKeyAsync(doubled)).Secret);

        foreach (var (by, key) in new[] { (Http, dispatcher), (Http, handler), (keyClerk, administrator) })
            await IsRefusedAsync(await RotateAsync(by, key), 403, "key.beyond_own");

        Assert.That((await RotateAsync(both, dispatcher)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await RotateAsync(Http, administrator)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_rotation_is_on_the_trail_with_the_ids_of_both_keys()
    {
        var rotated = (await MakeKeyAsync(new { name = "被轮换", roles = new[] { "reporter" } })).Id;
        var (by, secret) = await MakeKeyAsync(new { name = "轮换人", roles = new[] { "administrator" } });
        using var administrator = SignedIn(secret);

        await RotateAsync(administrator, rotated);

        var row = (await ReadAsync("/api/v1/audit?action=RotateKey&limit=500"))["items"]!.AsArray().Last()!;
        var detail = row["detail"]!;
        var recorded = ((string?)detail["key"], (string?)detail["by"], (string?)row["callerId"]);
        Assert.That(recorded, Is.EqualTo((rotated, by, by)));
        Assert.That((long?)detail["change"], Is.GreaterThan(0));
        await ReportAsync("2022-fitness-tests", "2022-06", new { value = 5 });
        var next = (await ReadAsync("/api/v1/audit?limit=500"))["items"]!.AsArray().Last()!;
        Assert.That(next["detail"]!["key"], Is.Null, "Only the row of the command that showed a secret.");
    }

    private static Task<HttpResponseMessage> RotateAsync(HttpClient by, string key) =>
        SendAsync(by, HttpMethod.Post, $"{Keys}/{key}/rotate", new { }, 1);
}
