namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>
/// asOf is what a board is about, knownAt when it was known: together they bring back any board that was ever seen.
/// </summary>
public class ViewpointTests(string database) : ApiTest(database)
{
    protected override DateTimeOffset Today => new(2022, 1, 20, 9, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task Every_board_ever_seen_can_be_seen_again()
    {
        var plan = await Http.APlanAsync(
            "past",
            ("sum", Scenarios.Minimum(100)),
            ("year", Scenarios.Minimum(100, "year", "latest")),
            ("assigned", Scenarios.Of("assigned"))
        );
        var seen = new List<(string Url, string Board)>();
        var random = new Random(20220113);
        for (var week = 0; week < 40; week++)
        {
            Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(random.Next(600)));
            await ChangeSomethingAsync(plan, random);
            var now = Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
            foreach (var basis in new[] { "reported", "confirmed" })
            {
                var url = $"/api/v1/plans/{plan}/measures?limit=500&basis={basis}";
                seen.Add(
                    (
                        $"{url}&asOf={now:yyyy-MM-dd}&knownAt={Uri.EscapeDataString(now.ToString("o"))}",
                        (await ReadAsync(url))["items"]!.ToJsonString()
                    )
                );
            }
        }

        Assert.Multiple(() =>
        {
            foreach (var (url, board) in seen)
                Assert.That(ReadAsync(url).Result["items"]!.ToJsonString(), Is.EqualTo(board), url);
        });
        Assert.That(seen.Select(one => one.Board).Distinct().Count(), Is.GreaterThan(30), "the boards did change");
    }

    [Test]
    public async Task A_value_corrected_later_is_seen_as_it_stood_then()
    {
        var plan = await Http.APlanAsync("corrected-later", ("sum", Scenarios.Minimum(100)));
        Clock.Advance(TimeSpan.FromDays(20));
        await ReportAsync($"{plan}-sum", "2022-01", new { value = 10 });
        var then = Uri.EscapeDataString(Clock.GetUtcNow().ToString("o"));
        Clock.Advance(TimeSpan.FromDays(20));
        await ReportAsync($"{plan}-sum", "2022-01", new { value = 30 }, 1);

        Assert.That(await ValueAsync(plan, $"asOf=2022-01-31&knownAt={then}"), Is.EqualTo(10));
        Assert.That(
            await ValueAsync(plan, "asOf=2022-01-31"),
            Is.EqualTo(30),
            "about the same day, as it is known now"
        );
        Assert.That(await ValueAsync(plan, "asOf=2022-01-30"), Is.Null, "January's figure is not about 30 January");
        await IsRefusedAsync(
            await Http.GetAsync($"/api/v1/indicators/{plan}-sum?knownAt=2022-07-05T09:00:00"),
            400,
            "request.invalid"
        );
    }

