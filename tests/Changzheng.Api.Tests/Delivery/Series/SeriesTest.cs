using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery.Series;

/// <summary>A series of a plan of its own.</summary>
public abstract class SeriesTest(string database) : ApiTest(database)
{
    protected static readonly object[] Photo = [new { title = "签到表", uri = "https://files.example.org/s.pdf" }];

    protected async Task<string> ASeriesAsync(string plan, string cadence)
    {
        await Http.APlanAsync(plan);
        var opened = await Http.PostAsJsonAsync("/api/v1/series", Opening(plan, cadence));
        Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.ToString();
    }

    protected static Dictionary<string, object?> Opening(string plan, string cadence) =>
        new()
        {
            ["code"] = $"{plan}-series",
            ["plan"] = plan,
            ["measures"] = new[] { "1.1.1" },
            ["title"] = "例会",
            ["kind"] = "meeting",
            ["cadence"] = cadence,
            ["on"] = "2022-01-10",
        };

    protected async Task<HttpResponseMessage> ActAsync(
        string series,
        int number,
        string action,
        object body,
        HttpClient? by = null
    )
    {
        var version = (int)(await ReadAsync(series))["version"]!;
        return await SendAsync(by ?? Http, HttpMethod.Post, $"{series}/occurrences/{number}/{action}", body, version);
    }

    protected async Task DoneAsync(string series, int number, string action, object body, HttpClient? by = null)
    {
        var answer = await ActAsync(series, number, action, body, by);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
    }

    protected async Task<JsonArray> OccurrencesAsync(string series) =>
        (await ReadAsync($"{series}/occurrences"))["items"]!.AsArray();

    protected async Task<IEnumerable<string?>> StatusesAsync(string series) =>
        (await OccurrencesAsync(series)).Select(one => (string?)one!["status"]);

    protected async Task<JsonNode> SeenAsync(string plan, string asOf) =>
        (await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?asOf={asOf}"))["undertakings"]!.AsArray().Single()!;
}
