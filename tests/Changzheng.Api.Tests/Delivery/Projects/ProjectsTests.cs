using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Projects;

/// <summary>Projects, milestone by milestone. Today is 2022-07-05.</summary>
public class ProjectsTests(string database) : ProjectTest(database)
{
    [Test]
    public async Task A_milestone_reached_is_known_from_its_day_and_a_late_one_turns_the_lamp()
    {
        var project = await AProjectAsync("park-lamps");
        var before = await SeenAsync("park-lamps", "2022-03-31");
        await ActedAsync(project, "milestones/1/reach", new { on = "2022-03-20", note = "批复" });

        var (march, june, july) = (
            await SeenAsync("park-lamps", "2022-03-31"),
            await SeenAsync("park-lamps", "2022-06-29"),
            await SeenAsync("park-lamps", "2022-07-01")
        );
        Assert.Multiple(() =>
        {
            Assert.That(before["completion"], Is.Null, "nothing known is not 0");
            Assert.That((decimal)march["completion"]!, Is.EqualTo(0.2m));
            Assert.That((decimal)march["expected"]!, Is.EqualTo(0.2m));
            Assert.That((string?)march["lamp"], Is.EqualTo("green"));
            Assert.That((string?)june["lamp"], Is.EqualTo("green"), "the second is due on the next day");
            Assert.That((decimal)july["expected"]!, Is.EqualTo(0.5m));
            Assert.That((string?)july["lamp"], Is.EqualTo("yellow"), "30 points behind, and a milestone late");
            Assert.That((string?)july["reason"], Does.Contain("开工").And.Contain("逾期"));
        });
    }

    [Test]
    public async Task A_postponement_is_asked_by_one_person_and_granted_by_another_and_the_first_plan_stays()
    {
        var project = await AProjectAsync("park-postponed");
        await ActedAsync(project, "milestones/1/reach", new { on = "2022-03-20" });
        var asked = new { to = "2022-07-31", reason = "疫情封控" };
        await ActedAsync(project, "milestones/2/postpone", asked);
        await IsRefusedAsync(
            await ActAsync(project, "milestones/2/postpone", asked),
            409,
            "milestone.postponement_asked"
        );
        await IsRefusedAsync(
            await ActAsync(project, "milestones/2/decidePostponement", new { grant = true }),
            403,
            "access.second_person_needed"
        );
        Assert.That((string?)(await SeenAsync("park-postponed", "2022-07-05"))["lamp"], Is.EqualTo("yellow"));

        var granted = await ActedAsync(project, "milestones/2/decidePostponement", new { grant = true }, Reviewer);
        var second = granted["milestones"]!.AsArray()[1]!;
        Assert.Multiple(async () =>
        {
            Assert.That((string?)second["plannedOn"], Is.EqualTo("2022-06-30"));
            Assert.That((string?)second["revisedOn"], Is.EqualTo("2022-07-31"));
            Assert.That((string?)(await SeenAsync("park-postponed", "2022-07-05"))["lamp"], Is.EqualTo("green"));
            Assert.That(
                (string?)(await SeenAsync("park-postponed", "2022-07-04"))["lamp"],
                Is.EqualTo("yellow"),
                "it was late before the decision"
            );
        });
    }

    [Test]
    public async Task Only_the_last_milestone_with_evidence_completes_it()
    {
        var project = await AProjectAsync("park-done");
        await IsRefusedAsync(await ActAsync(project, "milestones/2/reach", new { }), 409, "project.stage_skipped");
        await ActedAsync(project, "milestones/1/reach", new { on = "2022-03-20" });
        await IsRefusedAsync(await ActAsync(project, "milestones/1/reach", new { }), 409, "milestone.reached");
        await IsRefusedAsync(
            await ActAsync(project, "milestones/2/reach", new { on = "2022-03-19" }),
            400,
            "project.dates_out_of_order"
        );
        await ActedAsync(project, "milestones/2/reach", new { on = "2022-06-20" });
        await IsRefusedAsync(await ActAsync(project, "milestones/3/reach", new { }), 400, "project.evidence_needed");
        var done = await ActedAsync(project, "milestones/3/reach", new { on = "2022-07-01", evidence = Proof });

        Assert.Multiple(async () =>
        {
            Assert.That((string?)done["status"], Is.EqualTo("completed"));
            Assert.That((decimal)done["completion"]!, Is.EqualTo(1));
            Assert.That((decimal)(await SeenAsync("park-done", "2022-07-01"))["completion"]!, Is.EqualTo(1));
            Assert.That((decimal)(await SeenAsync("park-done", "2022-06-30"))["completion"]!, Is.EqualTo(0.5m));
            Assert.That(
                (await ReadAsync($"{project}/history"))["items"]!.AsArray().Select(one => (string?)one!["action"]),
                Is.EqualTo(new[] { "open", "reach", "reach", "reach" })
            );
        });
    }

