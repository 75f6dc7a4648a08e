using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>The ten kinds of promise, over HTTP, on 30 June 2022 when 49.59% of the year has passed.</summary>
public class StandingTests(string database) : ApiTest(database)
{
    private string plan = null!;

    [OneTimeSetUp]
    public async Task IssueAsync() =>
        plan = await Http.APlanAsync(
            "kinds",
            (
                "growth",
                new
                {
                    kind = "growth",
                    frequency = "month",
                    accumulation = "sum",
                    direction = "up",
                    source = "reported",
                    target = new { value = 15 },
                    pace = new { kind = "baseYear" },
                }
            ),
            ("ratio", Scenarios.Of("ratio", accumulation: "ratio", target: 100)),
            ("minimum", Scenarios.Minimum(1000)),
            ("range", Scenarios.Of("range", target: 3, upper: 5)),
            ("zero", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0)),
            ("direction", Scenarios.Of("direction")),
            ("assigned", Scenarios.Of("assigned")),
            ("stage", Scenarios.Of("accreditation")),
            ("rank", Scenarios.Of("rank")),
            (
                "coverage",
                new
                {
                    kind = "coverage",
                    frequency = "month",
                    accumulation = "latest",
                    direction = "up",
                    source = "reported",
                    target = new { value = 100 },
                    members = new[] { "甲", "乙", "丙", "丁" },
                }
            ),
            ("less", Scenarios.Of("minimum", target: 50, direction: "down")),
            (
                "steps",
                new
                {
                    kind = "minimum",
                    frequency = "month",
                    accumulation = "sum",
                    direction = "up",
                    source = "reported",
                    target = new { value = 10 },
                    pace = new
                    {
                        kind = "steps",
                        steps = new[]
                        {
                            new { on = "2022-06-30", share = 0.25 },
                            new { on = "2022-12-31", share = 1.0 },
                        },
                    },
                }
            ),
            (
                "working",
                new
                {
                    kind = "minimum",
                    frequency = "month",
                    accumulation = "sum",
                    direction = "up",
                    source = "reported",
                    target = new { value = 100 },
                    pace = new { kind = "workingDays" },
                }
            )
        );

    [TestCase("minimum", """{"value":560}""", "green", 0.56, "完成年度目标的56.00%，超序时进度6.41个百分点")]
    [TestCase("minimum", """{"value":400}""", "green", 0.4, "完成年度目标的40.00%，落后序时进度9.59个百分点")]
    [TestCase("minimum", """{"value":395}""", "yellow", 0.395, "完成年度目标的39.50%，落后序时进度10.09个百分点")]
    [TestCase("minimum", """{"value":195}""", "red", 0.195, "完成年度目标的19.50%，落后序时进度30.09个百分点")]
    [TestCase("ratio", """{"numerator":100,"denominator":100}""", "green", 1, "为100.00%，达到目标100.00%")]
    [TestCase(
        "ratio",
        """{"numerator":98,"denominator":100}""",
        "yellow",
        0.98,
        "为98.00%，距目标100.00%差2.00个百分点"
    )]
    [TestCase("ratio", """{"numerator":60,"denominator":100}""", "red", 0.6, "为60.00%，距目标100.00%差40.00个百分点")]
    [TestCase("ratio", """{"numerator":0,"denominator":0}""", "noData", null, "分母为零")]
    [TestCase("range", """{"value":2}""", "green", 0.6667, "完成年度目标的66.67%，超序时进度17.08个百分点")]
    [TestCase("range", """{"value":3}""", "green", 1, "达到下限，完成年度目标的100.00%，超序时进度50.41个百分点")]
    [TestCase("range", """{"value":5}""", "green", 1.6667, "达到上限，完成年度目标的166.67%，超序时进度117.08个百分点")]
    [TestCase("zero", """{"value":0}""", "green", null, "未发生")]
    [TestCase("zero", """{"value":1}""", "red", null, "已发生1个，全年亮红灯")]
    [TestCase(
        "stage",
        """{"stage":"applied","on":"2022-03-01"}""",
        "yellow",
        0.25,
        "已到“申报”阶段，完成年度目标的25.00%，落后序时进度24.59个百分点"
    )]
    [TestCase(
        "stage",
        """{"stage":"named","on":"2022-06-01"}""",
        "green",
        1,
        "已到“命名”阶段，完成年度目标的100.00%，超序时进度50.41个百分点"
    )]
    [TestCase("rank", """{"rank":3,"of":10}""", "green", null, "第3名（共10），位居上游")]
    [TestCase("rank", """{"rank":4,"of":10}""", "yellow", null, "第4名（共10），位居中游")]
    [TestCase("rank", """{"rank":7,"of":10}""", "red", null, "第7名（共10），位居下游")]
    [TestCase(
        "coverage",
        """{"numerator":1,"denominator":4}""",
        "yellow",
        0.25,
        "1/4已完成，完成年度目标的25.00%，落后序时进度24.59个百分点"
    )]
    [TestCase("less", """{"value":40}""", "green", 1, "完成年度目标的100.00%，超序时进度50.41个百分点")]
    [TestCase("less", """{"value":100}""", "green", 0.5, "完成年度目标的50.00%，超序时进度0.41个百分点")]
    [TestCase("steps", """{"value":3}""", "green", 0.3, "完成年度目标的30.00%，超序时进度5.00个百分点")]
    [TestCase("working", """{"value":49}""", "green", 0.49, "完成年度目标的49.00%，与序时进度持平")]
    public async Task Each_kind_is_judged_by_its_own_rule(
        string key,
        string body,
        string lamp,
        double? attainment,
        string reason
    )
    {
        await SetAsync(key, body);

        var standing = await StandingAsync(key);

        Assert.Multiple(() =>
        {
            Assert.That((string?)standing["lamp"], Is.EqualTo(lamp));
            Assert.That((double?)standing["attainment"], Is.EqualTo(attainment));
            Assert.That((string?)standing["reason"], Is.EqualTo(reason));
        });
    }

    [Test]
    public async Task Growth_compares_with_the_same_months_of_the_base_year()
    {
        await ReportAsync($"{plan}-growth", "2022-01", new { value = 120 });
        Assert.That((string?)(await StandingAsync("growth"))["reason"], Is.EqualTo("缺上年基数"));

        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-growth/baseline",
            new
            {
                effectiveOn = "2022-01-01",
                documentNumber = "统计年鉴",
                months = new[] { 100, 50, 50, 100, 100, 100, 100, 100, 100, 100, 50, 50 },
            }
        );
        await ReportAsync($"{plan}-growth", "2022-03", new { value = 60 });

        var standing = await StandingAsync("growth");
        Assert.Multiple(() =>
        {
            Assert.That((decimal)standing["numerator"]!, Is.EqualTo(180));
            Assert.That(
                (decimal)standing["denominator"]!,
                Is.EqualTo(150),
                "January and March only: February is not reported"
            );
            Assert.That((decimal)standing["value"]!, Is.EqualTo(20));
            Assert.That((decimal)standing["expected"]!, Is.EqualTo(0.15m));
            Assert.That((decimal)standing["attainment"]!, Is.EqualTo(0.1565m), "180 of 1000 × 1.15");
            Assert.That((string?)standing["lamp"], Is.EqualTo("green"));
            Assert.That((string?)standing["reason"], Does.StartWith("同比增长20.00%（目标增长15.00%）"));
        });
    }

    [Test]
    public async Task A_direction_is_better_than_the_base_or_not()
    {
        await SetAsync("direction", """{"value":80}""");
        Assert.That(
            (string?)(await StandingAsync("direction"))["lamp"],
            Is.EqualTo("noData"),
            "no base, no direction: nothing is invented"
        );

        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-direction/baseline",
            new
            {
                effectiveOn = "2022-01-01",
                documentNumber = "上年通报",
                value = 76.5,
            }
        );
        Assert.That((string?)(await StandingAsync("direction"))["reason"], Is.EqualTo("较上年改善3.50"));
        await SetAsync("direction", """{"value":70}""");
        Assert.That((string?)(await StandingAsync("direction"))["lamp"], Is.EqualTo("red"));
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/indicators/{plan}-direction/target",
                new
                {
                    value = 80,
                    effectiveOn = "2022-01-01",
                    documentNumber = "x",
                }
            ),
            409,
            "indicator.target_not_settable"
        );
    }

    [Test]
    public async Task An_assigned_target_is_awaited_and_then_works_as_a_minimum()
    {
        await ReportAsync($"{plan}-assigned", "2022-06", new { value = 50 });
        Assert.That((string?)(await StandingAsync("assigned"))["lamp"], Is.EqualTo("awaitingTarget"));

        var set = await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-assigned/target",
            new
            {
                value = 100,
                effectiveOn = "2022-03-01",
                documentNumber = "普就促〔2022〕3号",
            }
        );

        Assert.That((int)set.StatusCode, Is.EqualTo(201));
        Assert.That((decimal)(await StandingAsync("assigned"))["attainment"]!, Is.EqualTo(0.5m));
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/indicators/{plan}-assigned/target",
                new
                {
                    value = 120,
                    effectiveOn = "2022-06-01",
                    documentNumber = "x",
                }
            ),
            428,
            "version.needed"
        );
    }

    [Test]
    public async Task A_list_that_is_closed_has_as_many_members_as_it_has()
    {
        await IsRefusedAsync(
            await ReportAsync($"{plan}-coverage", "2022-02", new { numerator = 1, denominator = 3 }),
            400,
            "value.members_mismatch"
        );
    }

    /// <summary>Reports June, or corrects what another case reported.</summary>
    private async Task SetAsync(string key, string body)
    {
        var current = await Http.GetAsync($"/api/v1/indicators/{plan}-{key}/values/2022-06");
        int? version = current.IsSuccessStatusCode ? (int)(await JsonAsync(current))["version"]! : null;
        var answer = await ReportAsync($"{plan}-{key}", "2022-06", JsonNode.Parse(body)!, version);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonNode> StandingAsync(string key) =>
        (await ReadAsync($"/api/v1/indicators/{plan}-{key}?asOf=2022-06-30"))["standing"]!;
}
