using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>
/// A summary counted again from the measures an answer lists, by API.md §2 alone. Red lines are told by their kinds.
/// </summary>
internal static class Recount
{
    private static readonly string[] states =
    [
        "completed",
        "ahead",
        "onPace",
        "behind",
        "notStarted",
        "notDue",
        "noData",
    ];

    private static readonly string[] redKinds = ["zeroEvent", "maximum", "hold", "direction", "rank", "relative"];

    /// <param name="row">A pillar's row, or the overall one.</param>
    /// <param name="measures">Its measures, as the list of measures has them.</param>
    /// <param name="least">The least share that must be known.</param>
    /// <param name="isInFull">Whether the plan's ratios are promised in full, and so red lines.</param>
    public static void Check(JsonNode row, IReadOnlyList<JsonNode> measures, decimal least = 0.6m, bool isInFull = true)
    {
        decimal Number(string name) => (decimal)row[name]!;
        var whole = measures.Sum(Weight);
        var known = measures.Where(one => (string)one["state"]! is not ("noData" or "notDue")).ToList();
        var counting = known.Where(one => one["completion"] is not null).ToList();
        var weight = counting.Sum(Weight);
        var share = known.Sum(Weight) / whole;
        Assert.Multiple(() =>
        {
            foreach (var state in states)
                Assert.That(
                    (int)row["states"]![state]!,
                    Is.EqualTo(measures.Count(one => (string?)one["state"] == state)),
                    state
                );
            Assert.That((int)row["states"]!["total"]!, Is.EqualTo(measures.Count));
            Assert.That(states.Sum(state => (int)row["states"]![state]!), Is.EqualTo(measures.Count), "states add up");
            Assert.That(states.Sum(state => (decimal)row["shares"]![state]!), Is.EqualTo(100.0m), "shares add up");
            foreach (var state in states)
                Assert.That(
                    (double)(decimal)row["shares"]![state]!,
                    Is.EqualTo(100.0 * (int)row["states"]![state]! / measures.Count).Within(0.1),
                    state
                );
            Assert.That(Number("knownShare"), Is.EqualTo(Round(share)));
            Assert.That(Number("low"), Is.LessThanOrEqualTo(Number("high")));
            if (weight == 0)
            {
                Assert.That(row["completion"], Is.Null);
                return;
            }

            var completion = counting.Sum(one => Weight(one) * (decimal)one["completion"]!) / weight;
            Assert.That(Number("completion"), Is.EqualTo(Round(completion)));
            Assert.That(
                Number("expected"),
                Is.EqualTo(Round(counting.Sum(one => Weight(one) * (decimal)one["expected"]!) / weight))
            );
            Assert.That(Number("low"), Is.EqualTo(Round(completion * share)));
            Assert.That(Number("high"), Is.EqualTo(Round(completion * share + 1 - share)));
            if (known.Count == measures.Count)
                Assert.That((Number("low"), Number("high")), Is.EqualTo((Number("completion"), Number("completion"))));
        });
        CheckLamp(row, measures, least);
        CheckRedLines(row, measures, isInFull);
        CheckEvidence(row, measures);
    }

    private static void CheckLamp(JsonNode row, IReadOnlyList<JsonNode> measures, decimal least)
    {
        var broken = Indicators(measures)
            .Any(one => (string)one["kind"]! is "zeroEvent" or "maximum" && (bool?)one["standing"]!["kept"] == false);
        var expected =
            broken ? "red"
            : (decimal)row["knownShare"]! < least || row["completion"] is null ? "insufficientData"
            : ByPace((decimal)row["completion"]!, (decimal)row["expected"]!);
        Assert.That((string?)row["lamp"], Is.EqualTo(expected), row.ToJsonString());
        Assert.That((string?)row["reason"], Is.Not.Empty);
        if (broken)
            Assert.That((string?)row["reason"], Does.Contain("底线突破"));
    }

    private static void CheckRedLines(JsonNode row, IReadOnlyList<JsonNode> measures, bool isInFull)
    {
        var lines = Indicators(measures)
            .Where(one => IsRedLine(one, isInFull))
            .DistinctBy(one => (string)one["code"]!)
            .ToList();
        var unknown = lines.Count(one =>
            (string?)one["standing"]!["lamp"] == "stale" || one["standing"]!["kept"] is null
        );
        var kept = lines.Count(one =>
            (string?)one["standing"]!["lamp"] != "stale" && (bool?)one["standing"]!["kept"] == true
        );
        var counts = row["redLines"]!;
        Assert.That(
            ((int)counts["kept"]!, (int)counts["broken"]!, (int)counts["unknown"]!),
            Is.EqualTo((kept, lines.Count - kept - unknown, unknown))
        );
    }

    private static void CheckEvidence(JsonNode row, IReadOnlyList<JsonNode> measures)
    {
        foreach (var evidence in new[] { "measured", "confirmed", "selfReported", "unknown" })
            Assert.That(
                (int)row["evidence"]![evidence]!,
                Is.EqualTo(measures.Count(one => (string?)one["evidence"] == evidence)),
                evidence
            );
        Assert.That(
            (int)row["freshness"]!["stale"]!,
            Is.EqualTo(measures.Count(one => (bool)one["freshness"]!["stale"]!))
        );
        var through = measures.Select(one => (string?)one["freshness"]!["through"]).OfType<string>().Order().ToList();
        Assert.That((string?)row["freshness"]!["oldest"], Is.EqualTo(through.FirstOrDefault()));
        var reporting = row["reporting"]!;
        Assert.That(
            (int)reporting["onTime"]! + (int)reporting["late"]! + (int)reporting["missing"]!,
            Is.EqualTo((int)reporting["due"]!)
        );
    }

    private static IEnumerable<JsonNode> Indicators(IEnumerable<JsonNode> measures) =>
        measures.SelectMany(measure => measure["indicators"]!.AsArray()).Select(one => one!);

    private static bool IsRedLine(JsonNode indicator, bool isInFull) =>
        redKinds.Contains((string)indicator["kind"]!) || (isInFull && (string)indicator["kind"]! == "ratio");

    private static string ByPace(decimal done, decimal expected) =>
        expected == 1
            ? done == 1
                ? "green"
                : done >= 0.9m
                    ? "yellow"
                    : "red"
            : expected - done > 0.3m
                ? "red"
                : expected - done > 0.1m
                    ? "yellow"
                    : "green";

    private static decimal Weight(JsonNode measure) => (decimal)measure["weight"]!;

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);
}
