using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Kinds of promise over HTTP, on 30 June 2022; their rules at every threshold are in JudgedAmountsTests and
/// JudgedRedLinesTests.</summary>
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
            ("ceiling", Scenarios.Of("maximum", target: 50, direction: "down")),
            ("hold", Scenarios.Of("hold")),
            ("relative", Scenarios.Of("relative")),
            ("points", Scenarios.Of("pointsChange", target: 4)),
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

    [TestCase("minimum", """{"value":560}""", "green", 0.56, "完成年度目标的56.00%，超序时进度6.00个百分点")]
    [TestCase(
        "ratio",
        """{"numerator":98,"denominator":100}""",
        "stale",
        0.98,
        "为98.00%，距目标100.00%差2.00个百分点，6期未报"
    )]
    [TestCase("range", """{"value":2}""", "green", 0.6667, "完成年度目标的66.67%，超序时进度16.67个百分点")]
    [TestCase("zero", """{"value":1}""", "red", null, "已发生1个，全年亮红灯，6期未报")]
    [TestCase("stage", """{"stage":"named","on":"2022-06-01"}""", "green", 1, "已到“命名”阶段")]
    [TestCase("stage", """{"stage":"refused","on":"2022-06-01"}""", "red", 0, "未通过")]
    [TestCase("rank", """{"rank":3,"of":9}""", "green", null, "第3名（共9），位居上游")]
    [TestCase("coverage", """{"numerator":1,"denominator":4}""", "yellow", 0.25, "1/4已完成")]
    [TestCase("open", """{"numerator":1,"denominator":5}""", "yellow", 0.2, "1/5已完成")]
    [TestCase("ceiling", """{"value":50}""", "green", null, "控制在50个以内")]
    [TestCase("ceiling", """{"value":51}""", "red", null, "超出上限50个1个")]
    [TestCase("less", """{"value":51}""", "red", null, "超出上限50个1个")]
    [TestCase("hold", """{"value":1}""", "green", null, "保持")]
    [TestCase("relative", """{"numerator":5.5,"denominator":5.5}""", "green", null, "为5.5，与对比值相同")]
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
            Assert.That((string?)standing["reason"], Does.StartWith(reason).Or.EndsWith(reason));
        });
    }

    [Test]
    public async Task Growth_compares_with_the_same_months_of_the_base_year()
    {
        await ReportAsync($"{plan}-growth", "2022-01", new { value = 120 });
        Assert.That((string?)(await StandingAsync("growth"))["reason"], Does.StartWith("缺上年基数"));

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

        var standing = (await ReadAsync($"/api/v1/indicators/{plan}-growth?asOf=2022-03-31"))["standing"]!;
        Assert.Multiple(() =>
        {
            Assert.That((decimal)standing["numerator"]!, Is.EqualTo(180));
            Assert.That(
                (decimal)standing["denominator"]!,
                Is.EqualTo(150),
                "January and March only: February is not reported"
            );
            Assert.That((decimal)standing["value"]!, Is.EqualTo(20));
            Assert.That((decimal)standing["expected"]!, Is.EqualTo(0.2m), "three months of the base year, not two");
            Assert.That((decimal)standing["attainment"]!, Is.EqualTo(1.3333m), "20 of 15 points of growth");
            Assert.That((decimal)standing["yearShare"]!, Is.EqualTo(0.1565m), "180 of 1000 × 1.15");
            Assert.That((string?)standing["lamp"], Is.EqualTo("stale"), "a missing month is not ahead");
            Assert.That((string?)standing["reason"], Does.StartWith("同比增长20.00%（目标增长15.00%）"));
            Assert.That((string?)standing["reason"], Does.EndWith("数据截至1月，2期未报"));
        });
        await ReportAsync($"{plan}-growth", "2022-02", new { value = 60 });
        Assert.That(
            (string?)(await ReadAsync($"/api/v1/indicators/{plan}-growth?asOf=2022-03-31"))["standing"]!["lamp"],
            Is.EqualTo("green")
        );
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
