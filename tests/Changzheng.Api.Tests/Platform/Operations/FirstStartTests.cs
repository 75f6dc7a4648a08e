using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>Two processes that start at once on one empty database migrate and seed it once.</summary>
[TestFixture]
public sealed class FirstStartTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-start-").FullName;

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test, CancelAfter(300_000)]
    public Task Two_first_starts_seed_once() => StartTwiceAsync();

    [Test, Explicit("Half a minute long; .ci/run calls it."), Category("Soak"), Repeat(5), CancelAfter(300_000)]
    public Task Two_first_starts_seed_once_five_times() => StartTwiceAsync();

    private async Task StartTwiceAsync()
    {
        var database = Path.Combine(folder, $"{Guid.CreateVersion7():N}.db");
        var starting = new[] { BuiltApi.StartAsItIsAsync(database), BuiltApi.StartAsItIsAsync(database) };
        using var first = await starting[0];
        using var second = await starting[1];

        foreach (var api in new[] { first, second })
        {
            using var http = api.Client();
            Assert.That(await ReadAsync(http, "plans", "code"), Is.EqualTo(new[] { "changzheng-2022" }));
            Assert.That(await ReadAsync(http, "access/keys", "name"), Is.EqualTo(new[] { "administrator" }));
            Assert.That(await ReadAsync(http, "hotline/rates/definitions", "version"), Is.All.EqualTo("1"));
            var changed = await ReadAsync(http, "changes", "kind", "subject");
            Assert.That(changed, Is.Not.Empty.And.Unique, "Nothing was loaded twice.");
        }

        var (code, output) = await BuiltApi.RunAsync(database, "verify");
        Assert.That(code, Is.Zero, output);
    }

    /// <summary>These members of every item.</summary>
    private static async Task<List<string>> ReadAsync(HttpClient http, string list, params string[] members)
    {
        var text = await http.GetStringAsync(new Uri($"/api/v1/{list}?limit=500", UriKind.Relative));
        var items = JsonNode.Parse(text)!["items"]!.AsArray();
        return [.. items.Select(item => string.Join(' ', members.Select(member => item![member])))];
    }
}
