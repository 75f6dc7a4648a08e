using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

public class SummarisePillarsTests(string database) : ApiTest(database)
{
    private static readonly string[] states = ["completed", "green", "yellow", "red", "notStarted", "noData"];

    [OneTimeSetUp]
    public async Task ReportAsync()
    {
        await ReportAsync("2022-fitness-tests", "2022-06", new { value = 395 });
        await ReportAsync("2022-major-accidents", "2022-03", new { value = 1 });
        await ReportAsync("2022-waste-sorting-rank", "2022-Q2", new { rank = 2, of = 10 });
        await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/1.1.1/progress", new { completion = 0.9 });
        var measure = await ReadAsync($"{Plan}/measures/4.1.1");
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"{Plan}/measures/4.1.1",
            new
            {
                title = (string)measure["title"]!,
                documentNumber = "测",
                weight = 3.5,
            },
            1
        );
    }

    [Test]
    public async Task It_says_where_the_year_is()
    {
        var summary = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30");

        Assert.Multiple(() =>
        {
            Assert.That((string?)summary["plan"], Is.EqualTo("changzheng-2022"));
            Assert.That((string?)summary["asOf"], Is.EqualTo("2022-06-30"));
            Assert.That((string?)summary["knownAt"], Does.EndWith("+08:00"));
            Assert.That((decimal)summary["elapsed"]!, Is.EqualTo(0.4959m));
            Assert.That(
                summary["pillars"]!.AsArray().Select(pillar => (int)pillar!["number"]!),
                Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6 })
            );
        });
    }

    [TestCase("2021-12-31", 0)]
    [TestCase("2022-01-01", 0.0027)]
    [TestCase("2022-12-31", 1)]
    [TestCase("2026-11-22", 1)]
    public async Task Before_the_year_nothing_has_passed_and_after_it_all(string asOf, double elapsed)
    {
        Assert.That((double)(await ReadAsync($"{Plan}/pillars/summary?asOf={asOf}"))["elapsed"]!, Is.EqualTo(elapsed));
    }

    [Test]
    public async Task The_explanation_leads_to_the_measures_that_make_the_figures()
    {
        foreach (var pillar in (await ReadAsync($"{Plan}/pillars/summary"))["pillars"]!.AsArray())
        {
            var measures = (await ReadAsync((string)pillar!["explanation"]! + "&limit=500"))["items"]!.AsArray();
            var weight = measures.Sum(measure => (decimal)measure!["weight"]!);
            Assert.Multiple(() =>
            {
                Assert.That(
                    (decimal)pillar["completion"]!,
                    Is.EqualTo(
                        Math.Round(
                            measures.Sum(measure =>
                                (decimal)measure!["weight"]! * ((decimal?)measure["completion"] ?? 0)
                            ) / weight,
                            4,
                            MidpointRounding.AwayFromZero
                        )
                    )
                );
                Assert.That(
                    (decimal)pillar["expected"]!,
                    Is.EqualTo(
                        Math.Round(
                            measures.Sum(measure => (decimal)measure!["weight"]! * (decimal)measure["expected"]!)
                                / weight,
                            4,
                            MidpointRounding.AwayFromZero
                        )
                    )
                );
                Assert.That((int)pillar["measures"]!["total"]!, Is.EqualTo(measures.Count));
                foreach (var lamp in new[] { "green", "yellow", "red", "notStarted", "noData" })
                    Assert.That(
                        (int)pillar["measures"]![lamp]!,
                        Is.EqualTo(measures.Count(measure => (string?)measure!["lamp"] == lamp)),
                        lamp
                    );
            });
        }
    }

    [Test]
    public async Task The_states_add_up_to_the_total()
    {
        Assert.Multiple(async () =>
        {
            foreach (var pillar in (await ReadAsync($"{Plan}/pillars/summary"))["pillars"]!.AsArray())
            {
                Assert.That(
                    states.Sum(state => (int)pillar!["measures"]![state]!),
                    Is.EqualTo((int)pillar!["measures"]!["total"]!)
                );
                Assert.That(
                    new[] { "achieved", "green", "yellow", "red", "noData" }.Sum(state =>
                        (int)pillar["indicators"]![state]!
                    ),
                    Is.EqualTo((int)pillar["indicators"]!["total"]!)
                );
            }
        });
    }

    [Test]
    public async Task A_broken_promise_counts_nothing_and_a_kept_one_counts_at_pace()
    {
        var broken = await MeasuredByAsync("2022-major-accidents");
        var ranked = await MeasuredByAsync("2022-waste-sorting-rank");

        Assert.That(((decimal)broken["completion"]!, (string?)broken["lamp"]), Is.EqualTo((0m, "red")));
        Assert.That((decimal)ranked["completion"]!, Is.EqualTo((decimal)ranked["expected"]!));
    }

    [Test]
    public async Task It_is_not_sent_again_until_something_changes()
    {
        var first = await Http.GetAsync($"{Plan}/pillars/summary");
        async Task<HttpStatusCode> AgainAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"{Plan}/pillars/summary");
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
            return (await Http.SendAsync(request)).StatusCode;
        }

        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await AgainAsync(), Is.EqualTo(HttpStatusCode.NotModified));
        await ReportAsync("2022-fitness-tests", "2022-05", new { value = 1 });
        Assert.That(await AgainAsync(), Is.EqualTo(HttpStatusCode.OK));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await AgainAsync(), Is.EqualTo(HttpStatusCode.OK), "another day, another pace");
    }

    [Test]
    public async Task An_unknown_plan_and_an_unknown_parameter_are_refused()
    {
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/nowhere/pillars/summary"), 404, "plan.not_found");
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/pillars/summary?asof=2022-06-30"), 400, "parameter.unknown");
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/pillars/summary?asOf=30.6.2022"), 400, "request.malformed");
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/pillars/summary?basis=Guessed"), 400, "request.malformed");
    }

    private async Task<JsonNode> MeasuredByAsync(string indicator) =>
        await ReadAsync(
            $"{Plan}/measures/{(string)(await ReadAsync($"/api/v1/indicators/{indicator}"))["measures"]![0]!}"
        );
}
