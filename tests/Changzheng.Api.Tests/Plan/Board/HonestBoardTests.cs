using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>A board that cannot mislead: unknown is unknown, and one broken red line always shows.</summary>
public class HonestBoardTests(string database) : ApiTest(database)
{
    private const string HalfYear = "asOf=2022-06-30";

    /// <summary>
    /// Every indicator of the seeds exactly at pace on 30 June, and nothing else: 0.5 of what is counted by month,
    /// 181/365 of what is counted by day.
    /// </summary>
    [Test, Order(1)]
    public async Task With_every_indicator_at_pace_and_nothing_else_the_board_says_how_little_is_known()
    {
        var indicators = (await ReadAsync("/api/v1/indicators?plan=changzheng-2022&limit=500"))["items"]!.AsArray();
        foreach (var indicator in indicators)
            await ReportAtPaceAsync(indicator!);

        var summary = await ReadAsync($"{Plan}/pillars/summary?{HalfYear}");
        var overall = summary["overall"]!;
        TestContext.Out.WriteLine(overall.ToJsonString());
        Assert.Multiple(() =>
        {
            Assert.That((decimal)overall["low"]!, Is.InRange(0.06m, 0.11m));
            Assert.That((decimal)overall["high"]!, Is.InRange(0.9m, 0.97m));
            Assert.That((string?)overall["lamp"], Is.EqualTo("insufficientData"));
            Assert.That((int)overall["states"]!["behind"]!, Is.Zero);
            Assert.That((int)overall["states"]!["onPace"]!, Is.GreaterThanOrEqualTo(15));
            Assert.That((string?)overall["reason"], Does.EndWith("因有数据占比低于60%，不亮灯。"));
        });
        var measures = (await ReadAsync($"{Plan}/measures?{HalfYear}&limit=500"))["items"]!.AsArray();
        Recount.Check(overall, [.. measures.Select(one => one!)]);
        foreach (var pillar in summary["pillars"]!.AsArray())
            Recount.Check(
                pillar!,
                [.. measures.Where(one => (int)one!["pillar"]! == (int)pillar!["number"]!).Select(one => one!)]
            );
    }

    [Test, Order(2)]
    public async Task One_broken_red_line_shows_on_its_pillar_and_on_the_whole()
    {
        await ReportAsync("2022-major-accidents", "2022-06", new { value = 1 }, 1);

        var summary = await ReadAsync($"{Plan}/pillars/summary?{HalfYear}");
        var (overall, pillar) = (summary["overall"]!, summary["pillars"]![4]!);
        foreach (var row in new[] { overall, pillar })
            Assert.Multiple(() =>
            {
                Assert.That((string?)row["lamp"], Is.EqualTo("red"));
                Assert.That((int)row["redLines"]!["broken"]!, Is.EqualTo(1));
                Assert.That(
                    (string?)row["reason"],
                    Does.Contain("底线突破：重大安全（生产）事故数已发生1件，全年亮红灯")
                );
            });
        Assert.That((string?)summary["pillars"]![0]!["lamp"], Is.Not.EqualTo("red"));
    }

    [Test, Order(3)]
    public async Task Silence_does_not_stay_green()
    {
        var july = await ReadAsync($"{Plan}/measures/3.2.13?asOf=2022-07-15");
        var august = await ReadAsync($"{Plan}/measures/3.2.13?asOf=2022-08-31");

        Assert.That((string?)july["lamp"], Is.EqualTo("green"));
        Assert.Multiple(() =>
        {
            Assert.That((string?)august["lamp"], Is.EqualTo("stale"));
            Assert.That((string?)august["state"], Is.EqualTo("noData"));
            Assert.That((decimal)august["completion"]!, Is.EqualTo(0.5m), "the value stays visible");
            Assert.That((bool)august["freshness"]!["stale"]!);
            Assert.That((string?)august["freshness"]!["through"], Is.EqualTo("2022-06-30"));
            Assert.That((string?)august["reason"], Does.Contain("数据截至6月，2期未报"));
        });
    }

    [Test]
    public async Task A_measure_is_not_better_for_leaving_out_what_is_worse()
    {
        var plan = await Http.APlanAsync(
            "left-out",
            ("good", Scenarios.Minimum(100).Citing(1)),
            ("bad", Scenarios.Minimum(100).Citing(1))
        );
        await ReportAsync($"{plan}-good", "2022-06", new { value = 100 });

        var measure = await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?{HalfYear}");
        Assert.That(
            ((string?)measure["lamp"], (string?)measure["state"], (decimal?)measure["completion"]),
            Is.EqualTo(("stale", "noData", 1m)),
            "six reports of the other are overdue"
        );
        await ReportAsync($"{plan}-bad", "2022-06", new { value = 0 });
        measure = await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1?{HalfYear}");
        Assert.That(
            ((string?)measure["lamp"], (string?)measure["state"], (decimal?)measure["completion"]),
            Is.EqualTo(("red", "behind", 0.5m))
        );
    }

