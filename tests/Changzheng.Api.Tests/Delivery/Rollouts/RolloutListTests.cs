using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Rollouts;

/// <summary>A rollout's list: amended, made of units, and ranked. Today is 2022-07-05.</summary>
public class RolloutListTests(string database) : RolloutTest(database)
{
    [Test]
    public async Task The_least_number_of_members_rises_by_a_document_and_never_falls()
    {
        var rollout = await ARolloutAsync("least", leastMembers: 5);
        await AMemberAsync(rollout, "a");
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

        Clock.Advance(TimeSpan.FromSeconds(1));
        await IsRefusedAsync(await AmendAsync(rollout, 4), 409, "rollout.members_fewer");
        await IsRefusedAsync(await AmendAsync(rollout, null), 409, "rollout.members_fewer");
        var amended = await JsonAsync(await AmendAsync(rollout, 10));
        Assert.Multiple(async () =>
        {
            Assert.That((int)amended["leastMembers"]!, Is.EqualTo(10));
            Assert.That((string?)amended["leadUnitName"], Is.EqualTo("社区管理办公室"));
            Assert.That((decimal)(await SeenAsync("least", "2022-07-04"))["completion"]!, Is.EqualTo(0.2m));
            Assert.That((decimal)(await SeenAsync("least", "2022-07-05"))["completion"]!, Is.EqualTo(0.1m));
        });
    }

    [Test]
    public async Task Every_unit_of_a_kind_becomes_a_member_once()
    {
        var rollout = await ARolloutAsync("units");
        var offices = (await ReadAsync("/api/v1/units?kind=office&parent=310107102&limit=500"))["items"]!.AsArray();
        Task<HttpResponseMessage> AddAsync(string kind, string? document = null) =>
            Http.PostAsJsonAsync(
                $"{rollout}/members/fromUnits",
                new
                {
                    kind,
                    parent = "310107102",
                    documentNumber = document,
                }
            );
        var added = await JsonAsync(await AddAsync("office"));
        var members = (await ReadAsync($"{rollout}/members?limit=500"))["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(offices, Has.Count.GreaterThan(5));
            Assert.That(added["added"]!.AsArray(), Has.Count.EqualTo(offices.Count));
            Assert.That((int)added["present"]!, Is.Zero);
            Assert.That(
                members.Select(one => $"{one!["unit"]} {one["name"]}").Order(),
                Is.EqualTo(offices.Select(one => $"{one!["code"]} {one["name"]}").Order())
            );
        });
        await IsRefusedAsync(await AddAsync("office"), 422, "rollout.no_units");
        await SetAsync(rollout, (string)members[0]!["key"]!, new { state = "polling" });
        await IsRefusedAsync(await AddAsync("centre"), 409, "rollout.list_closed");
        Assert.That(
            (await ReadAsync($"{rollout}/members?limit=500"))["items"]!.AsArray(),
            Has.Count.EqualTo(offices.Count),
            "all or none"
        );
        var later = await JsonAsync(await AddAsync("centre", "普长府〔2022〕30号"));
        Assert.That(later["added"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public async Task Units_are_ranked_by_the_mean_share_of_their_members_and_equals_share_a_rank()
    {
        var rollout = await ARolloutAsync("ranks");
        // Done 1, polling 0.5, unreported 0: A (1 + 0) / 2, B 0.5, C 0 of 1, and one without a unit that is done.
        foreach (
            var (key, unit) in new[]
            {
                ("a1", "310107102-GLB"),
                ("a2", "310107102-GLB"),
                ("b1", "310107102-AQB"),
                ("c1", "310107102-GHB"),
                ("n1", null),
            }
        )
            await AMemberAsync(rollout, key, unit: unit);
        foreach (var key in new[] { "a1", "n1" })
            await SetAsync(rollout, key, new { state = "polled", evidence = Proof });
        await SetAsync(rollout, "b1", new { state = "polling" });

        var ranks = (await ReadAsync($"{rollout}/ranking"))["items"]!.AsArray();
        var second = await ReadAsync($"{rollout}/ranking?limit=2");
        Assert.Multiple(() =>
        {
            Assert.That(
                ranks.Select(one => $"{one!["rank"]} {one["unit"]} {one["done"]}/{one["members"]} {one["completion"]}"),
                Is.EqualTo(
                    new[] { "1 310107102-AQB 0/1 0.5", "1 310107102-GLB 1/2 0.5", "3 310107102-GHB 0/1 0", "  1/1 1" }
                )
            );
            Assert.That((string?)ranks[3]!["unitName"], Is.EqualTo("未分单位"));
            Assert.That(second["items"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(second["next"], Is.Not.Null);
        });
        var rest = await ReadAsync((string)second["next"]!);
        Assert.That(
            rest["items"]!.AsArray().Select(one => (string?)one!["unit"]),
            Is.EqualTo(new[] { "310107102-GHB", null })
        );
    }

    private async Task<HttpResponseMessage> AmendAsync(string rollout, int? least) =>
        await SendAsync(
            Http,
            HttpMethod.Put,
            rollout,
            new
            {
                title = "加梯征询",
                documentNumber = "普长府〔2022〕19号",
                reason = "名单核定",
                leastMembers = least,
                leadUnit = "310107102-GLB",
            },
            (int)(await ReadAsync(rollout))["version"]!
        );
}
