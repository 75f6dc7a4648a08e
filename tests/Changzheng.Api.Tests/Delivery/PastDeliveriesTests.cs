using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Delivery;

/// <summary>
/// Whatever is done to a project, a rollout, a campaign and a series, in whatever order and about whichever day: what
/// each says of any day, as known at any instant, follows from what was done. The ledger shares no code with the
/// product: it keeps who was reached when, and counts by API.md §8.
/// </summary>
public class PastDeliveriesTests(string database) : ApiTest(database)
{
    private const string Project = "/api/v1/projects/past-project",
        Rollout = "/api/v1/rollouts/past-rollout",
        Campaign = "/api/v1/campaigns/past-campaign",
        Series = "/api/v1/series/past-series";

    private static readonly decimal[] weights = [0.1m, 0.2m, 0.3m, 0.4m];
    private static readonly object[] proof = [new { title = "照片", uri = "https://files.example.org/f.jpg" }];

    private readonly List<Entry> ledger = [];

    protected override DateTimeOffset Today => new(2022, 1, 20, 9, 0, 0, TimeSpan.FromHours(8));

    private DateTimeOffset Now => Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    private DateOnly Day => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>What was done: of a milestone, a member, an object or an occurrence.</summary>
    private sealed record Entry(DateTimeOffset At, DateOnly On, string Kind, string What, string State);

