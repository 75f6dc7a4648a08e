using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Supervision;

/// <summary>Accidents by month, and the zero-event indicator they feed. Today is 2022-07-05.</summary>
public class AccidentsTests(string database) : SupervisionTest(database)
{
    private static readonly object[] none = [];

    [Test]
    public async Task A_month_counts_once_every_campaign_has_reported_it_and_an_accident_at_once()
    {
        var (fire, works) = await CampaignsAsync("zero");
        await ReportedAsync(fire, "2022-05", none);
        Assert.That(await FiguresAsync("zero"), Is.Empty, "one of two is not the whole");
        await ReportedAsync(works, "2022-05", none);
        Assert.That(await FiguresAsync("zero"), Is.EqualTo(new[] { "2022-05 0" }));

        await ReportedAsync(works, "2022-06", [AnAccident("2022-06-02", deaths: 9)]);
        Assert.That(await FiguresAsync("zero"), Is.EqualTo(new[] { "2022-05 0" }), "below the level promised");
        await ReportedAsync(fire, "2022-07", [AnAccident("2022-07-02", deaths: 10)]);
        Assert.That(await FiguresAsync("zero"), Is.EqualTo(new[] { "2022-05 0", "2022-07 1" }));
        var standing = (await ReadAsync("/api/v1/indicators/zero-accidents"))["standing"]!;
        Assert.That(((bool?)standing["kept"], (string?)standing["lamp"]), Is.EqualTo(((bool?)false, "red")));
    }

    [Test]
    public async Task That_nothing_happened_is_said_when_the_month_is_over_and_taken_back_by_a_document_only()
    {
        var (fire, _) = await CampaignsAsync("said");
        await IsRefusedAsync(await ReportAsync(fire, "2022-07", none), 409, "accidents.month_not_over");
        await IsRefusedAsync(await ReportAsync(fire, "2021-07", none), 400, "accidents.month_outside_plan");
        await IsRefusedAsync(
            await ReportAsync(fire, "2022-06", [AnAccident("2022-05-31")]),
            400,
            "accidents.outside_month"
        );
        await IsRefusedAsync(
            await ReportAsync(fire, "2022-07", [AnAccident("2022-07-06")]),
            400,
            "accidents.outside_month"
        );
        await ReportedAsync(fire, "2022-06", [AnAccident("2022-06-02", deaths: 3)]);
        await IsRefusedAsync(await ReportAsync(fire, "2022-06", none), 409, "accidents.exist");
        var june = $"{fire}/accidents/2022-06";
        await IsRefusedAsync(await CorrectAsync(june, none), 400, "accidents.document_needed");
        await IsRefusedAsync(
            await CorrectAsync(june, [AnAccident("2022-06-02", deaths: 2)]),
            400,
            "accidents.document_needed"
        );
        var worse = await CorrectAsync(june, [AnAccident("2022-06-02", deaths: 3), AnAccident("2022-06-09")]);
        Assert.That((int)worse.StatusCode, Is.EqualTo(200), await worse.Content.ReadAsStringAsync());
        var milder = await JsonAsync(await CorrectAsync(june, [AnAccident("2022-06-09")], "普安委〔2022〕3号"));
        Assert.That((string?)milder["highestLevel"], Is.EqualTo("ordinary"));
        Assert.That((await ReadAsync($"{june}/history"))["items"]!.AsArray(), Has.Count.EqualTo(3));
    }

    /// <summary>Order 493, article 3: the borders themselves belong to the higher level.</summary>
    [TestCase(2, 9, 9_999_999.99, "ordinary")]
    [TestCase(3, 0, 0, "considerable")]
    [TestCase(0, 10, 0, "considerable")]
    [TestCase(0, 0, 10_000_000, "considerable")]
    [TestCase(9, 49, 49_999_999.99, "considerable")]
    [TestCase(10, 0, 0, "major")]
    [TestCase(0, 50, 0, "major")]
    [TestCase(0, 0, 50_000_000, "major")]
    [TestCase(29, 99, 99_999_999.99, "major")]
    [TestCase(30, 0, 0, "extraordinary")]
    [TestCase(0, 100, 0, "extraordinary")]
    [TestCase(0, 0, 100_000_000, "extraordinary")]
    public void The_level_follows_from_what_it_cost(int deaths, int injured, decimal loss, string level)
    {
        var accident = new Api.Delivery.Supervision.Accident(new DateOnly(2022, 6, 2), "x", deaths, injured, loss);
        Assert.That(accident.Level.ToString(), Is.EqualTo(level).IgnoreCase);
    }

    [Test]
    public async Task A_campaign_feeds_only_an_indicator_derived_from_accidents()
    {
        await Http.APlanAsync("fed", ("other", Scenarios.Minimum()));
        await IsRefusedAsync(await OpenAsync("fed", "fire", "fed-other"), 422, "campaign.feed_not_found");
    }

    private async Task<(string Fire, string Works)> CampaignsAsync(string plan)
    {
        var zero = new Dictionary<string, object?>
        {
            ["kind"] = "zeroEvent",
            ["frequency"] = "month",
            ["accumulation"] = "sum",
            ["direction"] = "down",
            ["source"] = "derived",
            ["derivedFrom"] = "supervision.accidents",
            ["target"] = new { value = 0 },
            ["whole"] = true,
        };
        await Http.APlanAsync(plan, ("accidents", zero));
        return (await OpenedAsync("fire"), await OpenedAsync("works"));

        async Task<string> OpenedAsync(string key)
        {
            var opened = await OpenAsync(plan, key, $"{plan}-accidents");
            Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
            return opened.Headers.Location!.ToString();
        }
    }

    private Task<HttpResponseMessage> OpenAsync(string plan, string key, string indicator) =>
        Http.PostAsJsonAsync(
            "/api/v1/campaigns",
            new
            {
                code = $"{plan}-{key}",
                plan,
                measures = new[] { "1.1.1" },
                title = "安全生产",
                kind = "safety",
                feeds = new { indicator, leastLevel = "major" },
                on = "2022-01-10",
            }
        );

    private static object AnAccident(string on, int deaths = 0) =>
        new
        {
            on,
            title = "示例事故",
            deaths,
        };

    private Task<HttpResponseMessage> ReportAsync(string campaign, string month, object[] accidents) =>
        Http.PostAsJsonAsync($"{campaign}/accidents", new { month, accidents });

    private async Task ReportedAsync(string campaign, string month, object[] accidents)
    {
        var reported = await ReportAsync(campaign, month, accidents);
        Assert.That((int)reported.StatusCode, Is.EqualTo(201), await reported.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> CorrectAsync(string month, object[] accidents, string? document = null) =>
        await SendAsync(
            Http,
            HttpMethod.Put,
            month,
            new
            {
                accidents,
                reason = "补报核实",
                documentNumber = document,
            },
            (int)(await ReadAsync(month))["version"]!
        );

    private async Task<IEnumerable<string>> FiguresAsync(string plan) =>
        (await ReadAsync($"/api/v1/indicators/{plan}-accidents/values"))["items"]!
            .AsArray()
            .Select(one => $"{(string?)one!["period"]} {(decimal)one["value"]!}")
            .Order();
}
