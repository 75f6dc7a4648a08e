using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Plan.Plans;

/// <summary>
/// A year is closed after it has ended, by two persons, and reopened by document. Today is 2022-07-07.
/// </summary>
public class ClosePlanTests(string database) : ApiTest(database)
{
    private static readonly object order = new { documentNumber = "普长府〔2022〕9号", reason = "审计调整" };

    private HttpClient second = null!,
        other = null!;

    /// <summary>Two days ago the administrator was shown their keys, which within a day counts as being them.</summary>
    [OneTimeSetUp]
    public async Task AskASecondPersonAsync()
    {
        second = SignedIn(await AKeyAsync("副镇长", Role.Administrator));
        other = SignedIn(await AKeyOfPersonAsync("副镇长的另一把", "副镇长"));
        Clock.Advance(TimeSpan.FromDays(2));
    }

    [OneTimeTearDown]
    public void LetGo()
    {
        second?.Dispose();
        other?.Dispose();
    }

    [Test]
    public async Task A_closed_year_can_be_read_and_nothing_else()
    {
        var plan = await Http.APlanAsync("closed", 2021, ("sum", Scenarios.Minimum()));
        await ReportAsync($"{plan}-sum", "2021-01", new { value = 1 });
        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, $"{Url(plan)}/close"), 428, "version.needed");
        await IsRefusedAsync(await PostAsync(Http, plan, "close", null, 9), 412, "version.stale");
        await CloseAsync(plan);

        var closed = await ReadAsync(Url(plan));
        Assert.That((string?)closed["closedAt"], Is.EqualTo("2022-07-07T09:00:00+08:00"));
        Assert.That((string?)closed["state"], Is.EqualTo("closed"));
        foreach (var (method, url, body, version) in Writes(plan))
            await IsRefusedAsync(await SendAsync(Http, method, url, body, version), 409, "plan.closed");
        await IsRefusedAsync(await PostAsync(second, plan, "close", null, 3), 409, "plan.closed");
        Assert.That((decimal)(await ReadAsync($"/api/v1/indicators/{plan}-sum"))["standing"]!["value"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task A_year_that_runs_is_not_closed_nor_its_closing_asked_for()
    {
        var plan = await Http.APlanAsync("running", ("sum", Scenarios.Minimum()));

        await IsRefusedAsync(await PostAsync(Http, plan, "close", null, 1), 409, "plan.year_runs");
        await IsRefusedAsync(await PostAsync(second, plan, "close", null, 1), 409, "plan.year_runs");

        var read = await ReadAsync(Url(plan));
        Assert.That(((string?)read["state"], (int)read["closings"]!.AsArray().Count), Is.EqualTo(("open", 0)));
        Assert.That((await ReportAsync($"{plan}-sum", "2022-06", new { value = 1 })).IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task The_first_asks_and_reports_still_come_in_the_second_closes()
    {
        var plan = await Http.APlanAsync("two-persons", 2021, ("sum", Scenarios.Minimum()));

        var asked = await JsonAsync(await PostAsync(Http, plan, "close", null, 1));

        Assert.Multiple(() =>
        {
            Assert.That((string?)asked["state"], Is.EqualTo("closeRequested"));
            Assert.That((string?)asked["closing"]!["requestedBy"], Is.Not.Empty);
            Assert.That((string?)asked["closing"]!["requestedAt"], Is.EqualTo("2022-07-07T09:00:00+08:00"));
            Assert.That(asked["closedAt"], Is.Null);
        });
        Assert.That((await ReportAsync($"{plan}-sum", "2021-12", new { value = 1 })).IsSuccessStatusCode, Is.True);
        await IsRefusedAsync(await PostAsync(Http, plan, "close", null, 2), 403, "access.second_person_needed");
        await IsRefusedAsync(await PostAsync(second, plan, "close", null, 1), 412, "version.stale");
        await IsRefusedAsync(await PostAsync(second, plan, "reopen", order, 2), 409, "plan.not_closed");

        var closed = await JsonAsync(await PostAsync(second, plan, "close", null, 2));
        Assert.That(((string?)closed["state"], closed["closing"]), Is.EqualTo(("closed", (JsonNode?)null)));
    }

    [Test]
    public async Task Two_keys_of_one_person_do_not_close_a_year()
    {
        var plan = await Http.APlanAsync("two-keys", 2021);
        await PostAsync(second, plan, "close", null, 1);

        await IsRefusedAsync(await PostAsync(other, plan, "close", null, 2), 403, "access.second_person_needed");

        Assert.That((string?)(await ReadAsync(Url(plan)))["state"], Is.EqualTo("closeRequested"));
        Assert.That((int)(await PostAsync(Http, plan, "close", null, 2)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_closed_year_is_reopened_by_document_takes_reports_and_is_closed_by_two_again()
    {
        var plan = await Http.APlanAsync("reopened", 2021, ("sum", Scenarios.Minimum()));
        await CloseAsync(plan);
        foreach (var missing in new object[] { new { reason = "x" }, new { documentNumber = "x" } })
            await IsRefusedAsync(await PostAsync(Http, plan, "reopen", missing, 3), 400, "request.malformed");
        foreach (
            var empty in new object[]
            {
                new { documentNumber = "", reason = "x" },
                new { documentNumber = "x", reason = " " },
            }
        )
            await IsRefusedAsync(await PostAsync(Http, plan, "reopen", empty, 3), 400, "request.invalid");
        await IsRefusedAsync(await PostAsync(Http, plan, "reopen", order, 2), 412, "version.stale");
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Url(plan)}/reopen", order),
            428,
            "version.needed"
        );

        var reopened = await JsonAsync(await PostAsync(Http, plan, "reopen", order, 3));

        Assert.That(((string?)reopened["state"], reopened["closedAt"]), Is.EqualTo(("open", (JsonNode?)null)));
        Assert.That((await ReportAsync($"{plan}-sum", "2021-12", new { value = 1 })).IsSuccessStatusCode, Is.True);
        await IsRefusedAsync(await PostAsync(Http, plan, "reopen", order, 4), 409, "plan.not_closed");
        await PostAsync(second, plan, "close", null, 4);
        await IsRefusedAsync(await PostAsync(second, plan, "close", null, 5), 403, "access.second_person_needed");
        await PostAsync(Http, plan, "close", null, 5);
        var steps = (await ReadAsync(Url(plan)))["closings"]!.AsArray();
        Assert.That(
            steps.Select(step => (string?)step!["action"]),
            Is.EqualTo(new[] { "requested", "closed", "reopened", "requested", "closed" })
        );
        Assert.That(
            ((string?)steps[2]!["documentNumber"], (string?)steps[2]!["reason"]),
            Is.EqualTo(("普长府〔2022〕9号", "审计调整"))
        );
        Assert.That((await ReadAsync("/api/v1/audit/verify"))["intact"]!.GetValue<bool>(), Is.True);
    }

    private static string Url(string plan) => $"/api/v1/plans/{plan}";

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient by,
        string plan,
        string action,
        object? body,
        int version
    ) => SendAsync(by, HttpMethod.Post, $"{Url(plan)}/{action}", body, version);

    private async Task CloseAsync(string plan)
    {
        Assert.That((int)(await PostAsync(Http, plan, "close", null, 1)).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await PostAsync(second, plan, "close", null, 2)).StatusCode, Is.EqualTo(200));
    }

    private async Task<string> AKeyOfPersonAsync(string name, string person)
    {
        var body = new
        {
            name,
            person,
            roles = new[] { "administrator" },
        };
        return (await JsonAsync(await Http.PostAsJsonAsync("/api/v1/access/keys", body)))["secret"]!.GetValue<string>();
    }

    private static IEnumerable<(HttpMethod, string, object?, int?)> Writes(string plan)
    {
        var (indicator, measures) = ($"/api/v1/indicators/{plan}-sum", $"{Url(plan)}/measures");
        yield return (HttpMethod.Put, $"{indicator}/values/2021-02", new { value = 1 }, null);
        yield return (HttpMethod.Post, $"{indicator}/values/2021-01/confirm", null, 1);
        yield return (
            HttpMethod.Put,
            $"{indicator}/target",
            new
            {
                value = 1,
                effectiveOn = "2021-01-01",
                documentNumber = "x",
            },
            1
        );
        yield return (HttpMethod.Put, $"{measures}/1.1.1", new { title = "x", documentNumber = "x" }, 1);
        yield return (HttpMethod.Put, $"{measures}/1.1.2/progress", new { completion = 0.2 }, null);
    }
}

/// <summary>The year's last half hour, by the town's clock.</summary>
public class CloseAtMidnightTests(string database) : ApiTest(database)
{
    protected override DateTimeOffset Today => new(2022, 12, 31, 23, 30, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task A_year_can_be_closed_from_the_first_minute_of_the_next()
    {
        var close = $"/api/v1/plans/{await Http.APlanAsync("midnight")}/close";
        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, close, null, 1), 409, "plan.year_runs");

        Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.That((int)(await SendAsync(Http, HttpMethod.Post, close, null, 1)).StatusCode, Is.EqualTo(200));
    }
}
