using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery.Supervision;

/// <summary>A campaign of a plan of its own.</summary>
public abstract class SupervisionTest(string database) : ApiTest(database)
{
    protected async Task<string> ACampaignAsync(string plan, int? planned)
    {
        await Http.APlanAsync(plan);
        var opening = new
        {
            code = $"{plan}-campaign",
            plan,
            measures = new[] { "1.1.1" },
            title = "消防检查",
            kind = "fire",
            plannedObjects = planned,
            leadUnit = "310107102-AQB",
            on = "2022-01-10",
        };
        var opened = await Http.PostAsJsonAsync("/api/v1/campaigns", opening);
        Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.ToString();
    }

    protected async Task AnInspectionAsync(string plan, string code, string what, string on)
    {
        var inspection = new
        {
            code = $"{plan}-{code}",
            campaign = $"{plan}-campaign",
            inspected = what,
            on,
        };
        var recorded = await Http.PostAsJsonAsync("/api/v1/inspections", inspection);
        Assert.That((int)recorded.StatusCode, Is.EqualTo(201), await recorded.Content.ReadAsStringAsync());
    }

    protected async Task<string> AFindingAsync(string plan, string code, string what, string severity = "general")
    {
        var finding = new
        {
            code = $"{plan}-{code}",
            campaign = $"{plan}-campaign",
            inspected = what,
            title = "通道堆物",
            severity,
            unit = "310107102-GLB",
            on = "2022-06-20",
        };
        var recorded = await Http.PostAsJsonAsync("/api/v1/findings", finding);
        Assert.That((int)recorded.StatusCode, Is.EqualTo(201), await recorded.Content.ReadAsStringAsync());
        return recorded.Headers.Location!.ToString();
    }

    protected async Task<HttpResponseMessage> ActAsync(string of, string action, object body, HttpClient? by = null)
    {
        var version = (int)(await ReadAsync(of))["version"]!;
        return await SendAsync(by ?? Http, HttpMethod.Post, $"{of}/{action}", body, version);
    }

    protected async Task<JsonNode> ActedAsync(string of, string action, object body, HttpClient? by = null)
    {
        var answer = await ActAsync(of, action, body, by);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return await JsonAsync(answer);
    }

    protected async Task<JsonNode> SeenAsync(string plan, string asOf) =>
        (await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?asOf={asOf}"))["undertakings"]!.AsArray().Single()!;
}
