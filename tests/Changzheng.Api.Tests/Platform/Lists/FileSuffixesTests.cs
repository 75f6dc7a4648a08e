using System.Net;

namespace Changzheng.Api.Tests.Platform.Lists;

/// <summary>Lists as files by their suffix, for links that cannot send Accept.</summary>
public class FileSuffixesTests(string database) : ApiTest(database)
{
    [Test]
    public async Task A_suffix_is_what_Accept_asks_for_and_a_list_alone_has_one()
    {
        foreach (
            var (suffix, type) in new[]
            {
                ("csv", "text/csv"),
                ("ndjson", "application/x-ndjson"),
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            }
        )
        {
            var linked = await Http.GetAsync($"/api/v1/units.{suffix}?kind=office");
            Assert.That(linked.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(linked.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
            if (suffix != "xlsx")
                Assert.That(
                    await linked.Content.ReadAsStringAsync(),
                    Is.EqualTo(await AskAsync("/api/v1/units?kind=office", type))
                );
        }

        await IsRefusedAsync(await Http.GetAsync("/api/v1/units/310107102.csv"), 404, "route.not_found");
        await IsRefusedAsync(await Http.GetAsync("/api/v1/units.pdf"), 404, "route.not_found");
        var list = (await ReadDocumentAsync())["paths"]!["/api/v1/units"]!["get"]!["responses"]!["200"]!["content"]!;
        Assert.That(list.AsObject().Select(one => one.Key), Is.EqualTo(new[] { "application/json" }));
    }

    private async Task<string> AskAsync(string url, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd(type);
        return await (await Http.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
