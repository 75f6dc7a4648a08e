namespace Changzheng.Api.Tests.Plan.Measures;

/// <summary>
/// A sign-off is about the day the measure was done, which boards of past days know. Today is 2022-07-05.
/// </summary>
public class SignOffDayTests(string database) : ApiTest(database)
{
    [Test]
    public async Task Boards_know_a_sign_off_from_the_day_it_was_done()
    {
        var measure = await AMeasureAsync("done-before");
        await AskAsync(measure, "2022-06-20");
        await ConfirmAsync(measure, 1);

        Assert.Multiple(async () =>
        {
            Assert.That(await SeeAsync(measure, "asOf=2022-06-19"), Is.EqualTo(("none", (decimal?)null)));
            Assert.That(await SeeAsync(measure, "asOf=2022-06-20"), Is.EqualTo(("signedOff", (decimal?)1)));
            Assert.That(await SeeAsync(measure, "asOf=2022-07-05"), Is.EqualTo(("signedOff", (decimal?)1)));
            Assert.That(
                await SeeAsync(measure, "asOf=2022-06-20&knownAt=2022-07-05T08:59:59%2B08:00"),
                Is.EqualTo(("none", (decimal?)null)),
                "nobody knew it then"
            );
            Assert.That(
                (await ReadAsync($"{measure}/progress/history"))["items"]!.AsArray().Select(one => (string?)one!["on"]),
                Is.EqualTo(new[] { "2022-06-20", "2022-06-20" })
            );
        });
    }

    [Test]
    public async Task A_sign_off_without_a_day_is_about_today()
    {
        var measure = await AMeasureAsync("done-today");
        await AskAsync(measure, null);
        await ConfirmAsync(measure, 1);

        Assert.That((await SeeAsync(measure, "asOf=2022-07-04")).SignOff, Is.EqualTo("none"));
        Assert.That((await SeeAsync(measure, "asOf=2022-07-05")).SignOff, Is.EqualTo("signedOff"));
    }

    [TestCase("2022-07-06", 400, "date.future")]
    [TestCase("2021-12-31", 400, "date.outside_plan")]
    [TestCase("2022-06-29", 409, "measure.sign_off_before_report")]
    public async Task A_day_that_cannot_be_is_refused(string on, int status, string code)
    {
        var measure = await AMeasureAsync($"day-{on}");
        await SendAsync(Http, HttpMethod.Put, $"{measure}/progress", new { completion = 0.5, on = "2022-06-30" });

        await IsRefusedAsync(await TryAsync(measure, on, 1), status, code);

        Assert.That((await ReadAsync($"{measure}/progress/history"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        await AskAsync(measure, "2022-06-30", 1);
    }

    [Test]
    public async Task A_measured_measure_was_complete_on_the_day_it_is_said_to_be_done()
    {
        var plan = await Http.APlanAsync("measured-day", ("works", Scenarios.Minimum(10)));
        var measure = $"/api/v1/plans/{plan}/measures/1.1.1";
        await ReportAsync($"{plan}-works", "2022-05", new { value = 4 });
        await ReportAsync($"{plan}-works", "2022-06", new { value = 6 });

        await IsRefusedAsync(await TryAsync(measure, "2022-06-29"), 409, "measure.not_complete");

        await AskAsync(measure, "2022-06-30");
        await ConfirmAsync(measure, 1);
        Assert.That((await SeeAsync(measure, "asOf=2022-06-29")).Completion, Is.EqualTo(0.4m));
        Assert.That((await SeeAsync(measure, "asOf=2022-06-30")).Completion, Is.EqualTo(1));
    }

    [Test]
    public async Task A_late_report_about_an_earlier_day_does_not_replace_a_request_about_a_later_one()
    {
        var measure = await AMeasureAsync("late-report");
        await AskAsync(measure, "2022-07-01");
        await SendAsync(Http, HttpMethod.Put, $"{measure}/progress", new { completion = 0.2, on = "2022-05-31" }, 1);

        Assert.That((await SeeAsync(measure, "")).SignOff, Is.EqualTo("requested"));
        await ConfirmAsync(measure, 2);
        Assert.That((await SeeAsync(measure, "asOf=2022-06-30")).Completion, Is.EqualTo(0.2m));
        Assert.That((await SeeAsync(measure, "asOf=2022-07-01")).Completion, Is.EqualTo(1));
    }

    [Test]
    public async Task A_report_about_a_later_day_takes_a_request_back()
    {
        var measure = await AMeasureAsync("later-report");
        await AskAsync(measure, "2022-06-20");
        await SendAsync(Http, HttpMethod.Put, $"{measure}/progress", new { completion = 0.8, on = "2022-07-01" }, 1);

        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, $"{measure}/sign-off/confirm", null, 2),
            409,
            "measure.sign_off_not_requested"
        );
    }

    [Test]
    public async Task A_returned_sign_off_stands_on_no_day_and_can_be_asked_for_with_the_right_one()
    {
        var measure = await AMeasureAsync("returned-day");
        await AskAsync(measure, "2022-07-04");
        await ConfirmAsync(measure, 1);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var reason = new { reason = "6月28日已完成" };
        await SendAsync(Reviewer, HttpMethod.Post, $"{measure}/sign-off/return", reason, 2);

        Assert.That((await SeeAsync(measure, "asOf=2022-07-04")).SignOff, Is.EqualTo("none"));
        Assert.That(
            (await SeeAsync(measure, "asOf=2022-07-04&knownAt=2022-07-05T09:00:30%2B08:00")).SignOff,
            Is.EqualTo("signedOff")
        );
        await AskAsync(measure, "2022-06-28", 3);
        await ConfirmAsync(measure, 4);
        foreach (var day in new[] { "2022-06-28", "2022-07-04", "2022-07-05" })
            Assert.That((await SeeAsync(measure, $"asOf={day}")).SignOff, Is.EqualTo("signedOff"), day);
        Assert.That((await SeeAsync(measure, "asOf=2022-06-27")).SignOff, Is.EqualTo("none"));
    }

    private async Task<string> AMeasureAsync(string plan) =>
        $"/api/v1/plans/{await Http.APlanAsync(plan)}/measures/1.1.1";

    private Task<HttpResponseMessage> TryAsync(string measure, string? on, int? version = null) =>
        SendAsync(
            Http,
            HttpMethod.Post,
            $"{measure}/sign-off",
            new { evidence = new[] { new { title = "验收单", uri = "https://files.example.org/a.pdf" } }, on },
            version
        );

    private async Task AskAsync(string measure, string? on, int? version = null) =>
        Assert.That((int)(await TryAsync(measure, on, version)).StatusCode, Is.EqualTo(200));

    private async Task ConfirmAsync(string measure, int version) =>
        Assert.That(
            (int)(await SendAsync(Reviewer, HttpMethod.Post, $"{measure}/sign-off/confirm", null, version)).StatusCode,
            Is.EqualTo(200)
        );

    private async Task<(string? SignOff, decimal? Completion)> SeeAsync(string measure, string query)
    {
        var seen = await ReadAsync($"{measure}?{query}");
        return ((string?)seen["signOff"], (decimal?)seen["completion"]);
    }
}
