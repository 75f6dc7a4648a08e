using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>What is found without a key: the root, and one version everywhere.</summary>
public class RootTests(string database) : ApiTest(database)
{
    [Test]
    public async Task The_root_links_to_what_answers()
    {
        using var anyone = App.CreateClient();
        var root = await ReadFromAsync(anyone, "/");
        var links = root["links"]!.AsObject().ToDictionary(link => link.Key, link => (string)link.Value!);

        Assert.That(
            links.Keys,
            Is.EquivalentTo(new[] { "api", "documentation", "openapi", "openapi30", "live", "ready", "version" })
        );
        foreach (var (name, link) in links.Where(link => link.Key != "api"))
            Assert.That((await anyone.GetAsync(link)).IsSuccessStatusCode, Is.True, $"{name}: {link}");
        Assert.That((int)(await Http.GetAsync($"{links["api"]}/me")).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task The_version_is_the_documents()
    {
        using var anyone = App.CreateClient();
        var document = await ReadFromAsync(anyone, "/swagger/v1/swagger.json");
        var version = (string)document["info"]!["version"]!;

        Assert.That(version, Does.Match(@"^[0-9]+\.[0-9]+\.[0-9]+$"));
        Assert.That((string)(await ReadFromAsync(anyone, "/version"))["version"]!, Is.EqualTo(version));
        Assert.That((string)(await ReadFromAsync(anyone, "/"))["version"]!, Is.EqualTo(version));
    }

    private static async Task<JsonNode> ReadFromAsync(HttpClient http, string address) =>
        JsonNode.Parse(await http.GetStringAsync(address))!;
}
