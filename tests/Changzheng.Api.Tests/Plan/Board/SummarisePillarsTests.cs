using System.Net;
using System.Net.Http.Headers;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>The summary of the 2022 plan where a little is reported.</summary>
public class SummarisePillarsTests(string database) : ApiTest(database)
{
    [OneTimeSetUp]
    public async Task ReportAsync()
    {
        await ReportAsync("2022-fitness-tests", "2022-06", new { value = 395 });
        await ReportAsync("2022-waste-sorting-rank", "2022-Q2", new { rank = 2, of = 10 });
        await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/1.1.1/progress", new { step = "nearlyDone" });
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
            Assert.That((decimal)summary["elapsed"]!, Is.EqualTo(0.5m));
            Assert.That(
                summary["pillars"]!.AsArray().Select(pillar => (int)pillar!["number"]!),
                Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6 })
            );
        });
    }

    [TestCase("2021-12-31", 0)]
    [TestCase("2022-01-01", 0.0027)]
    [TestCase("2022-02-14", 0.125)]
    [TestCase("2022-06-30", 0.5)]
    [TestCase("2022-12-31", 1)]
    [TestCase("2026-11-22", 1)]
    public async Task Before_the_year_nothing_has_passed_and_after_it_all(string asOf, double elapsed)
    {
        Assert.That((double)(await ReadAsync($"{Plan}/pillars/summary?asOf={asOf}"))["elapsed"]!, Is.EqualTo(elapsed));
    }

    [Test]
    public async Task The_explanation_leads_to_the_measures_that_make_the_figures()
    {
        foreach (var pillar in (await ReadAsync($"{Plan}/pillars/summary?asOf=2022-07-05"))["pillars"]!.AsArray())
        {
            var measures = (await ReadAsync((string)pillar!["explanation"]! + "&limit=500"))["items"]!.AsArray();
            Recount.Check(pillar, [.. measures.Select(measure => measure!)]);
        }
    }

    [Test]
    public async Task The_explanation_of_a_past_instant_is_of_that_instant()
    {
        var summary = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30");
        var url = (string)summary["pillars"]![0]!["explanation"]!;
        Assert.That(
            url,
            Does.Contain("asOf=2022-06-30").And.Not.Contain("knownAt"),
            "the latest, whenever it is asked"
        );

        var known = Uri.EscapeDataString("2022-07-05T08:00:00+08:00");
        summary = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30&knownAt={known}");
        Assert.That((string)summary["pillars"]![0]!["explanation"]!, Does.Contain("knownAt="));
    }

    [Test]
    public async Task In_January_nothing_is_green_and_nothing_is_missing_yet()
    {
        var overall = (await ReadAsync($"{Plan}/pillars/summary?asOf=2022-01-10"))["overall"]!;

        Assert.Multiple(() =>
        {
            Assert.That((string?)overall["lamp"], Is.EqualTo("insufficientData"));
            Assert.That((int)overall["states"]!["onPace"]!, Is.Zero);
            Assert.That((int)overall["states"]!["notDue"]!, Is.GreaterThan(190));
            Assert.That((int)overall["reporting"]!["due"]!, Is.Zero);
            Assert.That(((decimal)overall["low"]!, (decimal)overall["high"]!), Is.EqualTo((0m, 1m)));
        });
    }

    [Test]
    public async Task Without_a_day_a_plan_that_is_over_is_seen_as_of_its_last_day_and_one_to_come_as_of_its_first()
    {
        await Http.APlanAsync("over", 2021, ("x", Scenarios.Minimum()));
        await Http.APlanAsync("to-come", 2023, ("x", Scenarios.Minimum()));

        async Task<string?> DayAsync(string query) => (string?)(await ReadAsync($"/api/v1/plans/{query}"))["asOf"];
        Assert.Multiple(async () =>
        {
            Assert.That(await DayAsync("over/pillars/summary"), Is.EqualTo("2021-12-31"));
            Assert.That(await DayAsync("to-come/pillars/summary"), Is.EqualTo("2023-01-01"));
            Assert.That(await DayAsync("over/pillars/summary?asOf=2022-07-05"), Is.EqualTo("2022-07-05"));
            Assert.That(await DayAsync("over/pillars/summary"), Is.EqualTo("2021-12-31"), "from the cache too");
        });
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
}
