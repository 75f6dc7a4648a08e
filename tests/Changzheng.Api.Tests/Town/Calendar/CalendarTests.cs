using System.Net;
using System.Text.Json.Nodes;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Town.Calendar;

public class CalendarTests(string database) : HotlineTest(database)
{
    private const string Calendar = "/api/v1/calendar";

    [TestCase("2022-01-28", 1, "2022-01-29")]
    [TestCase("2022-01-28", 5, "2022-02-09")]
    [TestCase("2022-01-30", 1, "2022-02-07")]
    [TestCase("2022-04-01", 1, "2022-04-02")]
    [TestCase("2022-04-22", 1, "2022-04-24")]
    [TestCase("2022-04-29", 5, "2022-05-10")]
    [TestCase("2022-09-30", 1, "2022-10-08")]
    [TestCase("2022-09-30", 5, "2022-10-12")]
    [TestCase("2022-12-30", 5, "2023-01-09")]
    public async Task A_deadline_counts_the_days_the_notices_make(string from, int workingDays, string due)
    {
        var deadline = await ReadAsync($"{Calendar}/deadline?from={from}T10:00:00%2B08:00&workingDays={workingDays}");

        Assert.That(Text(deadline, "dueAt"), Is.EqualTo(due + "T23:59:59+08:00"));
        Assert.That(deadline["provisional"]!.GetValue<bool>(), Is.False);
        Assert.That(
            deadline["days"]!.AsArray().Count(day => day!["working"]!.GetValue<bool>()),
            Is.EqualTo(workingDays)
        );
    }

