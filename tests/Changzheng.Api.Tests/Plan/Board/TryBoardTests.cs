using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>What if: other weights and figures are tried, and nothing is written.</summary>
public class TryBoardTests(string database) : ApiTest(database)
{
    [Test]
    public async Task Weights_and_figures_are_tried_and_nothing_is_written()
    {
        var plan = await Http.APlanAsync("tried", ("a", Scenarios.Minimum(100)), ("b", Scenarios.Minimum(100)));
        await ReportAsync($"{plan}-a", "2022-06", new { value = 60 });
        var (summary, changes) = (await SummaryAsync(plan), await PositionAsync());

        var tried = await TryAsync(
            plan,
            new
            {
                measures = new object[]
                {
                    new { code = "1.1.1", weight = 3 },
                    new { code = "1.1.3", completion = 0.5 },
                },
                indicators = new[] { new { code = $"{plan}-b", value = 40 } },
            }
        );

        var overall = tried["overall"]!;
        Assert.Multiple(async () =>
        {
            Assert.That((decimal)overall["completion"]!, Is.EqualTo(0.54m), "(3 × 0.6 + 0.4 + 0.5) / 5");
            Assert.That((decimal)overall["knownShare"]!, Is.EqualTo(1));
            Assert.That((string?)overall["lamp"], Is.EqualTo("green"));
            Assert.That((decimal)tried["weights"]!["equal"]!["completion"]!, Is.EqualTo(0.5m), "(0.6 + 0.4 + 0.5) / 3");
            Assert.That((decimal)tried["weights"]!["declared"]!["completion"]!, Is.EqualTo(0.54m));
            Assert.That(tried["weights"]!["budget"], Is.Null);
            Assert.That(await SummaryAsync(plan), Is.EqualTo(summary));
            Assert.That(await PositionAsync(), Is.EqualTo(changes));
        });
    }

    [Test]
    public async Task Nothing_tried_is_the_summary_itself()
    {
        var plan = await Http.APlanAsync("not-tried", ("a", Scenarios.Minimum(100)));
        await ReportAsync($"{plan}-a", "2022-06", new { value = 60 });
        var tried = await TryAsync(plan, new { });
        var summary = await ReadAsync($"/api/v1/plans/{plan}/pillars/summary?asOf=2022-06-30");
        Assert.That(tried["overall"]!.ToJsonString(), Is.EqualTo(summary["overall"]!.ToJsonString()));
        Assert.That(tried["pillars"]!.ToJsonString(), Is.EqualTo(summary["pillars"]!.ToJsonString()));
    }

    [TestCase("""{"measures":[{"code":"9.9.9","weight":1}]}""", 404, "measure.not_found")]
    [TestCase("""{"indicators":[{"code":"nowhere","value":1}]}""", 404, "indicator.not_found")]
    [TestCase("""{"measures":[{"code":"1.1.1","weight":-1}]}""", 400, "request.invalid")]
    [TestCase("""{"measures":[{"code":"1.1.1","completion":1.1}]}""", 400, "request.invalid")]
    public async Task What_is_not_there_or_cannot_be_is_refused(string body, int status, string code) =>
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Plan}/pillars/summary/try", JsonNode.Parse(body)!),
            status,
            code
        );

    private async Task<JsonNode> TryAsync(string plan, object what)
    {
        var answer = await SendAsync(
            Http,
            HttpMethod.Post,
            $"/api/v1/plans/{plan}/pillars/summary/try?asOf=2022-06-30",
            what
        );
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return await JsonAsync(answer);
    }

    private async Task<string> SummaryAsync(string plan) =>
        (await ReadAsync($"/api/v1/plans/{plan}/pillars/summary?asOf=2022-06-30")).ToJsonString();

    private async Task<int> PositionAsync() => (int)(await ReadAsync("/api/v1/changes?limit=500"))["position"]!;
}
