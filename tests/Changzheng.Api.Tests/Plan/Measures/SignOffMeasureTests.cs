namespace Changzheng.Api.Tests.Plan.Measures;

public class SignOffMeasureTests(string database) : ApiTest(database)
{
    private static readonly object evidence = new
    {
        evidence = new[] { new { title = "验收单", uri = "https://files.example.org/accepted.pdf" } },
        note = "全部完成",
    };

    [Test]
    public async Task A_qualitative_measure_comes_in_by_reports_and_is_done_by_sign_off()
    {
        var plan = await Http.APlanAsync("sign-off");
        var url = $"/api/v1/plans/{plan}/measures/1.1.1";
        await IsRefusedAsync(await Http.GetAsync($"{url}/progress"), 404, "progress.not_found");

        Assert.That(
            (int)
                (
                    await SendAsync(
                        Http,
                        HttpMethod.Put,
                        $"{url}/progress",
                        new { completion = 0.5, on = "2022-06-30" }
                    )
                ).StatusCode,
            Is.EqualTo(201)
        );
        Assert.That(await CompletionAsync(url), Is.EqualTo(0.5m));
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.8 }),
            428,
            "version.needed"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.8 }, 9),
            412,
            "version.stale"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 1 }, 1),
            400,
            "progress.sign_off_needed"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.8, on = "2022-07-06" }, 1),
            400,
            "date.future"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.8, on = "2021-12-31" }, 1),
            400,
            "date.outside_plan"
        );

        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{url}/sign-off", new { evidence = Array.Empty<object>() }, 1),
            400,
            "request.invalid"
        );
        Assert.That(
            (int)(await SendAsync(Http, HttpMethod.Post, $"{url}/sign-off", evidence, 1)).StatusCode,
            Is.EqualTo(200)
        );
        Assert.That(await CompletionAsync(url), Is.EqualTo(0.5m), "asked for, not granted");
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{url}/sign-off/confirm", null, 2),
            403,
            "access.second_person_needed"
        );

        Assert.That(
            (int)(await SendAsync(Reviewer, HttpMethod.Post, $"{url}/sign-off/confirm", null, 2)).StatusCode,
            Is.EqualTo(200)
        );
        var done = await ReadAsync(url);
        Assert.That(
            ((decimal)done["completion"]!, (string?)done["signOff"], (string?)done["lamp"]),
            Is.EqualTo((1m, "signedOff", "green"))
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.8 }, 3),
            409,
            "measure.signed_off"
        );

        Assert.That(
            (int)
                (
                    await SendAsync(Reviewer, HttpMethod.Post, $"{url}/sign-off/return", new { reason = "抽查不实" }, 3)
                ).StatusCode,
            Is.EqualTo(200)
        );
        Assert.That(await CompletionAsync(url), Is.EqualTo(0.5m), "as it was last reported");
        var history = (await ReadAsync($"{url}/progress/history"))["items"]!.AsArray();
        Assert.That(
            history.Select(version => (string?)version!["status"]),
            Is.EqualTo(new[] { "reported", "signOffRequested", "signedOff", "returned" })
        );
        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Post, $"{url}/sign-off/confirm", null, 4),
            409,
            "measure.sign_off_not_requested"
        );
    }

    [Test]
    public async Task A_measured_measure_is_reported_by_its_indicators_and_signed_off_when_they_are_complete()
    {
        var plan = await Http.APlanAsync("sign-off-measured", ("works", Scenarios.Minimum(10)));
        var url = $"/api/v1/plans/{plan}/measures/1.1.1";
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{url}/progress", new { completion = 0.5 }),
            409,
            "measure.measured_by_indicators"
        );

        await ReportAsync($"{plan}-works", "2022-06", new { value = 9 });
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{url}/sign-off", evidence),
            409,
            "measure.not_complete"
        );
        await ReportAsync($"{plan}-works", "2022-06", new { value = 10 }, 1);
        await SendAsync(Http, HttpMethod.Post, $"{url}/sign-off", evidence);
        await SendAsync(Reviewer, HttpMethod.Post, $"{url}/sign-off/confirm", null, 1);

        var summary = await ReadAsync($"/api/v1/plans/{plan}/pillars/summary");
        Assert.That((int)summary["pillars"]![0]!["states"]!["completed"]!, Is.EqualTo(1));
    }

    private async Task<decimal> CompletionAsync(string url) => (decimal)(await ReadAsync(url))["completion"]!;
}