    [Test]
    public async Task A_block_is_yellow_from_its_day_and_red_past_the_day_it_was_to_be_lifted()
    {
        var project = await AProjectAsync("park-blocked");
        await ActedAsync(project, "milestones/1/reach", new { on = "2022-03-20" });
        var block = new
        {
            reason = "管线搬迁",
            unit = "310107102-GHB",
            until = "2022-05-31",
            on = "2022-05-10",
        };
        var blocked = await ActedAsync(project, "blocks", block);
        var lamps = new[] { "2022-05-09", "2022-05-10", "2022-05-31", "2022-06-01" };

        var seen = new List<string?>();
        foreach (var day in lamps)
            seen.Add((string?)(await SeenAsync("park-blocked", day))["lamp"]);
        await ActedAsync(project, "blocks/1/lift", new { note = "已搬迁", on = "2022-06-08" });
        Assert.Multiple(async () =>
        {
            Assert.That((string?)blocked["status"], Is.EqualTo("blocked"));
            Assert.That(seen, Is.EqualTo(new[] { "green", "yellow", "yellow", "red" }));
            Assert.That((string?)(await SeenAsync("park-blocked", "2022-06-08"))["lamp"], Is.EqualTo("green"));
            Assert.That((string?)(await SeenAsync("park-blocked", "2022-06-07"))["lamp"], Is.EqualTo("red"));
        });
        await IsRefusedAsync(await ActAsync(project, "blocks/1/lift", new { note = "再" }), 409, "block.lifted");
        await IsRefusedAsync(await ActAsync(project, "blocks/9/lift", new { note = "再" }), 404, "block.not_found");
    }

    [Test]
    public async Task More_than_the_budget_is_not_paid()
    {
        var project = await AProjectAsync("park-paid", budget: 100);
        await ActedAsync(project, "payments", new { amount = 60.5 });
        await IsRefusedAsync(await ActAsync(project, "payments", new { amount = 39.51 }), 409, "project.over_budget");
        var paid = await ActedAsync(project, "payments", new { amount = 39.5 });

        Assert.That((decimal)paid["paid"]!, Is.EqualTo(100));
    }

    [TestCase("weights", "project.weights_not_whole")]
    [TestCase("dates", "project.dates_out_of_order")]
    [TestCase("numbers", "request.invalid")]
    [TestCase("gcj", "site.system_not_taken")]
    public async Task What_does_not_fit_together_is_refused_and_nothing_is_opened(string fault, string code)
    {
        var plan = $"park-{fault}";
        await Http.APlanAsync(plan);
        var opening = Opening(plan);
        var milestones = (object[])opening["milestones"]!;
        var last = (Dictionary<string, object?>)milestones[2];
        _ = fault switch
        {
            "weights" => last["weight"] = 0.4999m,
            "dates" => last["plannedOn"] = "2022-06-29",
            "numbers" => last["number"] = 4,
            _ => opening["site"] = new
            {
                longitude = 121.4,
                latitude = 31.2,
                system = "gcj02",
            },
        };

        await IsRefusedAsync(await Http.PostAsJsonAsync("/api/v1/projects", opening), 400, code);
        await IsRefusedAsync(await Http.GetAsync($"/api/v1/projects/{plan}-park"), 404, "project.not_found");
    }

    [Test]
    public async Task Every_measure_and_unit_it_names_is_there_and_its_code_is_new()
    {
        await AProjectAsync("park-known");
        await IsRefusedAsync(
            await Http.PostAsJsonAsync("/api/v1/projects", Opening("park-known")),
            409,
            "project.exists"
        );
        var strange = Opening("park-known");
        (strange["code"], strange["measures"]) = ("park-strange", new[] { "9.9.9" });
        await IsRefusedAsync(await Http.PostAsJsonAsync("/api/v1/projects", strange), 422, "dossier.measure_not_found");
        (strange["measures"], strange["leadUnit"]) = (new[] { "1.1.1" }, "310107102-NONE");
        await IsRefusedAsync(await Http.PostAsJsonAsync("/api/v1/projects", strange), 404, "unit.not_found");
    }

    [Test]
    public async Task Milestones_come_from_a_set_of_stages()
    {
        await Http.APlanAsync("park-set");
        var set = new
        {
            code = "park-set-works",
            plan = "park-set",
            title = "工程",
            stages = new[] { new { name = "开工", weight = 0.4 }, new { name = "验收", weight = 0.6 } },
        };
        var made = await Http.PostAsJsonAsync("/api/v1/projects/stageSets", set);
        Assert.That((int)made.StatusCode, Is.EqualTo(201), await made.Content.ReadAsStringAsync());
        var opening = Opening("park-set");
        (opening["stageSet"], opening["milestones"]) = (
            "park-set-works",
            new object[] { AMilestone(2, "2022-11-30", null, null) }
        );
        var opened = await JsonAsync(await Http.PostAsJsonAsync("/api/v1/projects", opening));

        Assert.Multiple(() =>
        {
            Assert.That(
                opened["milestones"]!.AsArray().Select(one => (string?)one!["name"]),
                Is.EqualTo(new[] { "开工", "验收" })
            );
            Assert.That((string?)opened["dueOn"], Is.EqualTo("2022-11-30"));
            Assert.That(opened["milestones"]![0]!["plannedOn"], Is.Null, "no day is invented");
        });
    }

    [Test]
    public async Task Typed_progress_gives_way_once_the_project_says_something()
    {
        var project = await AProjectAsync("typed");
        var typed = await SendAsync(
            Http,
            HttpMethod.Put,
            "/api/v1/plans/typed/measures/1.1.1/progress",
            new { completion = 0.8, on = "2022-06-30" }
        );
        Assert.That((int)typed.StatusCode, Is.LessThan(300), await typed.Content.ReadAsStringAsync());
        async Task<decimal?> CompletionAsync() =>
            (decimal?)(await ReadAsync("/api/v1/plans/typed/measures/1.1.1"))["completion"];
        Assert.That(await CompletionAsync(), Is.EqualTo(0.8m));
        await ActedAsync(project, "milestones/1/reach", new { on = "2022-03-30", evidence = Proof });
        Assert.That(await CompletionAsync(), Is.EqualTo(0.2m));
    }
}
