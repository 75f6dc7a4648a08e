using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery.Projects;

/// <summary>A project of a plan of its own: three milestones of 0.2, 0.3 and 0.5.</summary>
public abstract class ProjectTest(string database) : ApiTest(database)
{
    protected static readonly object[] Proof = [new { title = "验收单", uri = "https://files.example.org/a.pdf" }];

    /// <returns>The project's URL.</returns>
    protected async Task<string> AProjectAsync(string plan, decimal? budget = null, string? leadUnit = null)
    {
        await Http.APlanAsync(plan);
        var opened = await Http.PostAsJsonAsync("/api/v1/projects", Opening(plan, budget, leadUnit));
        Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.ToString();
    }

    protected static Dictionary<string, object?> Opening(
        string plan,
        decimal? budget = null,
        string? leadUnit = null
    ) =>
        new()
        {
            ["code"] = $"{plan}-park",
            ["plan"] = plan,
            ["measures"] = new[] { "1.1.1" },
            ["title"] = "口袋花园",
            ["kind"] = "works",
            ["milestones"] = new object[]
            {
                AMilestone(1, "2022-03-31", "立项", 0.2m),
                AMilestone(2, "2022-06-30", "开工", 0.3m),
                AMilestone(3, "2022-11-30", "验收", 0.5m),
            },
            ["budget"] = budget,
            ["leadUnit"] = leadUnit,
            ["on"] = "2022-01-10",
        };

    protected static Dictionary<string, object?> AMilestone(
        int number,
        string? plannedOn,
        string? name,
        decimal? weight
    ) =>
        new()
        {
            ["number"] = number,
            ["plannedOn"] = plannedOn,
            ["name"] = name,
            ["weight"] = weight,
        };

    /// <summary>Does something to the project as it stands.</summary>
    protected async Task<HttpResponseMessage> ActAsync(
        string project,
        string action,
        object body,
        HttpClient? by = null
    )
    {
        var version = (int)(await ReadAsync(project))["version"]!;
        return await SendAsync(by ?? Http, HttpMethod.Post, $"{project}/{action}", body, version);
    }

    protected async Task<JsonNode> ActedAsync(string project, string action, object body, HttpClient? by = null)
    {
        var answer = await ActAsync(project, action, body, by);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return await JsonAsync(answer);
    }

    /// <summary>What the measure shows of the project on a day.</summary>
    protected async Task<JsonNode> SeenAsync(string plan, string asOf)
    {
        var measure = await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?asOf={asOf}");
        return measure["undertakings"]!.AsArray().Single()!;
    }
}