    [Test]
    public async Task An_amended_measure_keeps_its_old_wording_for_those_who_look_back()
    {
        var plan = await Http.APlanAsync("amended");
        var url = $"/api/v1/plans/{plan}/measures/1.1.1";
        Clock.Advance(TimeSpan.FromDays(1));
        var before = Uri.EscapeDataString(Clock.GetUtcNow().ToString("o"));
        Clock.Advance(TimeSpan.FromDays(1));

        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, url, new { title = "改", documentNumber = "x" }),
            428,
            "version.needed"
        );
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                url,
                new
                {
                    title = "改",
                    documentNumber = "x",
                    leadUnit = "nobody",
                },
                1
            ),
            404,
            "unit.not_found"
        );
        var amended = await JsonAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                url,
                new
                {
                    title = "改后的承诺",
                    documentNumber = "测〔2022〕9号",
                    leadUnit = "310107102-JJB",
                    weight = 2,
                },
                1
            )
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, url, new { title = "再改", documentNumber = "x" }, 1),
            412,
            "version.stale"
        );

        Assert.Multiple(() =>
        {
            Assert.That((string?)amended["title"], Is.EqualTo("改后的承诺"));
            Assert.That((string?)amended["quote"], Is.EqualTo("承诺第1件事"), "the quote stays what the plan said");
            Assert.That((decimal)amended["weight"]!, Is.EqualTo(2));
            Assert.That((bool)amended["assumed"]!, Is.False);
        });
        Assert.That((string?)(await ReadAsync($"{url}?knownAt={before}"))["title"], Is.EqualTo("承诺第1件事"));
    }

    [Test]
    public async Task A_target_counts_from_the_day_its_document_says()
    {
        var plan = await Http.APlanAsync("retargeted", ("sum", Scenarios.Minimum(100)));
        Clock.Advance(TimeSpan.FromDays(30));
        await ReportAsync($"{plan}-sum", "2022-01", new { value = 50 });
        var day = Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date;

        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-sum/target",
            new
            {
                value = 200,
                effectiveOn = $"{day:yyyy-MM-dd}",
                documentNumber = "区〔2022〕5号",
            },
            1
        );

        Assert.That(
            (decimal)(await ReadAsync($"/api/v1/indicators/{plan}-sum"))["standing"]!["attainment"]!,
            Is.EqualTo(0.25m)
        );
        Assert.That(
            (decimal)
                (await ReadAsync($"/api/v1/indicators/{plan}-sum?asOf={day.AddDays(-1):yyyy-MM-dd}"))["standing"]![
                    "attainment"
                ]!,
            Is.EqualTo(0.5m)
        );
    }

    private async Task<decimal?> ValueAsync(string plan, string viewpoint) =>
        (decimal?)(await ReadAsync($"/api/v1/indicators/{plan}-sum?{viewpoint}"))["standing"]!["value"];

    private async Task ChangeSomethingAsync(string plan, Random random)
    {
        var month = Math.Min(Clock.GetUtcNow().Month, random.Next(1, 13));
        var (indicator, period) = random.Next(3) switch
        {
            0 => ("year", "2022"),
            1 => ("assigned", $"2022-{month:00}"),
            _ => ("sum", $"2022-{month:00}"),
        };
        var url = $"/api/v1/indicators/{plan}-{indicator}/values/{period}";
        var current = await Http.GetAsync(url);
        int? version = current.IsSuccessStatusCode ? (int)(await JsonAsync(current))["version"]! : null;
        switch (random.Next(6))
        {
            case 0 when version is not null:
                await SendAsync(Reviewer, HttpMethod.Post, $"{url}/confirm", null, version);
                break;
            case 1 when version is not null:
                await SendAsync(Reviewer, HttpMethod.Post, $"{url}/return", new { reason = "核" }, version);
                break;
            case 2:
                var target = (await ReadAsync($"/api/v1/indicators/{plan}-assigned"))["target"];
                await SendAsync(
                    Http,
                    HttpMethod.Put,
                    $"/api/v1/indicators/{plan}-assigned/target",
                    new
                    {
                        value = random.Next(50, 100),
                        effectiveOn = $"{Clock.GetUtcNow():yyyy-MM-dd}",
                        documentNumber = "区〔2022〕1号",
                    },
                    (int?)target?["version"]
                );
                break;
            case 3:
                var progress = await Http.GetAsync($"/api/v1/plans/{plan}/measures/1.1.4/progress");
                await SendAsync(
                    Http,
                    HttpMethod.Put,
                    $"/api/v1/plans/{plan}/measures/1.1.4/progress",
                    new { completion = new[] { 0, 0.2m, 0.5m, 0.8m }[random.Next(4)] },
                    progress.IsSuccessStatusCode ? (int)(await JsonAsync(progress))["version"]! : null
                );
                break;
            default:
                await ReportAsync($"{plan}-{indicator}", period, new { value = random.Next(40) }, version);
                break;
        }
    }
}
