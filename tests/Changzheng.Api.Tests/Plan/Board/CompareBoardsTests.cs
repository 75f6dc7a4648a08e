using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>Why two boards differ: each difference has one cause, and the contributions add up.</summary>
public class CompareBoardsTests(string database) : ApiTest(database)
{
    private DateTimeOffset Now => Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    [Test]
    public async Task Each_cause_is_told_by_its_name()
    {
        var plan = await Http.APlanAsync(
            "causes",
            ("a", Scenarios.Minimum(100)),
            ("b", Scenarios.Minimum(100)),
            ("c", Scenarios.Minimum(100)),
            ("d", Scenarios.Minimum(100))
        );
        await ReportAsync($"{plan}-a", "2022-06", new { value = 50 });
        await ReportAsync($"{plan}-b", "2022-06", new { value = 50 });
        await ReportAsync($"{plan}-c", "2022-06", new { value = 50 });
        var before = Now;
        Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync($"{plan}-a", "2022-06", new { value = 40 }, 1);
        await SendAsync(
            Reviewer,
            HttpMethod.Post,
            $"/api/v1/indicators/{plan}-b/values/2022-06/return",
            new { reason = "核" },
            1
        );
        await ReportAsync($"{plan}-d", "2022-06", new { value = 60 });
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.3",
            new
            {
                title = "承诺第3件事",
                documentNumber = "测〔2022〕3号",
                weight = 2,
                effectiveOn = "2022-06-01",
            },
            1
        );

        var same = await CompareAsync(plan, $"from=2022-06-30&to=2022-06-30&knownFrom={At(before)}");
        Assert.That(
            Causes(same),
            Is.EqualTo(new[] { "1.1.1 corrected", "1.1.2 returned", "1.1.3 amended", "1.1.4 late" })
        );

