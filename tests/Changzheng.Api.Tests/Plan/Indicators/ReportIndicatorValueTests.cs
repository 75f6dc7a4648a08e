using System.Net;
using System.Text;

namespace Changzheng.Api.Tests.Plan.Indicators;

public class ReportIndicatorValueTests(string database) : ApiTest(database)
{
    private string plan = null!;

    [OneTimeSetUp]
    public async Task IssueAsync() =>
        plan = await Http.APlanAsync(
            "report",
            ("first", Scenarios.Minimum()),
            ("corrected", Scenarios.Minimum()),
            ("refused", Scenarios.Minimum()),
            ("raced", Scenarios.Minimum()),
            ("mixed", Scenarios.Minimum()),
            ("town", Scenarios.Minimum()),
            ("ratio", Scenarios.Of("ratio", accumulation: "ratio", target: 100)),
            ("zero", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0)),
            ("rank", Scenarios.Of("rank")),
            ("stage", Scenarios.Of("accreditation")),
            ("quarter", Scenarios.Minimum(frequency: "quarter"))
        );

    [Test]
    public async Task A_reported_value_moves_the_pillar_summary()
    {
        var before = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30");

        var reported = await ReportAsync("2022-fitness-tests", "2022-06", new { value = 560, note = "镇文体中心台账" });

        Assert.That(reported.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(reported.Headers.ETag!.Tag, Does.StartWith("\"1-"));
        var after = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30");
        Assert.That((decimal)after["pillars"]![2]!["low"]!, Is.GreaterThan((decimal)before["pillars"]![2]!["low"]!));
        var standing = (await ReadAsync("/api/v1/indicators/2022-fitness-tests?asOf=2022-06-30"))["standing"]!;
        Assert.That((string?)standing["reason"], Is.EqualTo("完成年度目标的56.00%，超序时进度6.00个百分点"));
    }

    [Test]
    public async Task A_first_report_is_where_its_location_says()
    {
        var reported = await ReportAsync(
            $"{plan}-first",
            "2022-01",
            new { value = 1.25, evidence = new[] { new { title = "台账", uri = "https://files.example.org/1" } } }
        );

        var read = await ReadAsync(reported.Headers.Location!.ToString());
        Assert.Multiple(() =>
        {
            Assert.That((decimal)read["value"]!, Is.EqualTo(1.25m));
            Assert.That((string?)read["status"], Is.EqualTo("reported"));
            Assert.That((string?)read["recordedBy"], Is.EqualTo("administrator"));
            Assert.That((string?)read["evidence"]![0]!["title"], Is.EqualTo("台账"));
            Assert.That((string?)read["recordedAt"], Is.EqualTo("2022-07-05T09:00:00+08:00"));
        });
    }

    [Test]
    public async Task A_correction_names_the_version_it_corrects_and_keeps_it()
    {
        var indicator = $"{plan}-corrected";
        await ReportAsync(indicator, "2022-01", new { value = 10 });

        var corrected = await ReportAsync(indicator, "2022-01", new { value = 12, note = "补报" }, version: 1);
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-01", new { value = 99 }, version: 1),
            412,
            "version.stale"
        );
        await IsRefusedAsync(await ReportAsync(indicator, "2022-01", new { value = 99 }), 428, "version.needed");
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-02", new { value = 99 }, version: 1),
            412,
            "version.stale"
        );

        Assert.That(corrected.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var history = (await ReadAsync($"/api/v1/indicators/{indicator}/values/2022-01/history"))["items"]!.AsArray();
        Assert.That(history.Select(version => (int)version!["value"]!), Is.EqualTo(new[] { 10, 12 }));
        Assert.That(history.Select(version => (string?)version!["note"]), Is.EqualTo(new[] { null, "补报" }));
    }

    [TestCase("refused", "2022-13", """{ "value": 1 }""", 400, "period.malformed")]
    [TestCase("refused", "2022-00", """{ "value": 1 }""", 400, "period.malformed")]
    [TestCase("refused", "2022-Q1", """{ "value": 1 }""", 400, "period.wrong_frequency")]
    [TestCase("refused", "2022", """{ "value": 1 }""", 400, "period.wrong_frequency")]
    [TestCase("refused", "2021-12", """{ "value": 1 }""", 400, "period.outside_plan")]
    [TestCase("refused", "2022-08", """{ "value": 1 }""", 400, "period.future")]
    [TestCase("refused", "2022-01", """{ "value": 1.00001 }""", 400, "value.too_precise")]
    [TestCase("refused", "2022-01", """{ "value": 100000000000 }""", 400, "value.too_large")]
    [TestCase("refused", "2022-01", """{ "value": -1 }""", 400, "value.negative")]
    [TestCase("refused", "2022-01", """{ "value": "NaN" }""", 400, "value.malformed")]
    [TestCase("refused", "2022-01", """{ "value": NaN }""", 400, "value.malformed")]
    [TestCase("refused", "2022-01", """{ "value": 1e999 }""", 400, "value.malformed")]
    [TestCase("refused", "2022-01", """{ "value": "12" }""", 400, "value.malformed")]
    [TestCase("refused", "2022-01", """{ }""", 400, "value.wrong_shape")]
    [TestCase("refused", "2022-01", """{ "numerator": 1, "denominator": 2 }""", 400, "value.wrong_shape")]
    [TestCase("refused", "2022-01", """{ "value": 1, "colour": "red" }""", 400, "request.malformed")]
    [TestCase("refused", "2022-01", """{ "value": 1, "value": 2 }""", 400, "request.malformed")]
    [TestCase("refused", "2022-01", """{ "value": 1""", 400, "request.malformed")]
    [TestCase(
        "refused",
        "2022-01",
        """{ "value": 1, "evidence": [ { "title": "", "uri": "https://a.example" } ] }""",
        400,
        "request.invalid"
    )]
    [TestCase(
        "refused",
        "2022-01",
        """{ "value": 1, "evidence": [ { "title": "x", "uri": "javascript:alert(1)" } ] }""",
        400,
        "request.invalid"
    )]
    [TestCase("ratio", "2022-01", """{ "numerator": 3, "denominator": 2 }""", 400, "value.numerator_above_denominator")]
    [TestCase("ratio", "2022-01", """{ "numerator": -1, "denominator": 2 }""", 400, "value.negative")]
    [TestCase("ratio", "2022-01", """{ "value": 98 }""", 400, "value.wrong_shape")]
    [TestCase("zero", "2022-01", """{ "value": 0.5 }""", 400, "value.not_whole")]
    [TestCase("rank", "2022-01", """{ "rank": 0, "of": 10 }""", 400, "value.wrong_shape")]
    [TestCase("rank", "2022-01", """{ "rank": 11, "of": 10 }""", 400, "value.wrong_shape")]
    [TestCase("stage", "2022-01", """{ "stage": "built", "on": "2022-01-05" }""", 400, "request.malformed")]
    [TestCase("stage", "2022-01", """{ "stage": "applied", "on": "2022-07-06" }""", 400, "date.future")]
    [TestCase("nowhere", "2022-01", """{ "value": 1 }""", 404, "indicator.not_found")]
    public async Task Bad_input_is_refused_by_name_and_changes_nothing(
        string key,
        string period,
        string body,
        int status,
        string code
    )
    {
        var before = await StateAsync();

        var response = await Http.PutAsync(
            $"/api/v1/indicators/{plan}-{key}/values/{period}",
            new StringContent(body, Encoding.UTF8, "application/json")
        );

        await IsRefusedAsync(response, status, code);
        Assert.That(await StateAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_note_that_is_too_long_is_refused_with_its_field()
    {
        var response = await ReportAsync($"{plan}-refused", "2022-01", new { value = 1, note = new string('长', 501) });

        await IsRefusedAsync(response, 400, "request.invalid");
        Assert.That((await JsonAsync(response))["errors"]!["note"], Is.Not.Null);
    }

    [Test]
    public async Task Another_content_type_is_refused()
    {
        var response = await Http.PutAsync(
            $"/api/v1/indicators/{plan}-refused/values/2022-01",
            new StringContent("value=1", Encoding.UTF8, "application/x-www-form-urlencoded")
        );

        await IsRefusedAsync(response, 415, "media_type.unsupported");
    }

    [Test]
    public async Task Messages_come_in_the_language_asked_for()
    {
        var chinese = await JsonAsync(await ReportAsync($"{plan}-refused", "2022-08", new { value = 1 }));
        using var english = SignedIn(AdministratorKey);
        english.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en;q=0.9");
        var problem = await JsonAsync(await ReportAsync($"{plan}-refused", "2022-08", new { value = 1 }, by: english));

        Assert.That((string?)chinese["title"], Is.EqualTo("期间尚未开始"));
        Assert.That((string?)problem["title"], Is.EqualTo("The period has not begun"));
        Assert.That((string?)problem["detail"], Does.StartWith("Period 2022-08 begins"));
    }

    [Test]
    public async Task Eight_first_reports_at_once_make_one_value()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(number => ReportAsync($"{plan}-raced", "2022-01", new { value = number }))
        );

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(
            answers
                .Where(answer => answer.StatusCode != HttpStatusCode.Created)
                .Select(answer => (int)answer.StatusCode),
            Is.All.EqualTo(428)
        );
        Assert.That(
            (await ReadAsync($"/api/v1/indicators/{plan}-raced/values/2022-01/history"))["items"]!.AsArray(),
            Has.Count.EqualTo(1)
        );
    }

    [Test]
    public async Task Units_add_up_and_the_town_cannot_be_reported_beside_them()
    {
        var indicator = $"{plan}-mixed";
        await ReportAsync(indicator, "2022-01", new { value = 30 }, unit: "310107102-JJB");
        await ReportAsync(indicator, "2022-01", new { value = 12.5 }, unit: "310107102-JZB");

        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-02", new { value = 1 }),
            409,
            "indicator.reported_by_units"
        );

        Assert.That(
            (decimal)(await ReadAsync($"/api/v1/indicators/{indicator}"))["standing"]!["value"]!,
            Is.EqualTo(42.5m)
        );
    }

    [Test]
    public async Task The_towns_figure_bars_its_units_until_it_is_returned()
    {
        var indicator = $"{plan}-town";
        await ReportAsync(indicator, "2022-01", new { value = 30 });
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-01", new { value = 1 }, unit: "310107102-JJB"),
            409,
            "indicator.reported_for_town"
        );

        await SendAsync(
            Reviewer,
            HttpMethod.Post,
            $"/api/v1/indicators/{indicator}/values/2022-01/return",
            new { reason = "改按单位报" },
            1
        );

        Assert.That(
            (await ReportAsync(indicator, "2022-01", new { value = 1 }, unit: "310107102-JJB")).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
    }

    [TestCase("refused", "nowhere", 404, "unit.not_found")]
    [TestCase("refused", "310107102", 409, "unit.not_below_town")]
    [TestCase("refused", "310107", 409, "unit.not_below_town")]
    public async Task A_unit_lies_below_the_town(string key, string unit, int status, string code)
    {
        await IsRefusedAsync(
            await ReportAsync($"{plan}-{key}", "2022-01", new { value = 1 }, unit: unit),
            status,
            code
        );
    }

    [TestCase("rank", """{ "rank": 3, "of": 10 }""")]
    [TestCase("stage", """{ "stage": "applied", "on": "2022-01-05" }""")]
    public async Task A_rank_and_a_stage_are_the_towns_alone(string key, string body)
    {
        var response = await Http.PutAsync(
            $"/api/v1/indicators/{plan}-{key}/values/2022-01/310107102-JJB",
            new StringContent(body, Encoding.UTF8, "application/json")
        );

        await IsRefusedAsync(response, 409, "indicator.town_only");
    }

    /// <summary>All a refused report could have moved.</summary>
    private async Task<string> StateAsync() =>
        (await ReadAsync($"/api/v1/plans/{plan}/measures?limit=500")).ToJsonString()
        + (await ReadAsync("/api/v1/changes?after=0&limit=500"))["position"];
}
