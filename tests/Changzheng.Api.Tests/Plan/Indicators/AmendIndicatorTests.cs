using System.Net;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>
/// What a later document changes about an indicator: it counts from its day on, and no board of an earlier day moves.
/// Today is 2022-07-05.
/// </summary>
public class AmendIndicatorTests(string database) : AmendIndicatorTest(database)
{
    [Test]
    public async Task A_pace_moved_to_December_is_seen_with_its_document_and_changes_no_past_board()
    {
        var plan = await Http.APlanAsync("paced-anew", ("sum", Scenarios.Minimum()));
        await ReportAsync($"{plan}-sum", "2022-06", new { value = 10 });
        var (before, known) = (await BoardsAsync(plan), Clock.GetUtcNow());
        Assert.That((string?)(await MeasureAsync(plan, "asOf=2022-07-05"))["lamp"], Is.EqualTo("red"));

        var changed = await AmendAsync(plan, "sum", Change(("pace", ToDecember)));

        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await changed.Content.ReadAsStringAsync());
        Assert.That(changed.Headers.ETag!.Tag, Does.StartWith("\"2-"));
        var now = await IndicatorAsync(plan, "sum");
        Assert.Multiple(() =>
        {
            Assert.That((string?)now["documentNumber"], Is.EqualTo(Document));
            Assert.That((string?)now["pace"]!["kind"], Is.EqualTo("steps"));
            Assert.That((decimal)now["standing"]!["expected"]!, Is.Zero);
        });
        Assert.That((string?)(await MeasureAsync(plan, "asOf=2022-07-05"))["lamp"], Is.EqualTo("green"));
        Assert.That((decimal)(await MeasureAsync(plan, "asOf=2022-12-01"))["expected"]!, Is.EqualTo(1));
        Assert.That(await BoardsAsync(plan), Is.EqualTo(before));
        var then = await MeasureAsync(plan, $"asOf=2022-07-05&knownAt={Uri.EscapeDataString($"{known:O}")}");
        Assert.That((string?)then["lamp"], Is.EqualTo("red"), "as it was known before the document");
        await IsIntactAsync();
    }

    [Test]
    public async Task A_document_that_comes_late_judges_the_days_after_it_anew()
    {
        var plan = await Http.APlanAsync("late-document", ("sum", Scenarios.Minimum()));
        await ReportAsync($"{plan}-sum", "2022-05", new { value = 40 });
        await ReportAsync($"{plan}-sum", "2022-06", new { value = 10 });
        await ReportAsync($"{plan}-sum", "2022-07", new { value = 1 });

        var change = Change(("pace", ToDecember));
        change["effectiveOn"] = "2022-06-25";
        await AmendAsync(plan, "sum", change);

        foreach (var (day, expected) in new[] { ("06-24", 0.4167m), ("06-25", 0m), ("06-30", 0m), ("07-05", 0m) })
            Assert.That(
                (decimal)(await MeasureAsync(plan, $"asOf=2022-{day}"))["expected"]!,
                Is.EqualTo(expected),
                day
            );
        Assert.That((decimal)(await MeasureAsync(plan, June))["completion"]!, Is.EqualTo(0.5m));
        await IsIntactAsync();
    }

    [Test]
    public async Task The_newest_about_a_day_stands_whichever_document_came_last()
    {
        var plan = await Http.APlanAsync("two-documents", ("sum", Scenarios.Minimum()));
        var (september, july) = (Change(("pace", ToDecember)), Change(("pace", new JsonObject { ["kind"] = "even" })));
        september["effectiveOn"] = "2022-09-01";
        await AmendAsync(plan, "sum", september);
        await AmendAsync(plan, "sum", july, 2);

        Assert.That((string?)(await IndicatorAsync(plan, "sum"))["pace"]!["kind"], Is.EqualTo("even"));
        var autumn = await IndicatorAsync(plan, "sum", "asOf=2022-09-01");
        Assert.That(((string?)autumn["pace"]!["kind"], (int)autumn["version"]!), Is.EqualTo(("steps", 3)));
        await IsIntactAsync();
    }

    [Test]
    public async Task A_list_grows_by_document_and_never_loses_what_the_plan_names()
    {
        var plan = await Http.APlanAsync(
            "listed",
            (
                "all",
                new Dictionary<string, object?>(Scenarios.Of("coverage").Citing(1)) { ["members"] = Members("甲乙丙") }
            ),
            ("sum", Scenarios.Minimum())
        );
        await ReportAsync($"{plan}-all", "2022-06", new { numerator = 2, denominator = 3 });
        var before = await BoardsAsync(plan);

        await IsRefusedAsync(
            await AmendAsync(plan, "all", Change(("members", Members("甲乙")))),
            409,
            "indicator.members_lost"
        );
        await IsRefusedAsync(await AmendAsync(plan, "sum", Change(("members", Members("甲")))), 400, "request.invalid");
        await AmendAsync(plan, "all", Change(("members", Members("甲乙丙丁"))));

        Assert.That((decimal)(await MeasureAsync(plan, "asOf=2022-07-05"))["completion"]!, Is.EqualTo(0.5m), "2 of 4");
        Assert.That(await BoardsAsync(plan), Is.EqualTo(before), "2 of 3");
        await IsRefusedAsync(
            await ReportAsync($"{plan}-all", "2022-07", new { numerator = 3, denominator = 3 }),
            400,
            "value.members_mismatch"
        );
        await ReportAsync($"{plan}-all", "2022-07", new { numerator = 4, denominator = 4 });
        await IsRefusedAsync(
            await AmendAsync(plan, "all", Change(("members", Members("甲乙丙"))), 2),
            409,
            "indicator.members_fewer_than_done"
        );
        await IsIntactAsync();
    }

    [Test]
    public async Task Another_lead_reports_from_then_on()
    {
        var plan = await Http.APlanAsync(
            "led",
            ("sum", new Dictionary<string, object?>(Scenarios.Minimum().Citing(1)) { ["leadUnit"] = "310107102-JZB" })
        );
        using var office = SignedIn(await AKeyOfAsync("经济办", "310107102-JJB", Role.Reporter));
        var refused = await ReportAsync($"{plan}-sum", "2022-06", new { value = 1 }, by: office);
        Assert.That(refused.IsSuccessStatusCode, Is.False);

        await AmendAsync(plan, "sum", Change(("leadUnit", "310107102-JJB")));

        var reported = await ReportAsync($"{plan}-sum", "2022-06", new { value = 1 }, by: office);
        Assert.That(reported.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var overdue = (await ReadAsync($"/api/v1/indicators/overdue?plan={plan}&asOf=2022-09-01"))["items"]!
            .AsArray()
            .Where(row => row!["indicator"] is not null)
            .Select(row => $"{row!["period"]} {row["leadUnit"]}");
        Assert.That(
            overdue,
            Is.EqualTo(
                new[]
                {
                    "2022-01 310107102-JZB",
                    "2022-02 310107102-JZB",
                    "2022-03 310107102-JZB",
                    "2022-04 310107102-JZB",
                    "2022-05 310107102-JZB",
                    "2022-07 310107102-JJB",
                    "2022-08 310107102-JJB",
                }
            ),
            "what was due before is still the former lead's"
        );
        await IsIntactAsync();
    }

    [Test]
    public async Task Without_a_later_document_nothing_changes()
    {
        var plan = await Http.APlanAsync("not-amended", ("sum", Scenarios.Minimum()));
        var before = await IndicatorAsync(plan, "sum");
        foreach (var (field, value, status, code) in Cheats())
        {
            var body = Change(("pace", ToDecember));
            body[field] = value;
            await IsRefusedAsync(await AmendAsync(plan, "sum", body), status, code);
        }

        await IsRefusedAsync(await AmendAsync(plan, "sum", Change()), 400, "request.invalid");
        await IsRefusedAsync(await AmendAsync(plan, "none", Change(("pace", ToDecember))), 404, "indicator.not_found");
        await IsRefusedAsync(await AmendAsync(plan, "sum", Change(("pace", ToDecember)), 2), 412, "version.stale");
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"/api/v1/indicators/{plan}-sum", Change(("pace", ToDecember))),
            428,
            "version.needed"
        );
        Assert.That((await IndicatorAsync(plan, "sum")).ToJsonString(), Is.EqualTo(before.ToJsonString()));
    }

    private static IEnumerable<(string Field, JsonNode? Value, int Status, string Code)> Cheats()
    {
        yield return ("documentNumber", " ", 400, "request.invalid");
        yield return ("documentNumber", "测〔2022〕1号", 400, "document.not_later");
        yield return ("quote", "", 400, "request.invalid");
        yield return ("issuedOn", "2022-07-06", 400, "document.future");
        yield return ("issuedOn", "2022-01-09", 400, "document.not_later");
        yield return ("effectiveOn", "2022-06-19", 400, "document.effective_before_issue");
        yield return ("effectiveOn", "2023-01-01", 400, "date.outside_plan");
        yield return ("leadUnit", "nowhere", 404, "unit.not_found");
        yield return (
            "pace",
            new JsonObject
            {
                ["kind"] = "steps",
                ["steps"] = new JsonArray(new JsonObject { ["on"] = "2022-12-01", ["share"] = 0.9 }),
            },
            400,
            "pace.incomplete"
        );
    }

    private static JsonArray Members(string names) => [.. names.Select(name => (JsonNode)name.ToString())];
}
