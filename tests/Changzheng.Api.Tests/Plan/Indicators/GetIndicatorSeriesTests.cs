namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>An indicator's year in one answer: what twelve calls would say.</summary>
public class GetIndicatorSeriesTests(string database) : ApiTest(database)
{
    [Test]
    public async Task Each_period_says_what_the_indicator_says_on_its_last_day()
    {
        var plan = await Http.APlanAsync("series", ("a", Scenarios.Minimum(120)));
        foreach (var (month, value) in new[] { (1, 10), (2, 20), (4, 5), (6, 7) })
            await ReportAsync($"{plan}-a", $"2022-{month:00}", new { value });

        var items = (await ReadAsync($"/api/v1/indicators/{plan}-a/series?asOf=2022-06-30"))["items"]!.AsArray();

        Assert.That(items, Has.Count.EqualTo(12));
        Assert.That(
            items.Take(6).Select(one => $"{one!["value"] ?? "-"}/{one["cumulative"]}"),
            Is.EqualTo(new[] { "10/10", "20/30", "-/30", "5/35", "-/35", "7/42" })
        );
        foreach (var (index, item) in items.Take(6).Index())
        {
            var end = new DateOnly(2022, index + 1, 1).AddMonths(1).AddDays(-1);
            var standing = (await ReadAsync($"/api/v1/indicators/{plan}-a?asOf={end:yyyy-MM-dd}"))["standing"]!;
            foreach (var field in new[] { "expected", "attainment", "lamp", "kept", "reason" })
                Assert.That(
                    item![field]?.ToJsonString(),
                    Is.EqualTo(standing[field]?.ToJsonString()),
                    $"{end} {field}"
                );
        }

        Assert.That(
            items.Skip(6).Select(one => $"{one!["cumulative"] ?? "-"} {one["lamp"] ?? "-"} {one["expected"]}").First(),
            Is.EqualTo("- - 0.5833")
        );
    }

    [Test]
    public async Task A_part_of_the_year_may_be_asked_for()
    {
        var plan = await Http.APlanAsync("part", ("a", Scenarios.Minimum(120)));
        var items = (await ReadAsync($"/api/v1/indicators/{plan}-a/series?from=2022-03&to=2022-05"))["items"]!;
        Assert.That(
            items.AsArray().Select(one => (string?)one!["period"]),
            Is.EqualTo(new[] { "2022-03", "2022-04", "2022-05" })
        );
        await IsRefusedAsync(
            await Http.GetAsync($"/api/v1/indicators/{plan}-a/series?from=March"),
            400,
            "period.malformed"
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/indicators/nowhere/series"), 404, "indicator.not_found");
    }
}
