using System.Net;
using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>Who is calling, as a front end asks it.</summary>
public sealed class GetMeTests(string database) : ApiTest(database)
{
    private const string Me = "/api/v1/me";

    [Test]
    public async Task A_key_is_told_its_name_unit_roles_rights_and_end()
    {
        using var reporter = await SignedInAsync(
            new
            {
                name = "文体中心填报",
                roles = new[] { "reporter" },
                unit = "310107102-WHZX",
                expiresAt = "2099-12-31T23:59:59.123+08:00",
            }
        );

        var me = await JsonAsync(await reporter.GetAsync(Me));

        Assert.Multiple(() =>
        {
            Assert.That((string?)me["name"], Is.EqualTo("文体中心填报"));
            Assert.That((string?)me["unit"], Is.EqualTo("310107102-WHZX"));
            Assert.That(Texts(me["roles"]), Is.EqualTo(new[] { "reporter" }));
            Assert.That(
                Texts(me["rights"]),
                Is.EquivalentTo(
                    new[] { "readPlan", "report", "readFindings", "readTickets", "import", "storeFiles", "readFiles" }
                )
            );
            Assert.That(me["scopes"], Is.Null);
            Assert.That(
                me["expiresAt"]!.GetValue<DateTimeOffset>(),
                Is.EqualTo(new DateTimeOffset(2099, 12, 31, 23, 59, 59, 123, TimeSpan.FromHours(8)))
            );
        });
    }

    [Test]
    public async Task Scopes_narrow_the_rights()
    {
        using var scoped = await SignedInAsync(
            new
            {
                name = "大屏",
                roles = new[] { "integration" },
                scopes = new[] { "readPlan", "readChanges" },
            }
        );

        var me = await JsonAsync(await scoped.GetAsync(Me));

        Assert.Multiple(() =>
        {
            Assert.That(Texts(me["rights"]), Is.EquivalentTo(new[] { "readPlan", "readChanges" }));
            Assert.That(Texts(me["scopes"]), Is.EquivalentTo(new[] { "readPlan", "readChanges" }));
            Assert.That(me["unit"], Is.Null);
            Assert.That(me["expiresAt"], Is.Null);
        });
    }

    /// <summary>Every right the answer names opens, and no other: asked of a list that needs the right.</summary>
    [TestCase("auditor", "readAudit", "/api/v1/audit?limit=1")]
    [TestCase("administrator", "manageKeys", "/api/v1/access/keys?limit=1")]
    [TestCase("reporter", "manageKeys", "/api/v1/access/keys?limit=1")]
    public async Task What_it_names_opens_and_what_it_leaves_out_does_not(string role, string right, string url)
    {
        using var http = await SignedInAsync(new { name = $"{role} {right}", roles = new[] { role } });

        var me = await JsonAsync(await http.GetAsync(Me));
        var opens = (await http.GetAsync(url)).StatusCode == HttpStatusCode.OK;

        Assert.That(Texts(me["rights"]).Contains(right), Is.EqualTo(opens));
    }

    [Test]
    public async Task Without_a_credential_it_is_refused()
    {
        using var nobody = SignedIn(null);

        Assert.That((await nobody.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task<HttpClient> SignedInAsync(object key) =>
        SignedIn((string?)(await JsonAsync(await Http.PostAsJsonAsync("/api/v1/access/keys", key)))["secret"]);

    private static IEnumerable<string?> Texts(System.Text.Json.Nodes.JsonNode? list) =>
        list!.AsArray().Select(text => (string?)text);
}