        await ReportAsync($"{plan}-a", "2022-07", new { value = 20 });
        var later = await CompareAsync(plan, "from=2022-06-30&to=2022-07-31");
        Assert.That(Causes(later), Does.Contain("1.1.1 progress").And.Contain("1.1.3 time"));
        var autumn = await CompareAsync(plan, "from=2022-06-30&to=2022-08-31");
        Assert.That(Causes(autumn).Where(one => one.EndsWith(" time", StringComparison.Ordinal)), Is.Not.Empty);
        await SumsUpAsync(plan, same, $"asOf=2022-06-30&knownAt={At(before)}", "asOf=2022-06-30");
        await SumsUpAsync(plan, autumn, "asOf=2022-06-30", "asOf=2022-08-31");
    }

    [Test]
    public async Task What_a_later_document_adds_has_entered()
    {
        var plan = await Http.APlanAsync("enters", ("a", Scenarios.Minimum(100)));
        await ReportAsync($"{plan}-a", "2022-06", new { value = 50 });
        var added = await SendAsync(
            Http,
            HttpMethod.Post,
            $"/api/v1/plans/{plan}/measures",
            new
            {
                code = "1.1.9",
                title = "区里加的任务",
                kind = "mechanism",
                quote = "区里加的任务",
                documentNumber = "普府〔2022〕9号",
                issuedOn = "2022-07-01",
                effectiveOn = "2022-07-02",
            }
        );
        Assert.That(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync());

        var compared = await CompareAsync(plan, "from=2022-06-30&to=2022-07-05");
        Assert.That(Causes(compared), Does.Contain("1.1.9 entered"));
        Assert.That(
            (decimal)
                compared["differences"]!.AsArray().First(one => (string?)one!["measure"] == "1.1.9")!["contribution"]!,
            Is.LessThan(0),
            "what is not known lowers the low figure"
        );
        await SumsUpAsync(plan, compared, "asOf=2022-06-30", "asOf=2022-07-05");
    }

    [Test]
    public async Task Contributions_add_up_whatever_happened([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        var keys = new[] { "a", "b", "c", "zero" };
        var plan = await Http.APlanAsync(
            $"adds-up-{seed}",
            ("a", Scenarios.Minimum(100)),
            ("b", Scenarios.Minimum(100).Citing(1, 2)),
            ("c", Scenarios.Of("ratio", accumulation: "ratio", target: 100)),
            ("zero", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0))
        );
        var instants = new List<DateTimeOffset> { Now };
        for (var step = 0; step < 40; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(60, 3_000)));
            await DoSomethingAsync(plan, keys[random.Next(4)], random);
            instants.Add(Now);
        }

        for (var pair = 0; pair < 25; pair++)
        {
            var (one, other) = (instants[random.Next(41)], instants[random.Next(41)]);
            var (knownFrom, knownTo) = one < other ? (one, other) : (other, one);
            var from = new DateOnly(2022, 1, 31).AddDays(random.Next(200));
            var to = from.AddDays(random.Next(100));
            var compared = await CompareAsync(
                plan,
                $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&knownFrom={At(knownFrom)}&knownTo={At(knownTo)}"
            );
            await SumsUpAsync(
                plan,
                compared,
                $"asOf={from:yyyy-MM-dd}&knownAt={At(knownFrom)}",
                $"asOf={to:yyyy-MM-dd}&knownAt={At(knownTo)}"
            );
        }
    }

    [TestCase("from=2022-06-30&to=2022-06-29", "compare.backwards")]
    [TestCase(
        "from=2022-06-30&to=2022-06-30&knownFrom=2022-07-02T00:00:00Z&knownTo=2022-07-01T00:00:00Z",
        "compare.backwards"
    )]
    [TestCase("from=2022-06-30&to=2022-06-30&knownFrom=2022-07-02", "request.invalid")]
    [TestCase("from=30.6.2022", "request.malformed")]
    public async Task What_lies_the_wrong_way_round_is_refused(string query, string code) =>
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/pillars/compare?{query}"), 400, code);

    private async Task DoSomethingAsync(string plan, string key, Random random)
    {
        var period = $"2022-{random.Next(1, 8):00}";
        var url = $"/api/v1/indicators/{plan}-{key}/values/{period}";
        var current = await Http.GetAsync(url);
        int? version = current.IsSuccessStatusCode ? (int)(await JsonAsync(current))["version"]! : null;
        if (version is not null && random.Next(4) == 0)
        {
            await SendAsync(Reviewer, HttpMethod.Post, $"{url}/return", new { reason = "核" }, version);
            return;
        }

        object figure = key switch
        {
            "c" => new { numerator = random.Next(90, 101), denominator = 100 },
            "zero" => new { value = random.Next(8) / 7 },
            _ => new { value = random.Next(30) },
        };
        await ReportAsync($"{plan}-{key}", period, figure, version);
    }

    private async Task SumsUpAsync(string plan, JsonNode compared, string from, string to)
    {
        var (before, after) = (await LowAsync(plan, from), await LowAsync(plan, to));
        Assert.That((decimal)compared["from"]!["low"]!, Is.EqualTo(before));
        Assert.That((decimal)compared["to"]!["low"]!, Is.EqualTo(after));
        var sum = compared["differences"]!.AsArray().Sum(one => (decimal)one!["contribution"]!);
        Assert.That(sum, Is.EqualTo(after - before).Within(0.0001m), compared.ToJsonString());
        Assert.That((decimal)compared["difference"]!, Is.EqualTo(sum));
    }

    private async Task<decimal> LowAsync(string plan, string query) =>
        (decimal)(await ReadAsync($"/api/v1/plans/{plan}/pillars/summary?{query}"))["overall"]!["low"]!;

    private Task<JsonNode> CompareAsync(string plan, string query) =>
        ReadAsync($"/api/v1/plans/{plan}/pillars/compare?{query}");

    private static List<string> Causes(JsonNode compared) =>
        [.. compared["differences"]!.AsArray().Select(one => $"{one!["measure"]} {one["cause"]}").Order()];

    private static string At(DateTimeOffset instant) => Uri.EscapeDataString(instant.ToString("o"));
}
