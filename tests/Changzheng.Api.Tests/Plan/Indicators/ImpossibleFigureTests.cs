using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Figures, targets and paces that are refused, each with a code of its own.</summary>
public class ImpossibleFigureTests(string database) : ApiTest(database)
{
    private string plan = null!;

    [OneTimeSetUp]
    public async Task IssueAsync() =>
        plan = await Http.APlanAsync(
            "impossible",
            (
                "open",
                new
                {
                    kind = "coverage",
                    frequency = "month",
                    accumulation = "latest",
                    direction = "up",
                    source = "reported",
                    target = new { value = 100 },
                    members = new[] { "甲", "乙", "丙", "丁" },
                    openList = true,
                }
            ),
            ("zero", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0)),
            ("ceiling", Scenarios.Of("maximum", target: 50, direction: "down")),
            ("hold", Scenarios.Of("hold")),
            ("points", Scenarios.Of("pointsChange", target: 4)),
            ("steps", Scenarios.Minimum(10)),
            ("working", Scenarios.Minimum(100))
        );

    [Test]
    public async Task An_open_list_has_never_fewer_members_than_the_plan_names()
    {
        await IsRefusedAsync(
            await ReportAsync($"{plan}-open", "2022-02", new { numerator = 1, denominator = 3 }),
            400,
            "value.members_mismatch"
        );
        Assert.That(
            (int)(await ReportAsync($"{plan}-open", "2022-02", new { numerator = 1, denominator = 4 })).StatusCode,
            Is.EqualTo(201)
        );
    }

    [TestCase("ceiling", """{"value":0.5}""", "value.not_whole")]
    [TestCase("ceiling", """{"numerator":1,"denominator":2}""", "value.wrong_shape")]
    [TestCase("hold", """{"value":0.5}""", "value.not_whole")]
    [TestCase("hold", """{"value":2}""", "value.wrong_shape")]
    [TestCase("zero", """{"value":-1}""", "value.negative")]
    public async Task A_figure_of_another_kind_is_refused(string key, string body, string code) =>
        await IsRefusedAsync(await ReportAsync($"{plan}-{key}", "2022-04", JsonNode.Parse(body)!), 400, code);

    [Test]
    public async Task A_figure_far_outside_is_asked_back_and_taken_when_it_was_checked()
    {
        var indicator = $"{plan}-steps";
        await IsRefusedAsync(await ReportAsync(indicator, "2022-02", new { value = 31 }), 422, "value.implausible");
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-02", new { value = 31, confirmed = true }),
            400,
            "request.invalid"
        );
        Assert.That(
            (int)(await ReportAsync(indicator, "2022-01", new { value = 30 })).StatusCode,
            Is.EqualTo(201),
            "three times the target exactly"
        );
        var taken = await ReportAsync(
            indicator,
            "2022-02",
            new
            {
                value = 31,
                confirmed = true,
                note = "已核实",
            }
        );
        Assert.That((int)taken.StatusCode, Is.EqualTo(201));
        foreach (var (month, version) in new[] { ("01", 1), ("02", 1) })
            await ReportAsync(indicator, $"2022-{month}", new { value = 0 }, version);

        await ReportAsync($"{plan}-points", "2022-01", new { value = 20 });
        await IsRefusedAsync(
            await ReportAsync($"{plan}-points", "2022-02", new { value = 60.1 }),
            422,
            "value.implausible"
        );
        Assert.That(
            (int)(await ReportAsync($"{plan}-points", "2022-02", new { value = 60 })).StatusCode,
            Is.EqualTo(201),
            "three times the last period exactly"
        );
    }

    [Test]
    public async Task A_stretch_lies_beyond_its_target()
    {
        var url = $"/api/v1/indicators/{plan}-working/target";
        object Target(decimal stretch) =>
            new
            {
                value = 100,
                stretch,
                effectiveOn = "2022-07-01",
                documentNumber = "测〔2022〕2号",
            };
        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Put, url, Target(100), 1), 400, "target.stretch_below");
        Assert.That((int)(await SendAsync(Http, HttpMethod.Put, url, Target(101), 1)).StatusCode, Is.EqualTo(200));
        Assert.That(
            (decimal)(await ReadAsync($"/api/v1/indicators/{plan}-working"))["target"]!["stretch"]!,
            Is.EqualTo(101)
        );
    }

    [TestCase("""{"kind":"steps","steps":[{"on":"2022-06-30","share":0.5}]}""")]
    [TestCase("""{"kind":"steps","steps":[]}""")]
    [TestCase("""{"kind":"steps","steps":[{"on":"2022-06-30","share":0.5},{"on":"2022-05-31","share":1}]}""")]
    [TestCase("""{"kind":"even","steps":[{"on":"2022-06-30","share":1}]}""")]
    public async Task A_pace_that_does_not_end_at_1_is_refused(string pace)
    {
        var request = Scenarios.Plan("no-pace", 2022, ("x", Scenarios.Minimum()));
        var body = System.Text.Json.JsonSerializer.SerializeToNode(request)!;
        body["indicators"]![0]!["pace"] = JsonNode.Parse(pace);
        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", body), 400, "pace.incomplete");
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/no-pace"), 404, "plan.not_found");
    }

    [TestCase("progressScale", """[{"step":"notStarted","share":0,"name":"未启动"}]""")]
    [TestCase(
        "progressScale",
        """
            [{"step":"notStarted","share":0,"name":"a"},{"step":"planned","share":0.5,"name":"b"},
             {"step":"underway","share":0.5,"name":"c"},{"step":"nearlyDone","share":0.8,"name":"d"},
             {"step":"done","share":1,"name":"e"}]
            """
    )]
    [TestCase(
        "stageScale",
        """
            [{"stage":"reviewed","share":0.2},{"stage":"applied","share":0.5},{"stage":"inspected","share":0.8},
             {"stage":"named","share":1}]
            """
    )]
    [TestCase(
        "stageScale",
        """
            [{"stage":"applied","share":0.2},{"stage":"reviewed","share":0.5},{"stage":"inspected","share":0.8},
             {"stage":"named","share":0.9}]
            """
    )]
    public async Task A_scale_out_of_order_is_refused(string name, string scale)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(
            Scenarios.Plan("no-scale", 2022, ("x", Scenarios.Minimum()))
        )!;
        body[name] = JsonNode.Parse(scale);
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", body),
            400,
            "plan.scale_out_of_order"
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/no-scale"), 404, "plan.not_found");
    }

    [Test]
    public async Task The_stages_and_steps_count_what_the_plan_says()
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(
            Scenarios.Plan("own-scale", 2022, ("stage", Scenarios.Of("accreditation")))
        )!;
        body["stageScale"] = JsonNode.Parse(
            """
            [{"stage":"applied","share":0.1},{"stage":"reviewed","share":0.2},{"stage":"inspected","share":0.3},
             {"stage":"named","share":1}]
            """
        );
        body["progressFrequency"] = "month";
        var issued = await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", body);
        Assert.That((int)issued.StatusCode, Is.EqualTo(201), await issued.Content.ReadAsStringAsync());
        await ReportAsync("own-scale-stage", "2022-06", new { stage = "inspected", on = "2022-06-01" });
        var progress = "/api/v1/plans/own-scale/measures/1.1.2/progress";
        await SendAsync(Http, HttpMethod.Put, progress, new { step = "planned", on = "2022-05-31" });

        var stage = (await ReadAsync("/api/v1/indicators/own-scale-stage?asOf=2022-06-30"))["standing"]!;
        Assert.That((decimal)stage["attainment"]!, Is.EqualTo(0.3m));
        async Task<string?> LampAsync(string day) =>
            (string?)(await ReadAsync($"/api/v1/plans/own-scale/measures/1.1.2?asOf={day}"))["lamp"];
        Assert.That(await LampAsync("2022-06-30"), Is.Not.EqualTo("stale"));
        Assert.That(await LampAsync("2022-07-01"), Is.EqualTo("stale"), "older than one month");
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, progress, new { completion = 0.3 }, 1),
            400,
            "progress.not_a_step"
        );
    }
}