    [TestCase(null, "周末", "调休上班，国办发明电〔2021〕11号")]
    [TestCase("zh-CN", "周末", "调休上班，国办发明电〔2021〕11号")]
    [TestCase("en-GB,en;q=0.9", "weekend", "make-up day, 国办发明电〔2021〕11号")]
    public async Task A_deadline_is_proved_day_by_day_in_the_callers_language(
        string? language,
        string saturday,
        string sunday
    )
    {
        var deadline = await ReadInAsync(language, "from=2022-04-22T10:00:00%2B08:00&workingDays=1");

        Assert.That(
            deadline.ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            ),
            Is.EqualTo(
                $$"""{"dueAt":"2022-04-24T23:59:59+08:00","provisional":false,"days":[{"date":"2022-04-23","working":false,"because":"{{saturday}}"},{"date":"2022-04-24","working":true,"because":"{{sunday}}"}]}"""
            )
        );
    }

    [TestCase("2022-12-30", 1, null, "放假（元旦），国办发明电〔2022〕16号")]
    [TestCase("2022-12-30", 1, "en", "day off (元旦), 国办发明电〔2022〕16号")]
    [TestCase("2023-12-31", 1, null, "放假（元旦），国办发明电〔2023〕7号")]
    [TestCase("2022-08-01", 1, null, "周一至周五")]
    [TestCase("2022-08-01", 1, "en", "weekday")]
    [TestCase("2031-08-01", 1, null, "周末，2031年放假通知尚未收录")]
    [TestCase("2031-08-01", 1, "en", "weekend, the notice for 2031 is not known")]
    public async Task Why_a_day_counts_is_said_in_the_callers_language(
        string from,
        int workingDays,
        string? language,
        string because
    )
    {
        var deadline = await ReadInAsync(language, $"from={from}T10:00:00%2B08:00&workingDays={workingDays}");

        Assert.That(Text(deadline["days"]![0]!, "because"), Is.EqualTo(because));
    }

    /// <summary>
    /// A notice with an unverified number is named by where it was published, in both languages.
    /// </summary>
    [TestCase(null, "放假（元旦），https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm")]
    [TestCase("en", "day off (元旦), https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm")]
    public async Task A_notice_without_a_number_is_named_by_its_source(string? language, string because)
    {
        var deadline = await ReadInAsync(language, "from=2025-12-31T10:00:00%2B08:00&workingDays=1");

        Assert.That(Text(deadline["days"]![0]!, "because"), Is.EqualTo(because));
    }

    private async Task<JsonNode> ReadInAsync(string? language, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Calendar}/deadline?{query}");
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        return await JsonAsync(await Http.SendAsync(request));
    }

    [Test]
    public async Task Received_late_in_the_evening_of_another_zone_it_is_the_day_of_Shanghai() =>
        Assert.That(
            Text(await ReadAsync($"{Calendar}/deadline?from=2022-04-21T17:00:00Z&workingDays=1"), "dueAt"),
            Is.EqualTo("2022-04-24T23:59:59+08:00")
        );

    [TestCase(2022, 249, "21,16,23,21,20,21,21,23,21,18,22,22")]
    [TestCase(2023, 249, null)]
    [TestCase(2024, 251, null)]
    [TestCase(2025, 248, null)]
    [TestCase(2026, 248, null)]
    public async Task A_year_has_the_working_days_its_notice_leaves(int year, int days, string? months)
    {
        var calendar = await ReadAsync($"{Calendar}/{year}");

        Assert.That(calendar["workingDays"]!.GetValue<int>(), Is.EqualTo(days));
        if (months is not null)
            Assert.That(
                string.Join(",", calendar["months"]!.AsArray().Select(month => month!.ToString())),
                Is.EqualTo(months)
            );
    }

    [Test]
    public async Task A_year_without_a_notice_is_not_found() =>
        await IsRefusedAsync(await Http.GetAsync($"{Calendar}/2031"), 404, "calendar.not_found");

    [TestCase("from=2022-04-22&workingDays=1")]
    [TestCase("from=2022-04-22T10:00:00%2B08:00&workingDays=0")]
    [TestCase("from=2022-04-22T10:00:00%2B08:00&workingDays=251")]
    public async Task What_is_no_term_is_refused(string query) =>
        await IsRefusedAsync(await Http.GetAsync($"{Calendar}/deadline?{query}"), 400, "request.invalid");

    [Test]
    public async Task A_notice_moves_the_open_deadlines_it_concerns_and_lists_them()
    {
        At("2027-12-30T10:00");
        var crossing = await ATicketAsync("complaint");
        var before = await DoAsync(crossing, "dispatch", new { unit = Office });
        Assert.That(Text(before, "dueAt"), Is.EqualTo("2028-01-06T23:59:59+08:00"));
        Assert.That(before["provisional"]!.GetValue<bool>(), Is.True, "the notice for 2028 is not known");
        var closed = await ATicketAsync("complaint");
        await BringToAsync(closed, "closed");

        var amended = await SendAsync(
            Http,
            HttpMethod.Put,
            $"{Calendar}/2027",
            new
            {
                daysOff = Array.Empty<object>(),
                makeUpDays = Array.Empty<object>(),
                documentNumber = "试〔2026〕1号",
            }
        );
        Assert.That(amended.StatusCode, Is.EqualTo(HttpStatusCode.Created), await amended.Content.ReadAsStringAsync());
        var notice = await SendAsync(
            Http,
            HttpMethod.Put,
            $"{Calendar}/2028",
            new
            {
                documentNumber = "试〔2027〕1号",
                daysOff = new[]
                {
                    new { date = "2028-01-03", name = "元旦" },
                    new { date = "2028-01-04", name = "元旦" },
                },
                makeUpDays = new[] { new { date = "2028-01-08", name = "元旦" } },
            }
        );

        var moved = (await JsonAsync(notice))["moved"]!.AsArray();
        Assert.That(moved.Select(one => Text(one!, "number")), Has.Member(crossing).And.No.Member(closed));
        var own = moved.First(one => Text(one!, "number") == crossing)!;
        Assert.That(Text(own["before"]!, "dueAt"), Is.EqualTo("2028-01-06T23:59:59+08:00"));
        Assert.That(Text(own["after"]!, "dueAt"), Is.EqualTo("2028-01-08T23:59:59+08:00"));
        var ticket = await TicketAsync(crossing);
        Assert.That(Text(ticket, "dueAt"), Is.EqualTo("2028-01-08T23:59:59+08:00"));
        Assert.That(ticket["provisional"]!.GetValue<bool>(), Is.False);
        Assert.That(
            Text((await ReadAsync($"{Tickets}/{crossing}/history"))["items"]!.AsArray()[^1]!, "action"),
            Is.EqualTo("moveDeadline")
        );
    }

    [Test]
    public async Task A_notice_is_amended_in_the_version_that_stands()
    {
        object notice = new
        {
            daysOff = new[] { new { date = "2035-01-01", name = "元旦" } },
            makeUpDays = Array.Empty<object>(),
        };
        Assert.That(
            (await SendAsync(Http, HttpMethod.Put, $"{Calendar}/2035", notice)).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );

        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Put, $"{Calendar}/2035", notice), 428, "version.needed");
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Put, $"{Calendar}/2035", notice, 7),
            412,
            "version.stale"
        );
        var amended = await SendAsync(Http, HttpMethod.Put, $"{Calendar}/2035", notice, 1);
        Assert.That(amended.Headers.ETag!.Tag, Does.StartWith("\"2-"));
        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Put, $"{Calendar}/2036", notice), 400, "request.invalid");
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                $"{Calendar}/2034",
                new
                {
                    daysOff = new[] { new { date = "2035-01-01", name = "元旦" } },
                    makeUpDays = Array.Empty<object>(),
                }
            ),
            409,
            "calendar.day_taken"
        );
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                $"{Calendar}/2037",
                new
                {
                    daysOff = Array.Empty<object>(),
                    makeUpDays = new[] { new { date = "2037-01-01", name = "周四" } },
                }
            ),
            400,
            "request.invalid"
        );
        await IsRefusedAsync(
            await SendAsync(Reviewer, HttpMethod.Put, $"{Calendar}/2037", notice),
            403,
            "access.forbidden"
        );
    }
}
