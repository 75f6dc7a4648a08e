using System.Net;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Plan.Plans;

/// <summary>
/// What later documents add to a plan: it counts from its day on and stands beside the issued text. Today is
/// 2022-07-05.
/// </summary>
public class GrowthTests(string database) : ApiTest(database)
{
    private const string Document = "区〔2022〕8号",
        Quote = "各街镇完成消防改造不少于4处";

    [Test]
    public async Task A_measure_of_a_later_document_quotes_it_and_stands_beside_the_text()
    {
        var plan = await Http.APlanAsync("grows", ("sum", Scenarios.Minimum()));
        var before = (await TextAsync(plan), await ListAsync(plan, "asOf=2022-06-30"), await SummaryAsync(plan));

        var added = await AddAsync(plan, AMeasure());

        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created), await added.Content.ReadAsStringAsync());
        Assert.That((string?)added.Headers.Location!.ToString(), Is.EqualTo($"{Url(plan)}/measures/1.1.3"));
        var measure = await ReadAsync($"{Url(plan)}/measures/1.1.3");
        Assert.Multiple(() =>
        {
            Assert.That((string?)measure["quote"], Is.EqualTo(Quote));
            Assert.That((string?)measure["documentNumber"], Is.EqualTo(Document));
            Assert.That((string?)measure["quotedFrom"], Is.EqualTo(Document));
            Assert.That(measure["sentence"], Is.Null);
            Assert.That((string?)measure["initiative"], Is.EqualTo("1.1"));
            Assert.That((decimal)measure["weight"]!, Is.EqualTo(2));
            Assert.That((string?)measure["dueOn"], Is.EqualTo("2022-11-30"));
        });
        Assert.That(
            (await TextAsync(plan), await ListAsync(plan, "asOf=2022-06-30"), await SummaryAsync(plan)),
            Is.EqualTo(before),
            "The text, and every board of a day before it counts, stay as they were."
        );
        await IsRefusedAsync(
            await Http.GetAsync($"{Url(plan)}/measures/1.1.3?asOf=2022-06-30"),
            404,
            "measure.not_found"
        );
        await ReadAsync($"{Url(plan)}/measures/1.1.3?asOf=2022-07-01");
        await IsRefusedAsync(
            await Http.GetAsync($"{Url(plan)}/measures/1.1.3?asOf=2022-07-01&knownAt=2022-07-05T08:59:59%2B08:00"),
            404,
            "measure.not_found"
        );
    }

    [Test]
    public async Task An_added_measure_is_amended_and_reported_like_any_other()
    {
        var plan = await Http.APlanAsync("grows-on");
        await AddAsync(plan, AMeasure("1.1.2"));
        var url = $"{Url(plan)}/measures/1.1.2";

        var amendment = new { title = "消防改造5处", documentNumber = "区〔2022〕9号" };
        await SendAsync(Http, HttpMethod.Put, url, amendment, 1);
        await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.5 });

        var measure = await ReadAsync(url);
        Assert.Multiple(() =>
        {
            Assert.That((string?)measure["documentNumber"], Is.EqualTo("区〔2022〕9号"));
            Assert.That((string?)measure["quotedFrom"], Is.EqualTo(Document), "its quote is still from the first");
            Assert.That((decimal)measure["completion"]!, Is.EqualTo(0.5m));
        });
    }

    [Test]
    public async Task A_measure_is_not_added_to_cheat()
    {
        var plan = await Http.APlanAsync("cheated", ("sum", Scenarios.Minimum()));
        var before = await ListAsync(plan, "");
        foreach (var (change, status, code, _) in Cheats())
        {
            var body = AMeasure();
            change(body);
            await IsRefusedAsync(await AddAsync(plan, body), status, code);
        }

        await IsRefusedAsync(await AddAsync(plan, AMeasure("1.1.2")), 409, "measure.exists");
        await IsRefusedAsync(await AddAsync(plan, AMeasure("1.2.1")), 404, "initiative.not_found");
        await IsRefusedAsync(await AddAsync(plan, AMeasure("7")), 400, "request.invalid");
        await IsRefusedAsync(await AddAsync("nowhere", AMeasure()), 404, "plan.not_found");
        Assert.That(await ListAsync(plan, ""), Is.EqualTo(before));
    }

    [Test]
    public async Task An_indicator_of_a_later_document_counts_from_its_day_on()
    {
        var plan = await Http.APlanAsync("measured-later", ("sum", Scenarios.Minimum()));
        var past = $"plan={plan}&asOf=2022-06-30";
        var before = (await ListAsync(plan, "asOf=2022-06-30"), await IndicatorsAsync(past), await TextAsync(plan));

        var added = await AddAsync(plan, AnIndicator(plan), "indicators");

        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created), await added.Content.ReadAsStringAsync());
        await ReportAsync($"{plan}-later", "2022-05", new { value = 1 });
        await ReportAsync($"{plan}-later", "2022-07", new { value = 2 });
        Assert.That(
            (await ListAsync(plan, "asOf=2022-06-30"), await IndicatorsAsync(past), await TextAsync(plan)),
            Is.EqualTo(before),
            "also not by a figure about a day before"
        );
        await IsRefusedAsync(
            await Http.GetAsync($"/api/v1/indicators/{plan}-later?asOf=2022-06-30"),
            404,
            "indicator.not_found"
        );
        var indicator = await ReadAsync($"/api/v1/indicators/{plan}-later");
        Assert.Multiple(() =>
        {
            Assert.That(indicator["citations"]![0]!["sentence"], Is.Null);
            Assert.That((string?)indicator["citations"]![0]!["quote"], Is.EqualTo(Quote));
            Assert.That((string?)indicator["target"]!["documentNumber"], Is.EqualTo(Document));
            Assert.That((decimal)indicator["standing"]!["value"]!, Is.EqualTo(3));
        });
        var measure = await ReadAsync($"{Url(plan)}/measures/1.1.2");
        Assert.That((decimal)measure["completion"]!, Is.EqualTo(0.75m), "3 of 4");
        Assert.That((await ReadAsync("/api/v1/audit/verify"))["faults"]?.ToJsonString(), Is.Null.Or.EqualTo("[]"));
        Assert.That((bool)(await ReadAsync("/api/v1/audit/verify"))["intact"]!, Is.True);
    }

    [Test]
    public async Task What_ended_before_an_indicator_counts_is_not_overdue()
    {
        var plan = await Http.APlanAsync("due-later");
        await AddAsync(plan, AnIndicator(plan, "1.1.1"), "indicators");

        var overdue = await ReadAsync($"/api/v1/indicators/overdue?plan={plan}&asOf=2022-09-15");

        Assert.That(
            overdue["items"]!.AsArray().Select(report => (string?)report!["period"]),
            Is.EqualTo(new[] { "2022-07", "2022-08" })
        );
    }

    [Test]
    public async Task An_indicator_is_not_added_to_cheat()
    {
        var plan = await Http.APlanAsync("cheated-figure", ("sum", Scenarios.Minimum()));
        foreach (var (change, status, code, _) in Cheats().Where(cheat => cheat.OfBoth))
        {
            var body = AnIndicator(plan);
            change(body);
            await IsRefusedAsync(await AddAsync(plan, body, "indicators"), status, code);
        }

        var (taken, lead) = (AnIndicator(plan), AnIndicator(plan));
        taken["indicator"]!["code"] = $"{plan}-sum";
        lead["indicator"]!["leadUnit"] = "nowhere";
        await IsRefusedAsync(await AddAsync(plan, taken, "indicators"), 409, "indicator.exists");
        await IsRefusedAsync(await AddAsync(plan, lead, "indicators"), 404, "unit.not_found");
        await IsRefusedAsync(await AddAsync(plan, AnIndicator(plan, "1.1.9"), "indicators"), 404, "measure.not_found");
        Assert.That((await ReadAsync($"/api/v1/indicators?plan={plan}"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_measure_that_is_signed_off_takes_no_indicator()
    {
        var plan = await Http.APlanAsync("signed-off-first");
        var signOff = $"{Url(plan)}/measures/1.1.1/sign-off";
        var evidence = new { evidence = new[] { new { title = "验收单", uri = "https://files.example.org/a.pdf" } } };
        await SendAsync(Http, HttpMethod.Post, signOff, evidence);
        await SendAsync(Reviewer, HttpMethod.Post, $"{signOff}/confirm", null, 1);

        await IsRefusedAsync(await AddAsync(plan, AnIndicator(plan, "1.1.1"), "indicators"), 409, "measure.signed_off");
    }

    [Test]
    public async Task A_closed_year_takes_nothing_more()
    {
        var plan = await Http.APlanAsync("closed-to-growth", 2021);
        using var second = SignedIn(await AKeyAsync("副镇长", Role.Administrator));
        await SendAsync(Http, HttpMethod.Post, $"{Url(plan)}/close", null, 1);
        await SendAsync(second, HttpMethod.Post, $"{Url(plan)}/close", null, 2);

        await IsRefusedAsync(await AddAsync(plan, AMeasure()), 409, "plan.closed");
        await IsRefusedAsync(await AddAsync(plan, AnIndicator(plan), "indicators"), 409, "plan.closed");
    }

    private sealed record Cheat(Action<JsonNode> Change, int Status, string Code, bool OfBoth = true);

    private static IEnumerable<Cheat> Cheats()
    {
        yield return new(body => body.AsObject().Remove("documentNumber"), 400, "request.malformed");
        yield return new(body => body["documentNumber"] = " ", 400, "request.invalid");
        yield return new(body => body["issuedOn"] = "2022-07-06", 400, "document.future");
        yield return new(body => body["issuedOn"] = "2022-01-09", 400, "document.not_later");
        yield return new(body => body["documentNumber"] = "测〔2022〕1号", 400, "document.not_later");
        yield return new(body => body["effectiveOn"] = "2022-06-19", 400, "document.effective_before_issue");
        yield return new(
            body => (body["effectiveOn"], body["dueOn"]) = ("2023-01-01", null),
            400,
            "date.outside_plan",
            OfBoth: false
        );
        yield return new(body => body["dueOn"] = "2022-06-30", 400, "request.invalid", OfBoth: false);
        yield return new(body => body["quote"] = "", 400, "request.invalid", OfBoth: false);
        yield return new(body => body["leadUnit"] = "nowhere", 404, "unit.not_found", OfBoth: false);
        yield return new(body => body["supportingUnits"] = new JsonArray("x"), 404, "unit.not_found", OfBoth: false);
        yield return new(body => body["weight"] = -1, 400, "request.invalid", OfBoth: false);
    }

    private static JsonObject AMeasure(string code = "1.1.3") =>
        new()
        {
            ["code"] = code,
            ["title"] = "消防改造4处",
            ["kind"] = "project",
            ["documentNumber"] = Document,
            ["issuedOn"] = "2022-06-20",
            ["quote"] = Quote,
            ["dueOn"] = "2022-11-30",
            ["weight"] = 2,
            ["effectiveOn"] = "2022-07-01",
        };

    private static JsonObject AnIndicator(string plan, string measure = "1.1.2") =>
        new()
        {
            ["documentNumber"] = Document,
            ["issuedOn"] = "2022-06-20",
            ["effectiveOn"] = "2022-07-01",
            ["indicator"] = new JsonObject
            {
                ["code"] = $"{plan}-later",
                ["name"] = "消防改造数",
                ["kind"] = "minimum",
                ["unitOfMeasure"] = "处",
                ["frequency"] = "month",
                ["accumulation"] = "sum",
                ["direction"] = "up",
                ["source"] = "reported",
                ["target"] = new JsonObject { ["value"] = 4 },
                ["citations"] = new JsonArray(new JsonObject { ["measure"] = measure, ["quote"] = Quote }),
            },
        };

    private static string Url(string plan) => $"/api/v1/plans/{plan}";

    private Task<HttpResponseMessage> AddAsync(string plan, JsonNode body, string what = "measures") =>
        SendAsync(Http, HttpMethod.Post, $"{Url(plan)}/{what}", body);

    private async Task<string> TextAsync(string plan) => (await ReadAsync($"{Url(plan)}/text")).ToJsonString();

    private async Task<string> ListAsync(string plan, string query) =>
        (await ReadAsync($"{Url(plan)}/measures?{query}")).ToJsonString();

    private async Task<string> IndicatorsAsync(string query) =>
        (await ReadAsync($"/api/v1/indicators?{query}")).ToJsonString();

    /// <summary>As of the day before, without the instant of the last change.</summary>
    private async Task<string> SummaryAsync(string plan)
    {
        var summary = (await ReadAsync($"{Url(plan)}/pillars/summary?asOf=2022-06-30")).AsObject();
        summary.Remove("knownAt");
        return summary.ToJsonString();
    }
}
