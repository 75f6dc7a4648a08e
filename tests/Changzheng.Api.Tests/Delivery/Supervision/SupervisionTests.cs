using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Delivery.Supervision;

/// <summary>Campaigns, inspections, findings and draws. Today is 2022-07-05, a Tuesday.</summary>
public class SupervisionTests(string database) : SupervisionTest(database)
{
    private static readonly object[] photo = [new { title = "照片", uri = "https://files.example.org/f.jpg" }];

    private static readonly object order = new
    {
        goal = "消除堵塞",
        measure = "清理堆物",
        workingDays = 5,
        funds = "自筹",
        person = "物业经理",
        on = "2022-06-20",
    };

    [Test]
    public async Task An_object_counts_when_it_was_inspected_and_nothing_found_in_it_is_open()
    {
        var campaign = await ACampaignAsync("counts", planned: 4);
        await AnInspectionAsync("counts", "i1", "甲商场", "2022-06-20");
        await AnInspectionAsync("counts", "i2", "乙商场", "2022-06-21");
        await AnInspectionAsync("counts", "i3", "乙商场", "2022-06-22");
        var finding = await AFindingAsync("counts", "f1", "甲商场");
        var open = await SeenAsync("counts", "2022-06-30");
        await ActedAsync(finding, "order", order);
        await ActedAsync(finding, "rectify", new { evidence = photo, on = "2022-06-24" });
        var claimed = await SeenAsync("counts", "2022-06-30");
        await IsRefusedAsync(
            await ActAsync(finding, "verify", new { passed = true, on = "2022-06-27" }),
            403,
            "access.second_person_needed"
        );
        await ActedAsync(finding, "verify", new { passed = true, on = "2022-06-27" }, Reviewer);

        Assert.Multiple(async () =>
        {
            Assert.That((decimal)open["completion"]!, Is.EqualTo(0.25m), "an object inspected twice counts once");
            Assert.That((decimal)claimed["completion"]!, Is.EqualTo(0.25m), "not on the doer's word");
            Assert.That((decimal)(await SeenAsync("counts", "2022-06-26"))["completion"]!, Is.EqualTo(0.25m));
            Assert.That((decimal)(await SeenAsync("counts", "2022-06-27"))["completion"]!, Is.EqualTo(0.5m));
            Assert.That((string?)(await ReadAsync(campaign))["title"], Is.EqualTo("消防检查"));
        });
    }

    [TestCase("general", "2022-06-27", "2022-06-28", "yellow")]
    [TestCase("major", "2022-06-27", "2022-06-28", "red")]
    public async Task An_overdue_finding_turns_the_lamp(string severity, string last, string after, string lamp)
    {
        await ACampaignAsync($"late-{severity}", planned: 1);
        await AnInspectionAsync($"late-{severity}", "i1", "甲商场", "2022-06-20");
        var finding = await AFindingAsync($"late-{severity}", "f1", "甲商场", severity);
        var ordered = await ActedAsync(finding, "order", order);

        Assert.Multiple(async () =>
        {
            Assert.That((string?)ordered["dueOn"], Is.EqualTo("2022-06-27"), "the fifth working day after a Monday");
            Assert.That((bool)ordered["overdue"]!, Is.True);
            Assert.That(
                (string?)(await SeenAsync($"late-{severity}", last))["reason"],
                Does.Not.Contain("逾期"),
                "on the due day it is in time"
            );
            Assert.That((string?)(await SeenAsync($"late-{severity}", after))["reason"], Does.Contain("逾期"));
            Assert.That(
                (string?)(await SeenAsync($"late-{severity}", after))["lamp"],
                Is.EqualTo(lamp).Or.EqualTo("red")
            );
        });
    }

    [Test]
    public async Task A_deferral_is_granted_by_another_person_and_the_original_day_stays()
    {
        await ACampaignAsync("deferred", planned: 1);
        var finding = await AFindingAsync("deferred", "f1", "甲商场");
        await ActedAsync(finding, "order", order);
        await ActedAsync(finding, "defer", new { workingDays = 5, reason = "配件延迟" });
        await IsRefusedAsync(
            await ActAsync(finding, "defer", new { workingDays = 5, reason = "再" }),
            409,
            "finding.deferral_asked"
        );
        await IsRefusedAsync(
            await ActAsync(finding, "decideDeferral", new { grant = true }),
            403,
            "access.second_person_needed"
        );
        var granted = await ActedAsync(finding, "decideDeferral", new { grant = true }, Reviewer);

        Assert.Multiple(() =>
        {
            Assert.That((string?)granted["dueOn"], Is.EqualTo("2022-07-04"));
            Assert.That((string?)granted["order"]!["originalDueOn"], Is.EqualTo("2022-06-27"));
            Assert.That(granted["deferralAsked"], Is.Null);
        });
    }