    [Test]
    public async Task A_unit_that_stops_reporting_makes_the_whole_stale()
    {
        var plan = await Http.APlanAsync("one-stops", ("latest", Scenarios.Minimum(100, accumulation: "latest")));
        foreach (var (unit, months) in new[] { ("310107102-JJB", 6), ("310107102-JZB", 5) })
        foreach (var month in Enumerable.Range(1, months))
            await ReportAsync($"{plan}-latest", $"2022-{month:00}", new { value = 30 }, null, unit);

        var standing = (await ReadAsync($"/api/v1/indicators/{plan}-latest?{HalfYear}"))["standing"]!;
        Assert.That(
            ((string?)standing["lamp"], (string?)standing["through"], (bool)standing["stale"]!),
            Is.EqualTo(("stale", "2022-05", true))
        );
    }

    [Test]
    public async Task Reports_are_on_time_late_or_missing()
    {
        var plan = await Http.APlanAsync(
            "punctual",
            2022,
            ("a", Scenarios.Minimum(100)),
            ("b", Scenarios.Minimum(100, frequency: "quarter"))
        );
        // Today is 5 July: June was due on the 24th.
        await ReportAsync($"{plan}-a", "2022-06", new { value = 1 });
        await ReportAsync($"{plan}-a", "2022-07", new { value = 1 });
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.3/progress",
            new { step = "planned", on = "2022-06-30" }
        );

        var reporting = (await ReadAsync($"/api/v1/plans/{plan}/pillars/summary?asOf=2022-08-01"))["overall"]![
            "reporting"
        ]!;
        Assert.That(
            ((int)reporting["due"]!, (int)reporting["onTime"]!, (int)reporting["late"]!, (int)reporting["missing"]!),
            Is.EqualTo((11, 1, 2, 8)),
            "a: July on time, June late, five missing; b: two missing; progress: one late, one missing"
        );
    }

    /// <summary>The figure that is exactly at pace: what is to be kept is kept, month by month.</summary>
    private async Task ReportAtPaceAsync(JsonNode indicator)
    {
        var (code, kind, byMonth) = (
            (string)indicator["code"]!,
            (string)indicator["kind"]!,
            (string)indicator["frequency"]! == "month"
        );
        if (
            (string)indicator["source"]! == "derived"
            || (string)indicator["frequency"]! == "year"
            || kind == "assigned"
        )
            return;
        var periods = byMonth ? Enumerable.Range(1, 6).Select(month => $"2022-{month:00}") : ["2022-Q1", "2022-Q2"];
        var members = indicator["members"]!.AsArray().Count;
        foreach (var (number, period) in periods.Index())
        {
            var half = (number + 1.0) / (byMonth ? 12 : 4);
            object body = kind switch
            {
                "growth" => new { value = 1150 },
                "ratio" => new { numerator = 100, denominator = 100 },
                "zeroEvent" => new { value = 0 },
                "hold" => new { value = 1 },
                "rank" => new { rank = 1, of = 10 },
                "accreditation" => new
                {
                    stage = number == 0 ? "applied" : "reviewed",
                    on = $"2022-0{3 * number + 1}-01",
                },
                "coverage" => Cover(half, members == 0 ? 100 : members),
                "range" => new { value = number + 1 },
                _ => new { value = (int)Math.Ceiling((double)indicator["target"]!["value"]! / (byMonth ? 12 : 2)) },
            };
            if (code == "2022-fitness-tests")
                body = new { value = number < 5 ? 83 : 85 };
            var answer = await ReportAsync(code, period, body);
            Assert.That(answer.IsSuccessStatusCode, $"{code} {await answer.Content.ReadAsStringAsync()}");
        }

        if (kind == "growth")
            await SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/indicators/{code}/baseline",
                new
                {
                    effectiveOn = "2022-01-01",
                    documentNumber = "测",
                    months = Enumerable.Repeat(1000, 12),
                }
            );
    }

    /// <summary>Half the members; of a single one, all.</summary>
    private static object Cover(double share, int members) =>
        new { numerator = (int)Math.Ceiling(share * members), denominator = members };
}
