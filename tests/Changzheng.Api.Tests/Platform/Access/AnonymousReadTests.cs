using System.Net;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>What Access:AnonymousRead opens, and what it does not.</summary>
public class AnonymousReadTests(string database) : ApiTest(database)
{
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Access:AnonymousRead"] = "true" };

    [Test]
    public async Task The_plan_is_open_and_nothing_else()
    {
        using var anyone = SignedIn(null);

        foreach (
            var open in new[]
            {
                "/api/v1/plans",
                Plan,
                $"{Plan}/text",
                $"{Plan}/measures",
                $"{Plan}/pillars/summary",
                "/api/v1/indicators",
                "/api/v1/indicators/2022-fitness-tests/values",
                "/api/v1/units",
            }
        )
            Assert.That((await anyone.GetAsync(open)).StatusCode, Is.EqualTo(HttpStatusCode.OK), open);
        foreach (
            var closed in new[] { "/api/v1/changes", "/api/v1/access/keys", "/api/v1/audit", "/api/v1/audit/verify" }
        )
            await IsRefusedAsync(await anyone.GetAsync(closed), 401, "access.unauthenticated");
        await IsRefusedAsync(
            await ReportAsync("2022-fitness-tests", "2022-01", new { value = 1 }, by: anyone),
            401,
            "access.unauthenticated"
        );
    }

    [Test]
    public async Task A_role_without_the_right_does_not_get_it_by_staying_signed_in()
    {
        using var integration = SignedIn(await AKeyAsync("只读变更", Role.Integration));
        Assert.That((await integration.GetAsync(Plan)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var wrong = SignedIn("czk_00000000_wrong");
        Assert.That(
            (await wrong.GetAsync(Plan)).StatusCode,
            Is.EqualTo(HttpStatusCode.OK),
            "Open is open; the failed sign-in is on record."
        );
        Assert.That((await ReadAsync("/api/v1/audit?action=SignIn"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }
}
