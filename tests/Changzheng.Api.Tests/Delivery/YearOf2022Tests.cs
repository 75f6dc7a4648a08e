using System.Text.Json.Nodes;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Delivery;

/// <summary>
/// The year 2022 lived through the API: each of the plan's measures goes from nothing to its end by its own
/// undertakings, and the summary of each quarter's last day is what the scenario's own ledger says.
/// </summary>
public partial class YearOf2022Tests(string database) : HotlineTest(database)
{
    private static readonly DateOnly[] quarterEnds =
    [
        new(2022, 3, 31),
        new(2022, 6, 30),
        new(2022, 9, 30),
        new(2022, 12, 31),
    ];

    protected override DateTimeOffset Today => new(2022, 1, 14, 9, 0, 0, TimeSpan.FromHours(8));

    [Test, Explicit("Twelve hundred requests; .ci/run calls it."), Category("Soak"), CancelAfter(300_000)]
    public async Task Each_measure_goes_from_nothing_to_its_end_and_each_quarter_adds_up()
    {
        var seeds = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "seeds", "changzheng-2022", "delivery.json"))
        )!;
        foreach (var project in seeds["projects"]!.AsArray())
            PlanProject(project!, seeds["stageSets"]!.AsArray());
        foreach (var rollout in seeds["rollouts"]!.AsArray())
            PlanRollout(rollout!, seeds["stateSets"]!.AsArray());
        foreach (var campaign in seeds["campaigns"]!.AsArray())
            PlanCampaign(campaign!);
        foreach (var series in seeds["series"]!.AsArray())
            await PlanSeriesAsync(series!);
        await PlanIndicatorsAsync();
        PlanTickets();

        var begun = (await ReadAsync($"{Plan}/pillars/summary?asOf=2022-01-14"))["overall"]!;
        Assert.That(((decimal)begun["knownShare"]!, begun["completion"]), Is.EqualTo((0m, (JsonNode?)null)));
        var ends = new Queue<DateOnly>(quarterEnds);
        foreach (var (day, act) in acts.OrderBy(act => act.Day).ToList())
        {
            while (ends.Peek() < day)
                await CheckAsync(ends.Dequeue());
            GoTo(day);
            await act();
        }

        while (ends.Count > 0)
            await CheckAsync(ends.Dequeue());
        await EverythingIsDoneAsync();
    }

    /// <summary>The clock goes on by a second with every act, so that no two are recorded at one instant.</summary>
    private void GoTo(DateOnly day)
    {
        var morning = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 30)), TimeSpan.FromHours(8));
        Clock.SetUtcNow(morning > Clock.GetUtcNow() ? morning : Clock.GetUtcNow().AddSeconds(1));
    }

    private async Task CheckAsync(DateOnly day)
    {
        GoTo(day);
        var measures = (await ReadAsync($"{Plan}/measures?limit=500&asOf={Iso(day)}"))["items"]!.AsArray();
        var wrong = measures
            .Select(one => (Code: (string)one!["code"]!, Is: (decimal?)one["completion"]))
            .Where(one => !IsNear(one.Is, CompletionOf(one.Code, day)))
            .Select(one => $"{one.Code} is {one.Is}, not {CompletionOf(one.Code, day)}")
            .ToList();
        Assert.That(wrong, Is.Empty, Iso(day));

        var overall = (await ReadAsync($"{Plan}/pillars/summary?asOf={Iso(day)}"))["overall"]!;
        var weighed = measures.Select(one => (Code: (string)one!["code"]!, Weight: (decimal)one["weight"]!)).ToList();
        var known = weighed.Where(one => IsKnown(one.Code, day)).ToList();
        var counting = known.Where(one => CompletionOf(one.Code, day) is not null).ToList();
        var share = known.Sum(one => one.Weight) / weighed.Sum(one => one.Weight);
        var completion =
            counting.Sum(one => one.Weight * CompletionOf(one.Code, day)!.Value) / counting.Sum(one => one.Weight);
        var lines = redLines.Select(line => line.Kept(day)).ToList();
        Assert.Multiple(() =>
        {
            var states = overall["states"]!;
            Assert.That((int)states["total"]!, Is.EqualTo(weighed.Count));
            Assert.That((int)states["noData"]! + (int)states["notDue"]!, Is.EqualTo(weighed.Count - known.Count));
            Assert.That(Number("knownShare"), Is.EqualTo(share).Within(0.00005m));
            Assert.That(Number("completion"), Is.EqualTo(completion).Within(0.0001m));
            Assert.That(Number("low"), Is.EqualTo(completion * share).Within(0.0002m));
            Assert.That(Number("high"), Is.EqualTo(completion * share + 1 - share).Within(0.0002m));
            Assert.That((int)overall["redLines"]!["kept"]!, Is.EqualTo(lines.Count(kept => kept == true)));
            Assert.That((int)overall["redLines"]!["broken"]!, Is.Zero);
            Assert.That((int)overall["redLines"]!["unknown"]!, Is.EqualTo(lines.Count(kept => kept is null)));
        });
        TestContext.Out.WriteLine(
            $"{Iso(day)}: {known.Count} of {weighed.Count} known, completion {completion:0.0000}, {acts.Count} acts"
        );

        decimal Number(string name) => (decimal)overall[name]!;
    }

    private async Task EverythingIsDoneAsync()
    {
        var measures = (await ReadAsync($"{Plan}/measures?limit=500&asOf=2022-12-31"))["items"]!.AsArray();
        var wrong = measures
            .Where(one =>
                (decimal?)one!["completion"] is { } share && share != 1 || (string?)one["lamp"] is not "green"
            )
            .Select(one => $"{one!["code"]} {one["completion"]} {one["lamp"]} {one["reason"]}");
        Assert.That(wrong, Is.Empty);
        Assert.That(quarterEnds.Select(day => measures.Count(one => IsKnown((string)one!["code"]!, day))), Is.Ordered);
        Assert.That(measures, Has.Count.EqualTo(201));
    }

    private static bool IsNear(decimal? one, decimal? other) =>
        one is null || other is null ? one is null && other is null : Math.Abs(one.Value - other.Value) <= 0.0001m;
}