    /// <summary>Every status, the way there, and what it takes; every other action is refused with these.</summary>
    [TestCase("found", "order,exempt")]
    [TestCase("ordered", "rectify,defer,decideDeferral,exempt")]
    [TestCase("rectified", "verify")]
    [TestCase("closed", "reopen")]
    [TestCase("exempted", "reopen")]
    public async Task Every_forbidden_move_is_refused_with_the_allowed_ones(string status, string allowed)
    {
        var plan = $"moves-{status}";
        await ACampaignAsync(plan, planned: 1);
        var finding = await AFindingAsync(plan, "f1", "甲商场");
        var exemption = new { reason = "拆除", documentNumber = "普长府〔2022〕25号" };
        if (status is "ordered" or "rectified" or "closed")
            await ActedAsync(finding, "order", order);
        if (status is "rectified" or "closed")
            await ActedAsync(finding, "rectify", new { evidence = photo });
        if (status == "closed")
            await ActedAsync(finding, "verify", new { passed = true }, Reviewer);
        if (status == "exempted")
            await ActedAsync(finding, "exempt", exemption);
        var bodies = new Dictionary<string, object>
        {
            ["order"] = new
            {
                goal = "a",
                measure = "b",
                workingDays = 5,
                funds = "c",
                person = "d",
            },
            ["rectify"] = new { evidence = photo },
            ["defer"] = new { workingDays = 1, reason = "x" },
            ["decideDeferral"] = new { grant = true },
            ["verify"] = new { passed = true },
            ["reopen"] = new { reason = "x", workingDays = 3 },
            ["exempt"] = exemption,
        };
        var read = await ReadAsync(finding);
        Assert.That(string.Join(',', read["allowed"]!.AsArray().Select(one => (string?)one)), Is.EqualTo(allowed));
        foreach (var (action, body) in bodies.Where(pair => !allowed.Split(',').Contains(pair.Key)))
        {
            var refused = await ActAsync(finding, action, body, Admin2);
            await IsRefusedAsync(refused, 409, "finding.move_not_allowed");
        }

        Assert.That((int)(await ReadAsync(finding))["version"]!, Is.EqualTo((int)read["version"]!));
    }

    [Test]
    public async Task Exempting_is_a_right_of_its_own()
    {
        await ACampaignAsync("exempt", planned: 1);
        var finding = await AFindingAsync("exempt", "f1", "甲商场");
        var exemption = new { reason = "拆除", documentNumber = "普长府〔2022〕25号" };
        await IsRefusedAsync(await ActAsync(finding, "exempt", exemption, Reviewer), 403, "access.forbidden");
        Assert.That((string?)(await ActedAsync(finding, "exempt", exemption))["status"], Is.EqualTo("exempted"));
    }

    [Test]
    public async Task A_unit_sees_its_findings_and_no_others()
    {
        await ACampaignAsync("reach", planned: 1);
        var finding = await AFindingAsync("reach", "f-reach", "甲商场");
        var other = SignedIn(await AKeyOfAsync("文化中心", "310107102-WHZX", Role.Reporter));
        var own = SignedIn(await AKeyOfAsync("管理办", "310107102-GLB", Role.Reporter));
        Assert.Multiple(async () =>
        {
            Assert.That((int)(await own.GetAsync(finding)).StatusCode, Is.EqualTo(200));
            await IsRefusedAsync(await other.GetAsync(finding), 404, "finding.not_found");
            Assert.That(
                (await ReadAsync("/api/v1/findings?campaign=reach-campaign", other))["items"]!.AsArray(),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task A_checklist_is_answered_whole()
    {
        await ACampaignAsync("list", planned: 1);
        var list = new
        {
            code = "list-fire",
            plan = "list",
            title = "检查表",
            items = new[] { "通道畅通", "器材有效" },
        };
        Assert.That(
            (int)(await Http.PostAsJsonAsync("/api/v1/campaigns/checklists", list)).StatusCode,
            Is.EqualTo(201)
        );
        object Inspection(params int[] items) =>
            new
            {
                code = "list-i1",
                campaign = "list-campaign",
                inspected = "甲商场",
                checklist = "list-fire",
                answers = items.Select(item => new { item, passed = true }),
            };
        await IsRefusedAsync(
            await Http.PostAsJsonAsync("/api/v1/inspections", Inspection(1)),
            400,
            "inspection.answers_incomplete"
        );
        await IsRefusedAsync(
            await Http.PostAsJsonAsync("/api/v1/inspections", Inspection(1, 1)),
            400,
            "inspection.answers_incomplete"
        );
        Assert.That(
            (int)(await Http.PostAsJsonAsync("/api/v1/inspections", Inspection(2, 1))).StatusCode,
            Is.EqualTo(201)
        );
    }

    private HttpClient Admin2 =>
        field ??= SignedIn(AKeyAsync("第二管理员", Role.Administrator).GetAwaiter().GetResult());
}
