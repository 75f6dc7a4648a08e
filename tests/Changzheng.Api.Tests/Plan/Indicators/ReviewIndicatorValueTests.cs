namespace Changzheng.Api.Tests.Plan.Indicators;

public class ReviewIndicatorValueTests(string database) : ApiTest(database)
{
    private string plan = null!;

    [OneTimeSetUp]
    public async Task IssueAsync() =>
        plan = await Http.APlanAsync(
            "review",
            ("confirmed", Scenarios.Minimum()),
            ("returned", Scenarios.Minimum()),
            ("kept", Scenarios.Minimum()),
            ("own", Scenarios.Minimum()),
            ("twice", Scenarios.Minimum())
        );

    [Test]
    public async Task Only_what_a_second_person_confirmed_counts_on_that_basis()
    {
        await ReportAsync($"{plan}-confirmed", "2022-01", new { value = 10 });
        await ReportAsync($"{plan}-confirmed", "2022-02", new { value = 20 });

        await ReviewAsync("confirmed", "2022-01", "confirm", 1);

        Assert.That(await ValueAsync("confirmed"), Is.EqualTo(30));
        Assert.That(await ValueAsync("confirmed", "confirmed"), Is.EqualTo(10));
    }

    [Test]
    public async Task A_returned_value_does_not_count_until_it_is_corrected()
    {
        await ReportAsync($"{plan}-returned", "2022-01", new { value = 10 });

        await ReviewAsync("returned", "2022-01", "return", 1, "数字与台账不符");

        Assert.That(await ValueAsync("returned"), Is.Null);
        var history = (await ReadAsync($"/api/v1/indicators/{plan}-returned/values/2022-01/history"))[
            "items"
        ]!.AsArray();
        Assert.That((string?)history[^1]!["note"], Is.EqualTo("数字与台账不符"));
        Assert.That((string?)history[^1]!["recordedBy"], Is.EqualTo("督查员"));
        await ReportAsync($"{plan}-returned", "2022-01", new { value = 8 }, version: 2);
        Assert.That(await ValueAsync("returned"), Is.EqualTo(8));
    }

    [Test]
    public async Task A_returned_correction_leaves_what_was_confirmed_before_it()
    {
        await ReportAsync($"{plan}-kept", "2022-01", new { value = 10 });
        await ReviewAsync("kept", "2022-01", "confirm", 1);
        await ReportAsync($"{plan}-kept", "2022-01", new { value = 99 }, version: 2);
        await ReviewAsync("kept", "2022-01", "return", 3, "不实");

        Assert.That(await ValueAsync("kept"), Is.Null);
        Assert.That(await ValueAsync("kept", "confirmed"), Is.EqualTo(10));
    }

    [Test]
    public async Task A_reporter_cannot_review_their_own_value()
    {
        await ReportAsync($"{plan}-own", "2022-01", new { value = 10 });

        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, Url("own", "2022-01", "confirm"), null, 1),
            403,
            "access.second_person_needed"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, Url("own", "2022-01", "return"), new { reason = "x" }, 1),
            403,
            "access.second_person_needed"
        );
    }

    [Test]
    public async Task A_review_names_the_version_it_saw_and_happens_once()
    {
        await ReportAsync($"{plan}-twice", "2022-01", new { value = 10 });

        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, Url("twice", "2022-01", "confirm")),
            428,
            "version.needed"
        );
        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, Url("twice", "2022-01", "confirm"), null, 7),
            412,
            "version.stale"
        );
        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, Url("twice", "2022-02", "confirm"), null, 1),
            404,
            "value.not_found"
        );
        await ReviewAsync("twice", "2022-01", "confirm", 1);
        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, Url("twice", "2022-01", "confirm"), null, 2),
            409,
            "value.already_confirmed"
        );
        await ReviewAsync("twice", "2022-01", "return", 2, "复查不实");
        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, Url("twice", "2022-01", "return"), new { reason = "再退" }, 3),
            409,
            "value.already_returned"
        );
        Assert.That(
            await ValueAsync("twice", "confirmed"),
            Is.Null,
            "a confirmed value that is itself returned is no longer confirmed"
        );
    }

    private async Task ReviewAsync(string key, string period, string verb, int version, string? reason = null)
    {
        var answer = await SendAsync(
            Reviewer,
            HttpMethod.Post,
            Url(key, period, verb),
            reason is null ? null : new { reason },
            version
        );
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
    }

    private string Url(string key, string period, string verb) =>
        $"/api/v1/indicators/{plan}-{key}/values/{period}/{verb}";

    private async Task<decimal?> ValueAsync(string key, string basis = "reported") =>
        (decimal?)(await ReadAsync($"/api/v1/indicators/{plan}-{key}?basis={basis}"))["standing"]!["value"];
}
