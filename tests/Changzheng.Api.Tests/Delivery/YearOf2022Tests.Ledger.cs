using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery;

/// <summary>What is done when, and what follows from it by API.md: no figure here is read from the board.</summary>
public partial class YearOf2022Tests
{
    /// <summary>The scenario: what is done on which day.</summary>
    private readonly List<(DateOnly Day, Func<Task> Act)> acts = [];

    /// <summary>By measure: how far each of its undertakings is on a day; null while nothing is known.</summary>
    private readonly Dictionary<string, List<Func<DateOnly, decimal?>>> shares = [];
    private readonly List<(string Measure, Func<DateOnly, bool?> Kept)> redLines = [];
    private readonly Dictionary<string, int> versions = [];

    private static readonly object[] proof = [new { title = "佐证（合成）", uri = "https://files.example.org/f.jpg" }];

    private bool IsKnown(string measure, DateOnly day) =>
        shares.GetValueOrDefault(measure, []).Any(share => share(day) is not null)
        || redLines.Any(line => line.Measure == measure && line.Kept(day) is not null);

    /// <summary>The mean of what is known.</summary>
    private decimal? CompletionOf(string measure, DateOnly day)
    {
        var known = shares.GetValueOrDefault(measure, []).Select(share => share(day)).OfType<decimal>().ToList();
        return known.Count == 0 ? null : known.Average();
    }

    private void Answers(JsonNode seed, Func<DateOnly, decimal?> share) =>
        Answers(seed["measures"]!.AsArray().Select(measure => (string)measure!), share);

    private void Answers(IEnumerable<string> measures, Func<DateOnly, decimal?> share)
    {
        foreach (var measure in measures)
            if (shares.TryGetValue(measure, out var others))
                others.Add(share);
            else
                shares[measure] = [share];
    }

    private void PlanProject(JsonNode seed, JsonArray sets)
    {
        var (code, url) = ((string)seed["code"]!, $"/api/v1/projects/{seed["code"]}");
        var set = sets.Single(one => (string)one!["code"]! == (string)seed["stageSet"]!)!;
        var weights = set["stages"]!.AsArray().Select(stage => (decimal)stage!["weight"]!).ToList();
        var days = weights.Select((_, at) => Spread(code, at + 1, weights.Count)).ToList();
        foreach (var (at, day) in days.Index())
            Do(day, url, $"milestones/{at + 1}/reach", new { on = Iso(day), evidence = proof });
        Answers(
            seed,
            day => day < days[0] ? null : weights.Zip(days).Where(one => one.Second <= day).Sum(one => one.First)
        );
    }

    private void PlanRollout(JsonNode seed, JsonArray sets)
    {
        var (code, url) = ((string)seed["code"]!, $"/api/v1/rollouts/{seed["code"]}");
        var set = sets.Single(one => (string)one!["code"]! == (string)seed["stateSet"]!)!;
        var done = (string)set["states"]!.AsArray().Single(state => (decimal)state!["share"]! == 1)!["state"]!;
        var members = (seed["members"]?.AsArray() ?? []).Select(member => (string)member!["key"]!).ToList();
        var least = (int?)seed["leastMembers"] ?? 0;
        for (var number = 1; members.Count < Math.Max(4, least); number++)
        {
            var key = $"s{number}";
            members.Add(key);
            var added = new
            {
                key,
                name = $"合成成员{number}",
                synthetic = true,
            };
            acts.Add((new DateOnly(2022, 1, 17), () => PostedAsync($"{url}/members", added)));
        }

        var days = members.Select((_, at) => Spread(code, at + 1, members.Count)).ToList();
        foreach (var (key, day) in members.Zip(days))
            Do(
                day,
                $"{url}/members/{key}",
                "state",
                new
                {
                    state = done,
                    on = Iso(day),
                    evidence = proof,
                },
                puts: true
            );
        Answers(seed, day => day < days[0] ? null : (decimal)days.Count(one => one <= day) / members.Count);
    }

