using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Changes of indicators by a later document. Today is 2022-07-05.</summary>
public abstract class AmendIndicatorTest(string database) : ApiTest(database)
{
    protected const string Document = "区〔2022〕8号",
        June = "asOf=2022-06-30";

    protected static JsonObject ToDecember =>
        new()
        {
            ["kind"] = "steps",
            ["steps"] = new JsonArray(new JsonObject { ["on"] = "2022-12-01", ["share"] = 1 }),
        };

    protected static JsonObject Change(params (string Field, JsonNode Value)[] fields)
    {
        var body = new JsonObject
        {
            ["documentNumber"] = Document,
            ["issuedOn"] = "2022-06-20",
            ["quote"] = "调整完成时限",
            ["effectiveOn"] = "2022-07-01",
        };
        foreach (var (field, value) in fields)
            body[field] = value;
        return body;
    }

    protected Task<HttpResponseMessage> AmendAsync(string plan, string key, JsonObject change, int version = 1)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        return SendAsync(Http, HttpMethod.Put, $"/api/v1/indicators/{plan}-{key}", change, version);
    }

    protected Task<JsonNode> IndicatorAsync(string plan, string key, string query = "") =>
        ReadAsync($"/api/v1/indicators/{plan}-{key}?{query}");

    protected Task<JsonNode> MeasureAsync(string plan, string query) =>
        ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?{query}");

    /// <summary>Whole boards about days before any document of these tests counts, without the last change.</summary>
    protected async Task<IReadOnlyList<string>> BoardsAsync(string plan)
    {
        var boards = new List<string>();
        foreach (var day in new[] { "2022-06-09", "2022-06-30" })
        {
            var summary = (await ReadAsync($"/api/v1/plans/{plan}/pillars/summary?asOf={day}")).AsObject();
            summary.Remove("knownAt");
            var measures = await ReadAsync($"/api/v1/plans/{plan}/measures?asOf={day}");
            var indicators = await ReadAsync($"/api/v1/indicators?plan={plan}&asOf={day}");
            boards.Add($"{summary.ToJsonString()} {measures.ToJsonString()} {indicators.ToJsonString()}");
        }

        return boards;
    }

    protected async Task<IEnumerable<string>> OverdueAsync(string plan, string day) =>
        (await ReadAsync($"/api/v1/indicators/overdue?plan={plan}&asOf={day}"))["items"]!
            .AsArray()
            .Where(row => row!["indicator"] is not null)
            .Select(row => (string)row!["period"]!)
            .ToList();

    protected async Task IsIntactAsync()
    {
        var proof = await ReadAsync("/api/v1/audit/verify");
        Assert.That((bool)proof["intact"]!, proof.ToJsonString());
    }
}
