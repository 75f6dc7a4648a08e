using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Series;

/// <summary>What a series' participants count for. Today is 2022-07-05.</summary>
public class CountParticipantsTests(string database) : SeriesTest(database)
{
    [Test]
    public async Task Participants_of_the_named_groups_are_the_figure_of_a_derived_indicator()
    {
        var counted = new Dictionary<string, object?>
        {
            ["kind"] = "minimum",
            ["frequency"] = "month",
            ["accumulation"] = "sum",
            ["direction"] = "up",
            ["source"] = "derived",
            ["derivedFrom"] = "series.participants",
            ["target"] = new { value = 1000 },
        };
        await Http.APlanAsync("fit", ("tests", counted));
        var opening = Opening("fit", "FREQ=MONTHLY;BYDAY=1FR");
        opening["feeds"] = new { indicator = "fit-tests", groups = new[] { "20-60周岁" } };
        var opened = await Http.PostAsJsonAsync("/api/v1/series", opening);
        Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
        var series = opened.Headers.Location!.ToString();

        var took = new[] { new { group = "20-60周岁", number = 30 }, new { group = "60周岁以上", number = 50 } };
        await DoneAsync(
            series,
            4,
            "hold",
            new
            {
                on = "2022-06-01",
                participants = took,
                evidence = Photo,
            }
        );
        await DoneAsync(series, 5, "hold", new { on = "2022-06-30", participants = took });
        await DoneAsync(series, 6, "hold", new { on = "2022-07-01", participants = took });

        var values = (await ReadAsync("/api/v1/indicators/fit-tests/values"))["items"]!.AsArray();
        Assert.That(
            values.Select(one => $"{(string?)one!["period"]} {(decimal)one["value"]!}").Order(),
            Is.EqualTo(new[] { "2022-06 60", "2022-07 30" })
        );
        opening["code"] = "fit-other";
        opening["feeds"] = new { indicator = "fit-none", groups = Array.Empty<string>() };
        await IsRefusedAsync(await Http.PostAsJsonAsync("/api/v1/series", opening), 422, "series.feed_not_found");
    }

    [Test]
    public async Task An_indicator_reported_so_far_is_fed_from_a_documents_day_on()
    {
        await Http.APlanAsync("later", ("tests", Scenarios.Minimum(1000)));
        await ReportAsync("later-tests", "2022-05", new { value = 100 });
        var opening = Opening("later", "FREQ=MONTHLY;BYDAY=1FR");
        opening["feeds"] = new { indicator = "later-tests", groups = Array.Empty<string>() };
        await IsRefusedAsync(await Http.PostAsJsonAsync("/api/v1/series", opening), 422, "series.feed_not_found");
        Task<HttpResponseMessage> AmendAsync(string source, int version) =>
            SendAsync(
                Http,
                HttpMethod.Put,
                "/api/v1/indicators/later-tests",
                new
                {
                    documentNumber = "区〔2022〕8号",
                    issuedOn = "2022-06-01",
                    quote = "由活动登记得出",
                    derivedFrom = source,
                },
                version
            );
        await IsRefusedAsync(await AmendAsync("hotline.firstContact", 1), 400, "request.invalid");
        Assert.That((int)(await AmendAsync("series.participants", 1)).StatusCode, Is.EqualTo(200));
        await IsRefusedAsync(await AmendAsync("series.participants", 2), 409, "indicator.derived");
        await IsRefusedAsync(await ReportAsync("later-tests", "2022-06", new { value = 9 }), 409, "indicator.derived");
        var april = await ReportAsync("later-tests", "2022-04", new { value = 1 });
        Assert.That((int)april.StatusCode, Is.EqualTo(201), "before that day it is reported as before");

        var opened = await Http.PostAsJsonAsync("/api/v1/series", opening);
        var series = opened.Headers.Location!.ToString();
        var took = new[] { new { group = "20-60周岁", number = 30 } };
        foreach (var (number, on) in new[] { (5, "2022-05-06"), (6, "2022-06-06") })
            await DoneAsync(
                series,
                number,
                "hold",
                new
                {
                    on,
                    participants = took,
                    evidence = Photo,
                }
            );
        var values = (await ReadAsync("/api/v1/indicators/later-tests/values"))["items"]!.AsArray();
        Assert.That(
            values.Select(one => $"{(string?)one!["period"]} {(decimal)one["value"]!}").Order(),
            Is.EqualTo(new[] { "2022-04 1", "2022-05 100", "2022-06 30" })
        );
    }
}
