namespace Changzheng.Api.Tests.Seeds;

public class SeedsTests(string database) : ApiTest(database)
{
    [Test]
    public async Task The_plan_has_six_pillars_and_fifteen_initiatives()
    {
        var plan = await ReadAsync(Plan);

        Assert.Multiple(() =>
        {
            Assert.That((string?)plan["documentNumber"], Is.EqualTo("普长府〔2022〕1号"));
            Assert.That((string?)plan["unit"], Is.EqualTo("310107102"));
            Assert.That(plan["pillars"]!.AsArray(), Has.Count.EqualTo(6));
            Assert.That(
                plan["pillars"]!
                    .AsArray()
                    .SelectMany(pillar => pillar!["initiatives"]!.AsArray())
                    .Select(initiative => (string?)initiative!["code"]),
                Is.EqualTo(
                    new[]
                    {
                        "1.1",
                        "1.2",
                        "1.3",
                        "2.1",
                        "2.2",
                        "3.1",
                        "3.2",
                        "4.1",
                        "4.2",
                        "5.1",
                        "5.2",
                        "5.3",
                        "6.1",
                        "6.2",
                        "6.3",
                    }
                )
            );
            Assert.That(
                plan["pillars"]!
                    .AsArray()
                    .SelectMany(pillar => pillar!["initiatives"]!.AsArray())
                    .Sum(initiative => (int)initiative!["measureCount"]!),
                Is.GreaterThanOrEqualTo(160)
            );
        });
    }

    [Test]
    public async Task All_ten_kinds_of_promise_occur()
    {
        var kinds = (await ReadAsync("/api/v1/indicators?plan=changzheng-2022&limit=500"))["items"]!
            .AsArray()
            .Select(indicator => (string?)indicator!["kind"])
            .Distinct();

        Assert.That(
            kinds,
            Is.EquivalentTo(
                new[]
                {
                    "growth",
                    "ratio",
                    "minimum",
                    "range",
                    "zeroEvent",
                    "direction",
                    "assigned",
                    "accreditation",
                    "rank",
                    "coverage",
                }
            )
        );
    }

    [TestCase("2022-district-tax")]
    [TestCase("2022-major-accidents")]
    [TestCase("2022-employment-assigned")]
    public async Task A_promise_stated_twice_is_one_indicator_with_two_citations(string code)
    {
        Assert.That((await ReadAsync($"/api/v1/indicators/{code}"))["citations"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_the_plan_does_not_say_is_empty_or_marked_assumed()
    {
        var indicators = (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray();
        var measures = (await ReadAsync($"{Plan}/measures?limit=500"))["items"]!.AsArray();
        var assigned = indicators.Single(indicator => (string?)indicator!["kind"] == "assigned")!;

        Assert.Multiple(() =>
        {
            Assert.That(indicators.All(indicator => indicator!["baseline"] is null), "no baseline is in the plan");
            Assert.That(indicators.All(indicator => (bool)indicator!["assumed"]!));
            Assert.That(measures.All(measure => measure!["leadUnit"] is null || (bool)measure["assumed"]!));
            Assert.That(measures.All(measure => measure!["dueOn"] is null && (decimal)measure["weight"]! == 1));
            Assert.That(assigned["target"], Is.Null);
            Assert.That((string?)assigned["standing"]!["lamp"], Is.EqualTo("awaitingTarget"));
        });
    }

    [Test]
    public async Task Only_district_and_town_are_facts_among_the_units()
    {
        var units = (await ReadAsync("/api/v1/units?limit=500"))["items"]!.AsArray();

        Assert.That(
            units.Where(unit => !(bool)unit!["assumed"]!).Select(unit => (string?)unit!["code"]),
            Is.EqualTo(new[] { "310107", "310107102" })
        );
    }

    [Test]
    public async Task The_hotline_rates_are_derived()
    {
        var derived = (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!
            .AsArray()
            .Where(indicator => (string?)indicator!["source"] == "derived")
            .Select(indicator => (string)indicator!["code"]!)
            .ToList();

        Assert.That(
            derived,
            Is.EquivalentTo(
                new[]
                {
                    "2022-hotline-first-contact",
                    "2022-hotline-on-time-closing",
                    "2022-hotline-resolution",
                    "2022-hotline-satisfaction",
                }
            )
        );
        await IsRefusedAsync(
            await ReportAsync(derived[0], "2022-03", new { numerator = 1, denominator = 1 }),
            409,
            "indicator.derived"
        );
    }
}

/// <summary>The synthetic year loads whole, through the same commands, and says what it is.</summary>
public class DemoYearTests(string database) : ApiTest(database)
{
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Seeds:Demo"] = "true" };

    protected override DateTimeOffset Today => new(2022, 10, 10, 9, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task It_is_a_living_board_of_labelled_figures()
    {
        var summary = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-09-30");
        var values = (await ReadAsync("/api/v1/indicators/2022-fitness-tests/values"))["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(summary["pillars"]!.AsArray().All(pillar => (decimal)pillar!["completion"]! > 0));
            Assert.That(values, Is.Not.Empty);
            Assert.That(values.All(value => ((string)value!["note"]!).Contains("合成", StringComparison.Ordinal)));
        });
    }
}
