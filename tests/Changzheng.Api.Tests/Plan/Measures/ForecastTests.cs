namespace Changzheng.Api.Tests.Plan.Measures;

/// <summary>Whether a measure will be done by its day, every version kept. Today is 2022-07-05.</summary>
public class ForecastTests(string database) : ApiTest(database)
{
    private static readonly object doubtful = new
    {
        outlook = "possible",
        reason = "管线搬迁滞后",
        remedy = "请区协调",
    };

    [Test]
    public async Task A_forecast_is_made_anew_by_version_and_every_one_is_kept()
    {
        var url = await AForecastUrlAsync("foreseen");
        await IsRefusedAsync(await Http.GetAsync(url), 404, "forecast.not_found");

        Assert.That((int)(await PutAsync(url, new { outlook = "certain" })).StatusCode, Is.EqualTo(201));
        await IsRefusedAsync(await PutAsync(url, doubtful), 428, "version.needed");
        await IsRefusedAsync(await PutAsync(url, doubtful, 2), 412, "version.stale");
        Assert.That((int)(await PutAsync(url, doubtful, 1)).StatusCode, Is.EqualTo(200));

        var read = await Http.GetAsync(url);
        var current = await JsonAsync(read);
        Assert.Multiple(async () =>
        {
            Assert.That(read.Headers.ETag!.Tag, Does.StartWith("\"2-"));
            Assert.That((string?)current["outlook"], Is.EqualTo("possible"));
            Assert.That((string?)current["reason"], Is.EqualTo("管线搬迁滞后"));
            Assert.That((string?)current["remedy"], Is.EqualTo("请区协调"));
            Assert.That((string?)current["on"], Is.EqualTo("2022-07-05"));
            Assert.That(
                (await ReadAsync($"{url}/history"))["items"]!.AsArray().Select(one => (string?)one!["outlook"]),
                Is.EqualTo(new[] { "certain", "possible" })
            );
        });
    }

    [TestCase("possible", null, "请区协调")]
    [TestCase("possible", "滞后", null)]
    [TestCase("impossible", "滞后", " ")]
    [TestCase("impossible", null, null)]
    public async Task What_is_not_certain_has_a_reason_and_a_remedy(string outlook, string? reason, string? remedy)
    {
        var url = await AForecastUrlAsync($"bare-{Guid.CreateVersion7():N}"[..20]);

        var refused = new
        {
            outlook,
            reason,
            remedy,
        };
        await IsRefusedAsync(await PutAsync(url, refused), 400, "request.invalid");
        Assert.That((await ReadAsync($"{url}/history"))["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task What_is_done_or_over_is_not_forecast()
    {
        var done = await AForecastUrlAsync("done");
        var signOff = done.Replace("/forecast", "/sign-off", StringComparison.Ordinal);
        var evidence = new { evidence = new[] { new { title = "验收单", uri = "https://files.example.org/a.pdf" } } };
        await SendAsync(Http, HttpMethod.Post, signOff, evidence);
        await SendAsync(Reviewer, HttpMethod.Post, $"{signOff}/confirm", null, 1);
        var over = $"/api/v1/plans/{await Http.APlanAsync("over", 2021)}/measures/1.1.1/forecast";

        await IsRefusedAsync(await PutAsync(done, doubtful), 409, "measure.signed_off");
        await IsRefusedAsync(await PutAsync(over, new { outlook = "certain" }), 409, "forecast.too_late");
    }

    private async Task<string> AForecastUrlAsync(string plan) =>
        $"/api/v1/plans/{await Http.APlanAsync(plan)}/measures/1.1.1/forecast";

    private Task<HttpResponseMessage> PutAsync(string url, object body, int? version = null) =>
        SendAsync(Http, HttpMethod.Put, url, body, version);
}
