using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery.Rollouts;

/// <summary>A rollout of a plan of its own.</summary>
public abstract class RolloutTest(string database) : ApiTest(database)
{
    protected static readonly object[] Proof = [new { title = "征询表", uri = "https://files.example.org/p.pdf" }];

    protected async Task<string> ARolloutAsync(string plan, int? leastMembers = null, bool consent = false)
    {
        await Http.APlanAsync(plan);
        var set = new
        {
            code = $"{plan}-states",
            plan,
            title = "征询",
            states = new object[]
            {
                new
                {
                    state = "polling",
                    name = "征询中",
                    share = 0.5,
                },
                new
                {
                    state = "polled",
                    name = "已征询",
                    share = 1,
                },
                new
                {
                    state = "agreed",
                    name = "已同意",
                    share = 1,
                    needsConsent = true,
                },
            },
        };
        var made = await Http.PostAsJsonAsync("/api/v1/rollouts/stateSets", set);
        Assert.That((int)made.StatusCode, Is.EqualTo(201), await made.Content.ReadAsStringAsync());
        var opening = new
        {
            code = $"{plan}-rollout",
            plan,
            measures = new[] { "1.1.1" },
            title = "加梯征询",
            memberKind = "building",
            stateSet = $"{plan}-states",
            leastMembers,
            consent = consent
                ? new
                {
                    takePart = new { numerator = 2, denominator = 3 },
                    agree = new { numerator = 3, denominator = 4 },
                }
                : null,
            on = "2022-01-10",
        };
        var opened = await Http.PostAsJsonAsync("/api/v1/rollouts", opening);
        Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.ToString();
    }

    protected async Task AMemberAsync(
        string rollout,
        string key,
        string? group = null,
        string? document = null,
        object? site = null,
        string? unit = null
    )
    {
        var member = new
        {
            key,
            name = $"楼栋{key}",
            group,
            documentNumber = document,
            site,
            unit,
        };
        var added = await Http.PostAsJsonAsync($"{rollout}/members", member);
        Assert.That((int)added.StatusCode, Is.EqualTo(201), await added.Content.ReadAsStringAsync());
    }

    protected async Task<HttpResponseMessage> TryAsync(string rollout, string key, object body)
    {
        var member = await Http.GetAsync($"{rollout}/members/{key}");
        var version = member.IsSuccessStatusCode ? (int)(await JsonAsync(member))["version"]! : 1;
        return await SendAsync(Http, HttpMethod.Put, $"{rollout}/members/{key}/state", body, version);
    }

    protected async Task SetAsync(string rollout, string key, object body)
    {
        var answer = await TryAsync(rollout, key, body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
    }

    protected async Task<JsonNode> SeenAsync(string plan, string asOf) =>
        (await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?asOf={asOf}"))["undertakings"]!.AsArray().Single()!;
}
