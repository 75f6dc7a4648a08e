namespace Changzheng.Api.Tests.Plan.Undertakings;

/// <summary>
/// An indicator and the undertaking it is are judged apart: from its figures, and from its contributions.
/// </summary>
public class IndicatorContributionTests(string database) : ApiTest(database)
{
    protected override DateTimeOffset Today => new(2022, 1, 20, 9, 0, 0, TimeSpan.FromHours(8));

    private DateTimeOffset Now => Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    /// <summary>
    /// What the undertaking of an indicator says is what the indicator itself says at its own address.
    /// </summary>
    [Test]
    public async Task An_indicator_and_its_undertaking_say_the_same_of_all_fourteen_kinds()
    {
        var random = new Random(7);
        var plan = await Http.APlanAsync(
            "all-kinds",
            Now.Year,
            [.. Kinds.Select(one => (one.Kind.ToLowerInvariant(), one.Indicator))]
        );
        for (var step = 0; step < 80; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(60, 6_000)));
            var (kind, _, pair) = Kinds[random.Next(Kinds.Length)];
            var body = kind switch
            {
                "accreditation" => new { stage = "reviewed", on = $"{Now:yyyy-MM-dd}" },
                "hold" => new { value = random.Next(2) },
                "rank" => new { rank = random.Next(1, 10), of = 9 },
                _ when pair => new { numerator = random.Next(1, 9), denominator = 9 },
                _ => (object)new { value = random.Next(40) },
            };
            await ReportAsync(
                $"{plan}-{kind.ToLowerInvariant()}",
                $"{Now.Year}-{random.Next(1, Now.Month + 1):00}",
                body
            );
            if (step == 10)
                foreach (var of in new[] { "growth", "direction", "pointschange" })
                    await SendAsync(
                        Http,
                        HttpMethod.Put,
                        $"/api/v1/indicators/{plan}-{of}/baseline",
                        new
                        {
                            value = 120,
                            months = of == "growth" ? Enumerable.Repeat(10, 12) : null,
                            effectiveOn = $"{Now.Year}-01-01",
                            documentNumber = "统〔2022〕1号",
                        }
                    );
        }

        var judged = new HashSet<string>();
        foreach (var days in new[] { 0, -7, -20, -35, -60, 10 })
        {
            var asOf = Day(Now).AddDays(days);
            foreach (
                var measure in (await ReadAsync($"/api/v1/plans/{plan}/measures?limit=500&asOf={asOf:yyyy-MM-dd}"))[
                    "items"
                ]!
                    .AsArray()
                    .SkipLast(1)
            )
            {
                var (undertaking, indicator) = (measure!["undertakings"]![0]!, measure["indicators"]![0]!);
                var standing = indicator["standing"]!;
                Assert.That(
                    (
                        (string?)undertaking["key"],
                        (decimal?)undertaking["completion"],
                        (string?)undertaking["lamp"],
                        (string?)undertaking["reason"]
                    ),
                    Is.EqualTo(
                        (
                            (string?)indicator["code"],
                            (decimal?)(standing["yearShare"] ?? standing["attainment"]),
                            (string?)standing["lamp"],
                            (string?)standing["reason"]
                        )
                    ),
                    $"{measure["code"]} as of {asOf}"
                );
                if (
                    (string)standing["lamp"]! is "green" or "yellow" or "red" or "stale"
                    && (standing["kept"] ?? standing["attainment"]) is not null
                )
                    judged.Add((string)indicator["kind"]!);
            }
        }

        Assert.That(judged, Is.EquivalentTo(Kinds.Select(one => one.Kind)));
    }

    private static readonly (string Kind, object Indicator, bool Pair)[] Kinds =
    [
        ("minimum", Scenarios.Minimum(100), false),
        ("growth", Scenarios.Of("growth", accumulation: "sum", target: 5), false),
        ("ratio", Scenarios.Of("ratio", accumulation: "ratio", target: 90), true),
        ("zeroEvent", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0), false),
        ("direction", Scenarios.Of("direction"), false),
        ("assigned", Scenarios.Of("assigned", target: 60), false),
        ("rank", Scenarios.Of("rank"), true),
        ("accreditation", Scenarios.Of("accreditation"), false),
        ("coverage", Scenarios.Of("coverage", accumulation: "ratio"), true),
        ("range", Scenarios.Of("range", accumulation: "sum", target: 60, upper: 90), false),
        ("maximum", Scenarios.Of("maximum", target: 30, direction: "down"), false),
        ("hold", Scenarios.Of("hold"), false),
        ("relative", Scenarios.Of("relative"), true),
        ("pointsChange", Scenarios.Of("pointsChange", target: 4), false),
    ];

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.DateTime);
}
