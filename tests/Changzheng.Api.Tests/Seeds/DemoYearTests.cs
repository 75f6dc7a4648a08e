using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Seeds;

/// <summary>
/// The synthetic year loads whole, through the same commands, says what it is, and looks like a year.
/// </summary>
public class DemoYearTests(string database) : ApiTest(database)
{
    private const string EndOfSeptember = "asOf=2022-09-30";

    /// <summary>信访办公室, 综合行政执法队: the two units that have not reported the third quarter.</summary>
    private static readonly string[] silent = ["310107102-XFB", "310107102-ZFD"];

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Seeds:Demo"] = "true" };

    protected override DateTimeOffset Today => new(2022, 10, 10, 9, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task At_the_end_of_September_most_is_on_its_way_and_some_of_everything_is_there()
    {
        var summary = await ReadAsync($"{Plan}/pillars/summary?{EndOfSeptember}");
        var overall = summary["overall"]!;
        int Of(string state) => (int)overall["states"]![state]!;
        TestContext.Out.WriteLine(summary.ToJsonString());

        Assert.Multiple(() =>
        {
            Assert.That(summary["pillars"]!.AsArray().All(pillar => (decimal)pillar!["completion"]! > 0.5m));
            Assert.That(Of("total"), Is.EqualTo(201));
            Assert.That(Of("ahead") + Of("onPace"), Is.InRange(110, 150));
            Assert.That(Of("behind"), Is.InRange(30, 60));
            Assert.That(Of("notStarted") + Of("notDue") + Of("noData"), Is.InRange(5, 30));
            Assert.That((decimal)overall["knownShare"]!, Is.InRange(0.85m, 0.99m));
            Assert.That((string?)overall["lamp"], Is.EqualTo("green"));
            Assert.That((int)overall["redLines"]!["broken"]!, Is.LessThan(4));
        });
    }

    [Test]
    public async Task Two_units_have_not_reported_the_third_quarter()
    {
        var file = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "seeds", "changzheng-2022", "demo.json"))
        )!;
        var measures = (await ReadAsync($"{Plan}/measures?limit=500"))["items"]!.AsArray();
        var indicators = (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray();
        var begun = Lasts(file["progress"]!, "measure", "on");
        var reported = Lasts(file["reports"]!, "indicator", "period");

        var late = measures
            .Where(measure => begun.TryGetValue(Text(measure, "code"), out var last) && last != "2022-09-30")
            .Concat(
                indicators.Where(indicator =>
                    reported.TryGetValue(Text(indicator, "code"), out var last) && last is not ("2022-Q3" or "2022-09")
                )
            )
            .ToList();
        Assert.That(late.Select(one => Text(one, "leadUnit")).Distinct(), Is.EquivalentTo(silent));
        Assert.That(late, Has.Count.EqualTo(5), "three measures, two indicators");
        Assert.That(
            Text((await ReadAsync("/api/v1/indicators/2022-zero-illegal-building"))["standing"], "through"),
            Is.EqualTo("2022-Q2")
        );
    }

    [Test]
    public async Task One_red_line_is_nearly_broken_and_none_is()
    {
        var rank = (await ReadAsync($"/api/v1/indicators/2022-waste-sorting-rank?{EndOfSeptember}"))["standing"]!;
        var card = (await ReadAsync($"/api/v1/indicators/2022-official-card?{EndOfSeptember}"))["standing"]!;
        var accidents = (await ReadAsync($"/api/v1/indicators/2022-major-accidents?{EndOfSeptember}"))["standing"]!;

        Assert.Multiple(() =>
        {
            Assert.That(Text(rank, "lamp"), Is.EqualTo("green"));
            Assert.That(((decimal)rank["value"]! + 1) * 3, Is.GreaterThan((decimal)rank["denominator"]!));
            Assert.That((decimal)card["numerator"]!, Is.EqualTo((decimal)card["denominator"]!));
            Assert.That((decimal)accidents["value"]!, Is.Zero);
        });
    }

    [Test]
    public async Task Every_figure_says_that_it_is_synthetic()
    {
        var indicators = (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray();
        var notes = new List<string?>();
        foreach (var indicator in indicators)
            notes.AddRange(
                (await ReadAsync($"/api/v1/indicators/{Text(indicator, "code")}/values?limit=500"))["items"]!
                    .AsArray()
                    .Select(value => (string?)value!["note"])
            );
        foreach (var measure in new[] { "1.1.1", "1.2.14", "5.3.1" })
            notes.Add((string?)(await ReadAsync($"{Plan}/measures/{measure}/progress"))["note"]);

        Assert.That(notes, Has.Count.GreaterThan(100));
        Assert.That(notes, Is.All.StartsWith("合成演示数据"));
    }

    private static Dictionary<string, string> Lasts(JsonNode rows, string key, string at) =>
        rows.AsArray()
            .GroupBy(row => Text(row, key))
            .ToDictionary(rows => rows.Key, rows => rows.Max(row => Text(row, at))!, StringComparer.Ordinal);

    private static string Text(JsonNode? node, string name) => (string?)node?[name] ?? "";
}