    /// <summary>Four objects; at the second something is found, which is closed by another person a fortnight
    /// later.</summary>
    private void PlanCampaign(JsonNode seed)
    {
        var (code, url) = ((string)seed["code"]!, $"/api/v1/campaigns/{seed["code"]}");
        var amended = new
        {
            title = (string)seed["title"]!,
            documentNumber = "（合成）1号",
            reason = "年度检查计划（合成）",
            plannedObjects = 4,
            leadUnit = (string?)seed["leadUnit"],
        };
        Do(new DateOnly(2022, 1, 18), url, "", amended, puts: true);
        var days = Enumerable.Range(1, 4).Select(number => Spread(code, number, 4)).ToList();
        foreach (var (at, day) in days.Index())
            acts.Add(
                (
                    day,
                    () =>
                        PostedAsync(
                            "/api/v1/inspections",
                            new
                            {
                                code = $"{code}-i{at}",
                                campaign = code,
                                inspected = $"合成对象{at}",
                            }
                        )
                )
            );
        var (found, closed) = (days[1], days[1].AddDays(14));
        var finding = $"/api/v1/findings/{code}-f1";
        acts.Add(
            (
                found,
                () =>
                    PostedAsync(
                        "/api/v1/findings",
                        new
                        {
                            code = $"{code}-f1",
                            campaign = code,
                            inspected = "合成对象1",
                            title = "合成问题",
                            severity = "general",
                        }
                    )
            )
        );
        var order = new
        {
            goal = "消除",
            measure = "清理",
            workingDays = 12,
            funds = "自筹",
            person = "合成",
        };
        Do(found, finding, "order", order);
        Do(closed, finding, "rectify", new { evidence = proof });
        Do(closed, finding, "verify", new { passed = true }, by: () => Reviewer);
        Answers(
            seed,
            day => day < days[0] ? null : (days.Count(one => one <= day) - (found <= day && day < closed ? 1 : 0)) / 4m
        );
    }

    private const string FitnessTests = "/api/v1/series/2022-fitness-test-sessions";

    /// <summary>Who came to a test after June: those of the promised age, and others.</summary>
    private static object[] WhoCame(string url, DateOnly day) =>
        url == FitnessTests && day.Month > 6
            ? [new { group = "20-60周岁", number = 500 }, new { group = "60周岁以上", number = 70 }]
            : [];

    /// <summary>Held on each of its days: how many those are, the cadence says.</summary>
    private async Task PlanSeriesAsync(JsonNode seed)
    {
        var url = $"/api/v1/series/{seed["code"]}";
        var occurrences = (await ReadAsync($"{url}/occurrences?limit=500"))["items"]!.AsArray();
        var days = occurrences.Select(one => Day((string)one!["dueOn"]!)).ToList();
        var cadence = (string)seed["cadence"]!;
        var least =
            cadence.StartsWith("FREQ=WEEKLY", StringComparison.Ordinal) ? 50
            : cadence.StartsWith("FREQ=MONTHLY", StringComparison.Ordinal) ? 12
            : cadence.Split("BYMONTH=")[1].Split(';')[0].Split(',').Length;
        Assert.That(days, Has.Count.InRange(least, least + (least == 50 ? 3 : 0)), url);
        foreach (var (at, day) in days.Index().Where(one => one.Item >= new DateOnly(2022, 1, 14)))
            Do(
                day,
                url,
                $"occurrences/{at + 1}/hold",
                new
                {
                    on = Iso(day),
                    participants = WhoCame(url, day),
                    evidence = proof,
                }
            );
        foreach (var (at, day) in days.Index().Where(one => one.Item < new DateOnly(2022, 1, 14)))
            Do(new DateOnly(2022, 1, 14), url, $"occurrences/{at + 1}/hold", new { on = Iso(day), evidence = proof });
        Answers(seed, day => day < days[0] ? null : (decimal)days.Count(one => one <= day) / days.Count);
    }

    /// <param name="by">Who does it; the administrator if omitted.</param>
    private void Do(
        DateOnly day,
        string of,
        string action,
        object body,
        bool puts = false,
        Func<HttpClient>? by = null
    ) =>
        acts.Add(
            (
                day,
                async () =>
                {
                    var version = versions.GetValueOrDefault(of, 1);
                    var method = puts ? HttpMethod.Put : HttpMethod.Post;
                    var url = action.Length == 0 ? of : $"{of}/{action}";
                    var answer = await SendAsync(by?.Invoke() ?? Http, method, url, body, version);
                    Assert.That((int)answer.StatusCode, Is.EqualTo(200), $"{url}: {await ReadTextAsync(answer)}");
                    versions[of] = version + 1;
                }
            )
        );

    private async Task PostedAsync(string url, object body)
    {
        var answer = await SendAsync(Http, HttpMethod.Post, url, body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), $"{url}: {await ReadTextAsync(answer)}");
    }

    private static Task<string> ReadTextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    /// <summary>The days of a thing's steps: over the whole year, the last in December, each thing a little
    /// apart.</summary>
    private static DateOnly Spread(string code, int step, int steps) =>
        new DateOnly(2022, 1, 20).AddDays(step * 310 / steps + code.Length % 20);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