    [Test]
    public async Task What_each_says_of_any_day_as_known_at_any_instant_follows_from_what_was_done()
    {
        var random = new Random(11);
        await OpenAsync();
        var instants = new List<DateTimeOffset> { Now };
        for (var step = 0; step < 90; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(60, 9_000)));
            await DoSomethingAsync(random, Day.AddDays(-random.Next(60)));
            instants.Add(Now);
        }

        var (wrong, seen) = (new List<string>(), new HashSet<string>());
        for (var view = 0; view < 60; view++)
        {
            var knownAt = instants[random.Next(instants.Count)];
            var asOf = new DateOnly(2022, 1, 15).AddDays(random.Next(345));
            var read = await ReadBoardAsync(asOf, knownAt);
            var expected = Recount(asOf, knownAt);
            seen.Add(read);
            if (read != expected)
                wrong.Add($"{asOf:yyyy-MM-dd} as known {knownAt:o}\n  is  {read}\n  not {expected}");
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(seen, Has.Count.GreaterThan(25), "the boards did differ");
        Assert.That(await ProveAsync(), Is.Empty);
        Assert.That(ledger.GroupBy(one => one.Kind).Select(kind => kind.Count()), Is.All.GreaterThan(3));
    }

    /// <summary>What verify finds: every contribution against the histories it follows from.</summary>
    private async Task<IReadOnlyList<string>> ProveAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var proof = scope.ServiceProvider.GetRequiredService<RecordsProof>();
        return (await proof.ProveAsync(null, CancellationToken.None)).Faults;
    }

    private async Task OpenAsync()
    {
        await Http.APlanAsync("past");
        object Opening(string kind, object more)
        {
            var whole = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
            whole["code"] = $"past-{kind}";
            whole["plan"] = "past";
            whole["measures"] = new JsonArray("1.1.1");
            whole["title"] = kind;
            whole["on"] = "2022-01-10";
            return whole;
        }

        var milestones = weights.Select(
            (weight, index) =>
                new
                {
                    number = index + 1,
                    name = $"节点{index + 1}",
                    weight,
                }
        );
        await DoneAsync("/api/v1/projects", Opening("project", new { kind = "works", milestones }));
        var states = new[] { ("none", 0m), ("half", 0.5m), ("done", 1m) }.Select(one => new
        {
            state = one.Item1,
            name = one.Item1,
            share = one.Item2,
        });
        await DoneAsync("/api/v1/rollouts/stateSets", Opening("states", new { states }), "measures");
        var list = new
        {
            memberKind = "site",
            stateSet = "past-states",
            leastMembers = 7,
        };
        await DoneAsync("/api/v1/rollouts", Opening("rollout", list));
        foreach (var key in Enumerable.Range(1, 5))
            await DoneAsync(
                $"{Rollout}/members",
                new
                {
                    key = $"m{key}",
                    name = "成员",
                    on = "2022-01-10",
                }
            );
        await DoneAsync("/api/v1/campaigns", Opening("campaign", new { kind = "fire", plannedObjects = 6 }));
        var cadence = new
        {
            kind = "meeting",
            cadence = "FREQ=MONTHLY;BYMONTHDAY=20",
            graceDays = 40,
        };
        await DoneAsync("/api/v1/series", Opening("series", cadence));
    }

    /// <summary>What the API refuses, such as a stage skipped, is not in the ledger.</summary>
    private async Task DoSomethingAsync(Random random, DateOnly on)
    {
        if (on.Year < 2022)
            return;
        var day = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var member = $"{Rollout}/members/m{random.Next(1, 6)}";
        var (number, state) = (random.Next(1, 13), new[] { "none", "half", "done" }[random.Next(3)]);
        var what = $"对象{random.Next(1, 8)}";
        var code = $"past-{ledger.Count}-{random.Next(10_000)}";
        switch (random.Next(6))
        {
            case 0:
                var reached = ledger.Count(one => one.Kind == "project") + 1;
                if (await TryAsync(Project, $"milestones/{reached}/reach", new { on = day, evidence = proof }))
                    Record("project", $"{reached}", "reached");
                break;
            case 1:
                if (
                    await TryAsync(
                        member,
                        "state",
                        new
                        {
                            state,
                            on = day,
                            reason = "核实",
                            evidence = proof,
                        },
                        true
                    )
                )
                    Record("rollout", member, state);
                break;
            case 2:
                var inspection = new
                {
                    code,
                    campaign = "past-campaign",
                    inspected = what,
                    on = day,
                };
                if ((await Http.PostAsJsonAsync("/api/v1/inspections", inspection)).IsSuccessStatusCode)
                    Record("inspection", what, "");
                break;
            case 3:
                var finding = new
                {
                    code,
                    campaign = "past-campaign",
                    inspected = what,
                    title = "堆物",
                    severity = "general",
                    on = day,
                };
                if ((await Http.PostAsJsonAsync("/api/v1/findings", finding)).IsSuccessStatusCode)
                    Record("finding", $"{code} {what}", "open");
                break;
            case 4:
                if (ledger.FirstOrDefault(IsOpen) is { } open)
                    await CloseAsync(open);
                break;
            default:
                if (await TryAsync(Series, $"occurrences/{number}/hold", new { on = day, evidence = proof }))
                    Record("series", $"{number}", "held");
                break;
        }

        void Record(string kind, string of, string how) => ledger.Add(new Entry(Now, on, kind, of, how));
    }

    private bool IsOpen(Entry one) =>
        one.Kind == "finding" && !ledger.Any(other => other.What == one.What && other.State == "closed");

    /// <summary>Ordered, rectified and verified on one day, the verification by another person.</summary>
    private async Task CloseAsync(Entry finding)
    {
        var url = $"/api/v1/findings/{finding.What.Split(' ')[0]}";
        var day = finding.On.AddDays(3) < Day ? finding.On.AddDays(3) : Day;
        var on = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var order = new
        {
            goal = "a",
            measure = "b",
            workingDays = 5,
            funds = "c",
            person = "d",
            on,
        };
        Assert.That(await TryAsync(url, "order", order), Is.True);
        Assert.That(await TryAsync(url, "rectify", new { evidence = proof, on }), Is.True);
        Assert.That(await TryAsync(url, "verify", new { passed = true, on }, by: Reviewer), Is.True);
        ledger.Add(new Entry(Now, day, "finding", finding.What, "closed"));
    }

    private async Task<bool> TryAsync(string of, string action, object body, bool puts = false, HttpClient? by = null)
    {
        var version = (int)(await ReadAsync(of))["version"]!;
        var method = puts ? HttpMethod.Put : HttpMethod.Post;
        var answer = await SendAsync(by ?? Http, method, $"{of}/{action}", body, version);
        var isTaken = answer.IsSuccessStatusCode;
        Assert.That((int)answer.StatusCode, Is.AnyOf(200, 400, 404, 409), $"{of}/{action}");
        return isTaken;
    }

    private async Task DoneAsync(string url, object body, string? without = null)
    {
        if (without is not null)
            ((JsonObject)body).Remove(without);
        var answer = await Http.PostAsJsonAsync(url, body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> ReadBoardAsync(DateOnly asOf, DateTimeOffset knownAt)
    {
        var at = $"asOf={asOf:yyyy-MM-dd}&knownAt={Uri.EscapeDataString(knownAt.ToString("o"))}";
        var measure = await ReadAsync($"/api/v1/plans/past/measures/1.1.1?{at}");
        var by = measure["undertakings"]!
            .AsArray()
            .ToDictionary(one => (string)one!["kind"]!, one => one!["completion"]);
        return string.Join(' ', new[] { "project", "rollout", "campaign", "series" }.Select(kind => Show(by, kind)));

        static string Show(Dictionary<string, JsonNode?> by, string kind) =>
            $"{kind} {(by.GetValueOrDefault(kind) is { } share ? Text((decimal)share) : "-")}";
    }

    private string Recount(DateOnly asOf, DateTimeOffset knownAt)
    {
        var known = ledger.Where(one => one.At <= knownAt && one.On <= asOf).ToList();
        List<Entry> Of(string kind) => [.. known.Where(one => one.Kind == kind)];

        var reached = Of("project");
        var project = reached.Sum(one => weights[int.Parse(one.What, CultureInfo.InvariantCulture) - 1]);
        // Of a member the newest about a day wins; among reports of one day the last recorded.
        var members = Of("rollout")
            .GroupBy(one => one.What)
            .Select(one => one.OrderBy(x => x.On).Last().State)
            .ToList();
        var share =
            members.Sum(state =>
                state == "done" ? 1
                : state == "half" ? 0.5m
                : 0
            ) / 7;
        var inspected = Of("inspection").Select(one => one.What).Distinct().ToList();
        var closed = Of("finding").Where(one => one.State == "closed").Select(one => one.What).ToList();
        var open = Of("finding").Where(one => !closed.Contains(one.What)).Select(one => one.What.Split(' ')[1]);
        var objects = inspected.Except(open).Count();
        var held = Of("series").Count;
        return $"project {Share(reached.Count > 0, project)} rollout {Share(members.Count > 0, Down(share))}"
            + $" campaign {Share(inspected.Count > 0, Down(Math.Min(objects / 6m, 1)))}"
            + $" series {Share(held > 0, Math.Round(held / 12m, 4, MidpointRounding.AwayFromZero))}";
    }

    private static decimal Down(decimal share) => Math.Round(share, 4, MidpointRounding.ToZero);

    private static string Share(bool isKnown, decimal share) => isKnown ? Text(share) : "-";

    private static string Text(decimal share) => share.ToString("0.####", CultureInfo.InvariantCulture);
}
