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
                    .Select(initiative => (int)initiative!["measureCount"]!),
                Is.EqualTo(new[] { 13, 15, 13, 5, 14, 24, 13, 10, 22, 24, 15, 8, 15, 4, 6 })
            );
        });
    }

    [Test]
    public async Task Eleven_of_the_fourteen_kinds_of_promise_occur()
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
                    "hold",
                }
            )
        );
    }

    [TestCase("2022-district-tax")]
    [TestCase("2022-major-accidents")]
    [TestCase("2022-employment-assigned")]
    [TestCase("2022-beautiful-blocks")]
    public async Task A_promise_stated_twice_is_one_indicator_with_two_citations(string code)
    {
        Assert.That((await ReadAsync($"/api/v1/indicators/{code}"))["citations"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [TestCase("2022-beautiful-blocks", true, "延川路", "中江路")]
    [TestCase("2022-meichuan-themed-block", false, "梅川片区")]
    [TestCase(
        "2022-five-colour-action",
        false,
        "清洁通透的水网",
        "生机盎然的绿脉",
        "繁华便捷的街区",
        "整洁舒心的居所",
        "美丽通达的道路"
    )]
    public async Task A_list_the_plan_gives_is_the_members(string code, bool open, params string[] members)
    {
        var indicator = await ReadAsync($"/api/v1/indicators/{code}");

        Assert.That(indicator["members"]!.AsArray().Select(member => (string?)member), Is.EqualTo(members));
        Assert.That((bool)indicator["openList"]!, Is.EqualTo(open));
    }

    [TestCase("2.2.1")]
    [TestCase("4.1.2")]
    [TestCase("4.1.6")]
    public async Task What_was_merged_into_another_is_no_measure(string code) =>
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/measures/{code}"), 404, "measure.not_found");

    [Test]
    public async Task A_general_requirement_runs_through_the_year()
    {
        var statements = (await ReadAsync($"{Plan}/text"))["sentences"]!
            .AsArray()
            .Where(sentence => (string?)sentence!["kind"] == "statement");

        Assert.That(
            statements.Select(sentence => (string?)sentence!["reason"]),
            Is.EqualTo(new[] { "总体要求，贯穿全年各项工作" })
        );
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
            Assert.That(measures.All(measure => measure!["dueOn"] is null));
            Assert.That(
                measures
                    .Where(measure => (decimal)measure!["weight"]! != 1)
                    .Select(measure => (string?)measure!["code"]),
                Is.EqualTo(new[] { "4.2.11" }),
                "its four rates weigh for it"
            );
            Assert.That(
                (decimal)measures.Single(measure => (string?)measure!["code"] == "4.2.11")!["weight"]!,
                Is.Zero
            );
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
