using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Rollouts;

/// <summary>The same for every member of a closed list. Today is 2022-07-05.</summary>
public class RolloutsTests(string database) : RolloutTest(database)
{
    [Test]
    public async Task The_share_is_of_the_list_and_never_of_fewer_members_than_the_plan_names()
    {
        var rollout = await ARolloutAsync("list", leastMembers: 5);
        foreach (var key in new[] { "a", "b", "c", "d" })
            await AMemberAsync(rollout, key);
        var before = await SeenAsync("list", "2022-07-05");
        await SetAsync(
            rollout,
            "a",
            new
            {
                state = "polled",
                on = "2022-06-20",
                evidence = Proof,
            }
        );
        await SetAsync(rollout, "b", new { state = "polling", on = "2022-06-30" });

        Assert.Multiple(async () =>
        {
            Assert.That(before["completion"], Is.Null, "nothing known is not 0");
            Assert.That((decimal)(await SeenAsync("list", "2022-06-29"))["completion"]!, Is.EqualTo(0.2m));
            Assert.That((decimal)(await SeenAsync("list", "2022-06-30"))["completion"]!, Is.EqualTo(0.3m));
            Assert.That(
                (string?)(await SeenAsync("list", "2022-06-30"))["reason"],
                Does.StartWith("名单5个，已完成1个，有进展记录2个")
            );
        });
    }

    [Test]
    public async Task Done_takes_evidence_and_a_step_back_a_reason_and_the_newest_about_a_day_wins()
    {
        var rollout = await ARolloutAsync("steps");
        await AMemberAsync(rollout, "a");
        await IsRefusedAsync(await TryAsync(rollout, "a", new { state = "polled" }), 400, "member.evidence_needed");
        await IsRefusedAsync(await TryAsync(rollout, "a", new { state = "none" }), 400, "member.state_unknown");
        await SetAsync(
            rollout,
            "a",
            new
            {
                state = "polled",
                on = "2022-07-01",
                evidence = Proof,
            }
        );
        await IsRefusedAsync(await TryAsync(rollout, "a", new { state = "polling" }), 400, "member.reason_needed");
        await IsRefusedAsync(await TryAsync(rollout, "b", new { state = "polling" }), 404, "member.not_found");

        await SetAsync(rollout, "a", new { state = "polling", on = "2022-06-01" });
        Assert.Multiple(async () =>
        {
            Assert.That((string?)(await ReadAsync($"{rollout}/members/a"))["state"], Is.EqualTo("polled"));
            Assert.That((decimal)(await SeenAsync("steps", "2022-06-30"))["completion"]!, Is.EqualTo(0.5m));
            Assert.That((decimal)(await SeenAsync("steps", "2022-07-01"))["completion"]!, Is.EqualTo(1));
        });
        await IsRefusedAsync(
            await Http.PostAsJsonAsync($"{rollout}/members", new { key = "z", name = "新成员" }),
            409,
            "rollout.list_closed"
        );
        await AMemberAsync(rollout, "z", document: "普长府〔2022〕30号");
        Assert.That((decimal)(await SeenAsync("steps", "2022-07-05"))["completion"]!, Is.EqualTo(0.5m));
    }

    // 24 owners and 1,200 m²: two thirds are 16 and 800; three quarters of those are 12 and 600.
    [TestCase(16, 12, 800, 600, true)]
    [TestCase(15, 12, 800, 600, false)]
    [TestCase(16, 11, 800, 600, false)]
    [TestCase(16, 12, 799.9999, 600, false)]
    [TestCase(16, 12, 800, 599.9999, false)]
    [TestCase(17, 12, 800, 600, false)]
    [TestCase(24, 18, 1200, 900, true)]
    [TestCase(24, 17, 1200, 900, false)]
    public async Task Consent_is_met_at_its_exact_borders(
        int took,
        int agreed,
        decimal area,
        decimal agreeing,
        bool met
    )
    {
        var rollout = await ARolloutAsync($"lift-{took}-{agreed}-{(int)area}-{(int)agreeing}", consent: true);
        await AMemberAsync(rollout, "a");

        var answer = await TryAsync(
            rollout,
            "a",
            new
            {
                state = "agreed",
                evidence = Proof,
                poll = APoll(took, agreed, area, agreeing),
            }
        );
        if (met)
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        else
            await IsRefusedAsync(answer, 409, "consent.not_met");
    }

    [Test]
    public async Task The_buildings_of_a_group_are_judged_together()
    {
        var rollout = await ARolloutAsync("group", consent: true);
        await AMemberAsync(rollout, "a", group: "g1");
        await AMemberAsync(rollout, "b", group: "g1");
        var (strong, weak) = (APoll(24, 24, 1200, 1200), APoll(15, 10, 750, 500));
        await IsRefusedAsync(
            await TryAsync(
                rollout,
                "a",
                new
                {
                    state = "agreed",
                    evidence = Proof,
                    poll = strong,
                }
            ),
            409,
            "consent.poll_missing"
        );
        await SetAsync(rollout, "a", new { state = "polling", poll = strong });

        // Together 39 of 48 take part, of which 34 agree; the second alone would have 15 of 24.
        await SetAsync(
            rollout,
            "b",
            new
            {
                state = "agreed",
                evidence = Proof,
                poll = weak,
            }
        );
        await SetAsync(rollout, "a", new { state = "agreed", evidence = Proof });
        Assert.That((decimal)(await SeenAsync("group", "2022-07-05"))["completion"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Members_with_coordinates_are_points_of_a_named_reference_system()
    {
        var rollout = await ARolloutAsync("map");
        await AMemberAsync(
            rollout,
            "a",
            site: new
            {
                longitude = 121.3967,
                latitude = 31.2411,
                system = "cgcs2000",
            }
        );
        await AMemberAsync(rollout, "b");
        var shifted = new
        {
            key = "c",
            name = "C",
            site = new
            {
                longitude = 121.4,
                latitude = 31.2,
                system = "gcj02",
            },
        };
        await IsRefusedAsync(await Http.PostAsJsonAsync($"{rollout}/members", shifted), 400, "site.system_not_taken");

        var map = await ReadAsync($"{rollout}.geojson");
        Assert.Multiple(() =>
        {
            Assert.That((string?)map["type"], Is.EqualTo("FeatureCollection"));
            Assert.That(map["referenceSystems"]!.ToJsonString(), Is.EqualTo("[\"cgcs2000\"]"));
            Assert.That(map["features"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(
                map["features"]![0]!["geometry"]!.ToJsonString(),
                Is.EqualTo("{\"type\":\"Point\",\"coordinates\":[121.3967,31.2411]}")
            );
        });
    }

    private static object APoll(int took, int agreed, decimal area, decimal agreeing) =>
        new
        {
            owners = 24,
            ownersTakingPart = took,
            ownersAgreeing = agreed,
            area = 1200,
            areaTakingPart = area,
            areaAgreeing = agreeing,
        };
}
