using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>
/// Whatever is reported, corrected, confirmed and returned in whatever order: the standing kept is the one history
/// gives.
/// </summary>
public class StandingsTests(string database) : ApiTest(database)
{
    private static readonly string[] units = ["310107102-JJB", "310107102-JZB", "310107102-DZB"];
    private static readonly (string Key, object Indicator)[] indicators =
    [
        ("sum", Scenarios.Minimum(100)),
        ("latest", Scenarios.Minimum(50, accumulation: "latest")),
        ("ratio", Scenarios.Of("ratio", accumulation: "ratio", target: 100)),
    ];

    private readonly int[] taken = new int[5];
    private int plans;

    private sealed record Step(int Indicator, int Period, int Unit, int Verb, int Figure);

    private static readonly Gen<Step[]> sequences = Gen.Select(
        Gen.Int[0, 2],
        Gen.Int[1, 3],
        Gen.Int[0, 2],
        Gen.Int[0, 4],
        Gen.Int[0, 60],
        (i, p, u, v, f) => new Step(i, p, u, v, f)
    ).Array[5, 25];

    [Test]
    public async Task Kept_standings_equal_recomputation_from_history() =>
        await sequences.SampleAsync(
            async steps =>
            {
                var plan = await Http.APlanAsync($"standing-{Interlocked.Increment(ref plans)}", indicators);
                foreach (var step in steps)
                    await TakeAsync(plan, step);

                foreach (var (key, _) in indicators)
                foreach (var basis in new[] { "reported", "confirmed" })
                {
                    var stored = (await ReadAsync($"/api/v1/indicators/{plan}-{key}?basis={basis}"))["standing"]!;
                    var past = (await ReadAsync($"/api/v1/indicators/{plan}-{key}?basis={basis}&asOf=2022-07-04"))[
                        "standing"
                    ]!;
                    var naive = await RecomputeAsync($"{plan}-{key}", key, basis == "confirmed");
                    Assert.That(Figures(stored), Is.EqualTo(naive), $"{key} {basis} kept");
                    Assert.That(Figures(past), Is.EqualTo(naive), $"{key} {basis} from history");
                }
            },
            iter: 40,
            threads: 1
        );

    [OneTimeTearDown]
    public void The_sequences_did_all_there_is_to_do() =>
        Assert.That(
            plans == 0 || taken.All(times => times > 0),
            $"reports, confirmations and returns: {string.Join(", ", taken)}"
        );

    /// <summary>Does what the step says where it is possible; a refusal is a step too, and changes nothing.</summary>
    private async Task TakeAsync(string plan, Step step)
    {
        var (indicator, period, unit) = (
            $"{plan}-{indicators[step.Indicator].Key}",
            $"2022-{step.Period:00}",
            units[step.Unit]
        );
        var current = await Http.GetAsync($"/api/v1/indicators/{indicator}/values/{period}/{unit}");
        int? version = current.IsSuccessStatusCode ? (int)(await JsonAsync(current))["version"]! : null;
        var url = $"/api/v1/indicators/{indicator}/values/{period}";
        var answer = step.Verb switch
        {
            3 when version is not null => await SendAsync(
                Reviewer,
                HttpMethod.Post,
                $"{url}/confirm?unit={unit}",
                null,
                version
            ),
            4 when version is not null => await SendAsync(
                Reviewer,
                HttpMethod.Post,
                $"{url}/return?unit={unit}",
                new { reason = "不实" },
                version
            ),
            _ => await ReportAsync(
                indicator,
                period,
                step.Indicator == 2
                    ? new { numerator = step.Figure, denominator = 60 }
                    : (object)new { value = step.Figure },
                version,
                unit
            ),
        };
        if (answer.IsSuccessStatusCode)
            taken[step.Verb]++;
    }

    /// <summary>The rules implemented again, naively, over the history as the API gives it.</summary>
    private async Task<string> RecomputeAsync(string indicator, string key, bool confirmed)
    {
        var counted = new List<(int Period, string Unit, JsonNode Value)>();
        for (var period = 1; period <= 3; period++)
        {
            var history = (
                await ReadAsync($"/api/v1/indicators/{indicator}/values/2022-{period:00}/history?limit=500")
            )["items"]!.AsArray();
            foreach (var ofUnit in history.GroupBy(version => (string)version!["unit"]!))
                if (Standing([.. ofUnit.OrderBy(version => (int)version!["version"]!)!], confirmed) is { } standing)
                    counted.Add((period, ofUnit.Key, standing));
        }

        if (key == "latest")
            counted = [.. counted.GroupBy(one => one.Unit).Select(ofUnit => ofUnit.MaxBy(one => one.Period))];
        return key == "ratio"
            ? Text(
                counted.Count == 0 ? null : counted.Sum(one => (decimal)one.Value["numerator"]!),
                counted.Count == 0 ? null : counted.Sum(one => (decimal)one.Value["denominator"]!)
            )
            : Text(counted.Count == 0 ? null : counted.Sum(one => (decimal)one.Value["value"]!), null);
    }

    private static JsonNode? Standing(IReadOnlyList<JsonNode> versions, bool confirmedOnly)
    {
        JsonNode? reported = null,
            confirmed = null;
        var status = "";
        foreach (var version in versions)
        {
            switch (version["status"]!.GetValue<string>())
            {
                case "confirmed":
                    confirmed = version;
                    reported = version;
                    break;
                case "returned":
                    reported = null;
                    confirmed = status == "confirmed" ? null : confirmed;
                    break;
                default:
                    reported = version;
                    break;
            }

            status = version["status"]!.GetValue<string>();
        }

        return confirmedOnly ? confirmed : reported;
    }

    private static string Figures(JsonNode standing) =>
        standing["denominator"] is { } denominator
            ? Text((decimal)standing["numerator"]!, (decimal)denominator)
            : Text((decimal?)standing["value"], null);

    private static string Text(decimal? first, decimal? second) =>
        string.Create(CultureInfo.InvariantCulture, $"{first:0.####}/{second:0.####}");
}
