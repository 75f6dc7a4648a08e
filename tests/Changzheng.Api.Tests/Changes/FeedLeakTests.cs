using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Changes;

/// <summary>The feed as it was found: it gave tickets to a key that may not read tickets.</summary>
public class FeedLeakTests(string database) : HotlineTest(database)
{
    [Test]
    public async Task A_key_without_the_right_to_tickets_reads_none_in_the_feed()
    {
        await BringToAsync(await ATicketAsync(), "closed");
        var made = await JsonAsync(await Http.PostAsJsonAsync("/api/v1/access/keys", new { name = "区级系统", roles = new[] { "integration" }, scopes = new[] { "readPlan", "readChanges" } }));
        using var scoped = SignedIn((string)made["secret"]!);

        Assert.That((await scoped.GetAsync(Tickets)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var read = await ReadAsync("/api/v1/changes?limit=500", scoped);
        Assert.That(read["items"]!.AsArray().Select(item => (string)item!["kind"]!).Where(kind => kind.StartsWith("ticket.", StringComparison.Ordinal)), Is.Empty);
        Assert.That((long)read["position"]!, Is.EqualTo((long)(await ReadAsync("/api/v1/changes?limit=500"))["position"]!), "What is left out, the position passes.");
    }
}
