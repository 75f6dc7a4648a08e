using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Undertakings;

/// <summary>What answers for a measure, in its own answer and as a filter of the list.</summary>
public class UndertakingsTests(string database) : ApiTest(database)
{
    [Test]
    public async Task A_measure_says_what_answers_for_it_and_where_each_stands()
    {
        var plan = await Http.APlanAsync(
            "answers",
            ("works", Scenarios.Minimum(100)),
            ("safe", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0).Citing(1))
        );
        await ReportAsync($"{plan}-works", "2022-06", new { value = 56 });
        foreach (var month in Enumerable.Range(1, 6))
            await ReportAsync($"{plan}-safe", $"2022-0{month}", new { value = 0 });

        var measure = await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?asOf=2022-06-30");

        var (safe, works) = (measure["undertakings"]![0]!, measure["undertakings"]![1]!);
        Assert.Multiple(() =>
        {
            Assert.That(Text(works), Is.EqualTo("indicator answers-works works 0.56  0.5 green"));
            Assert.That((string?)works["url"], Is.EqualTo("/api/v1/indicators/answers-works"));
            Assert.That((string?)works["reason"], Is.EqualTo("完成年度目标的56.00%，超序时进度6.00个百分点"));
            Assert.That(Text(safe), Is.EqualTo("indicator answers-safe safe  True 0.5 green"));
            Assert.That((decimal)measure["completion"]!, Is.EqualTo(0.56m), "a red line stands outside the mean");
        });
    }

    [Test]
    public async Task Typed_progress_is_an_undertaking_and_time_turns_its_lamp()
    {
        var plan = await Http.APlanAsync("typed");
        var url = $"/api/v1/plans/{plan}/measures/1.1.1";
        await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.5, on = "2022-06-30" });

        var june = await ReadAsync($"{url}?asOf=2022-06-30");
        var september = await ReadAsync($"{url}?asOf=2022-09-30");
        var october = await ReadAsync($"{url}?asOf=2022-10-01");

        Assert.Multiple(() =>
        {
            Assert.That(
                Text(june["undertakings"]![0]!),
                Is.EqualTo("progress 1.1.1 进展填报 0.5  0.4959 green"),
                "within the rule"
            );
            Assert.That((string?)june["undertakings"]![0]!["url"], Is.EqualTo($"{url}/progress"));
            Assert.That(
                Text(september["undertakings"]![0]!),
                Is.EqualTo("progress 1.1.1 进展填报 0.5  0.7479 yellow"),
                "one period old"
            );
            Assert.That(
                Text(october["undertakings"]![0]!),
                Is.EqualTo("progress 1.1.1 进展填报 0.5  0.7507 stale"),
                "older than one period"
            );
            Assert.That((string?)october["reason"], Is.EqualTo("推进中完成50.00%，数据截至6月30日"));
            Assert.That(
                ((string?)october["lamp"], (string?)october["state"], (decimal?)october["completion"]),
                Is.EqualTo(("stale", "noData", 0.5m)),
                "the value stays visible"
            );
            Assert.That((string?)october["freshness"]!["through"], Is.EqualTo("2022-06-30"));
        });
        Assert.That((await ReadAsync($"{url}?asOf=2022-06-29"))["undertakings"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_report_about_an_earlier_day_does_not_displace_a_later_one()
    {
        var plan = await Http.APlanAsync("late-report");
        var url = $"/api/v1/plans/{plan}/measures/1.1.1";
        await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.5, on = "2022-06-30" });
        await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.2, on = "2022-03-31" }, 1);

        Assert.That((decimal)(await ReadAsync($"{url}?asOf=2022-04-30"))["completion"]!, Is.EqualTo(0.2m));
        Assert.That((decimal)(await ReadAsync(url))["completion"]!, Is.EqualTo(0.5m));
    }

    [Test]
    public async Task Measures_are_listed_by_what_answers_for_them()
    {
        var plan = await Http.APlanAsync(
            "by-kind",
            ("works", Scenarios.Minimum()),
            ("more", Scenarios.Minimum().Citing(1))
        );
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.2/progress",
            new { completion = 0.5 }
        );

        Assert.Multiple(async () =>
        {
            Assert.That(await AnsweredByAsync(plan, "indicator"), Is.EqualTo(new[] { "1.1.1" }));
            Assert.That(await AnsweredByAsync(plan, "progress"), Is.EqualTo(new[] { "1.1.2" }));
            Assert.That(await AnsweredByAsync(plan, "none"), Is.EqualTo(new[] { "1.1.3" }));
            Assert.That(await AnsweredByAsync(plan, "project"), Is.Empty);
        });
        Assert.That(
            await AnsweredByAsync(plan, "none&asOf=2022-07-04"),
            Is.EqualTo(new[] { "1.1.2", "1.1.3" }),
            "before anything was said of 1.1.2"
        );
        await IsRefusedAsync(
            await Http.GetAsync($"/api/v1/plans/{plan}/measures?answeredBy=nobody"),
            400,
            "request.malformed"
        );
    }

    private async Task<IEnumerable<string>> AnsweredByAsync(string plan, string by) =>
        (await ReadAsync($"/api/v1/plans/{plan}/measures?answeredBy={by}"))["items"]!
            .AsArray()
            .Select(measure => (string)measure!["code"]!);

    private static string Text(JsonNode one) =>
        FormattableString.Invariant(
            $"{(string?)one["kind"]} {(string?)one["key"]} {(string?)one["title"]} {(decimal?)one["completion"]} {(bool?)one["kept"]} {(decimal)one["expected"]!} {(string?)one["lamp"]}"
        );
}
