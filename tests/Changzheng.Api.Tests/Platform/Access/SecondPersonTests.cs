using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>What one person recorded or asked for, another person decides: persons, not names and not keys.</summary>
public class SecondPersonTests(string database) : HotlineTest(database)
{
    private const string Keys = "/api/v1/access/keys",
        Needed = "access.second_person_needed";

    private static readonly string[] both = ["reporter", "reviewer"],
        dispatcher = ["dispatcher"];

    private static readonly object signOff = new
    {
        evidence = new[] { new { title = "验收单", uri = "https://example.org/1.pdf" } },
    };

    [Test]
    public async Task A_person_who_looks_like_another_is_refused()
    {
        await MadeAsync(new { name = "陈静", roles = both });

        foreach (var alike in new[] { "陈　静", "陈静\u200b", " 陈 静 " })
            await IsRefusedAsync(await MakeAsync(new { name = alike, roles = both }), 409, "key.person_alike");
        var named = await MakeAsync(
            new
            {
                name = "另一名",
                person = "陈静\ufe0f",
                roles = both,
            }
        );
        await IsRefusedAsync(named, 409, "key.person_alike");
        foreach (var unreadable in new[] { "\u202e陈静", "\u200b\u3164" })
            await IsRefusedAsync(await MakeAsync(new { name = unreadable, roles = both }), 400, "text.unreadable");
        var (id, _) = await MadeAsync(
            new
            {
                name = "陈静的手机",
                person = "陈静",
                roles = both,
            }
        );
        Assert.That(Text(await ReadAsync($"{Keys}/{id}"), "person"), Is.EqualTo("陈静"));
    }

    [Test]
    public async Task Two_keys_of_one_person_are_one_person_in_every_rule()
    {
        using var first = await ComingInAsync(new { name = "刘洋", roles = both });
        using var second = await ComingInAsync(
            new
            {
                name = "刘洋的另一把",
                person = "刘洋",
                roles = both,
            }
        );
        var plan = await Http.APlanAsync("second-person", ("own", Scenarios.Minimum()));
        var measure = $"/api/v1/plans/{await Http.APlanAsync("second-person-measure")}/measures/1.1.1";

        await ReportAsync($"{plan}-own", "2022-01", new { value = 10 }, by: first);
        var value = $"/api/v1/indicators/{plan}-own/values/2022-01";
        await NeedsAnotherAsync(second, $"{value}/confirm", 1);
        await NeedsAnotherAsync(second, $"{value}/return", 1, new { reason = "x" });
        await DoneAsync(first, $"{measure}/sign-off", null, signOff);
        await NeedsAnotherAsync(second, $"{measure}/sign-off/confirm", 1);
        await NeedsAnotherAsync(second, $"{measure}/sign-off/return", 1, new { reason = "x" });
        await DoneAsync(Reviewer, $"{measure}/sign-off/confirm", 1);
        await NeedsAnotherAsync(second, $"{measure}/sign-off/return", 2, new { reason = "x" });
    }

    [Test]
    public async Task A_ticket_is_returned_extended_and_suspended_with_the_word_of_another_person()
    {
        using var first = await ComingInAsync(new { name = "周敏", roles = dispatcher });
        using var second = await ComingInAsync(
            new
            {
                name = "周敏二",
                person = "周敏",
                roles = dispatcher,
            }
        );
        var (returned, extended, suspended) = (await ATicketAsync(), await ATicketAsync(), await ATicketAsync());
        foreach (var number in new[] { returned, extended, suspended })
            await DoAsync(number, "dispatch", new { unit = Office });
        await DoAsync(returned, "return", new { reason = "notOurDuty", note = "不属本部门" }, first);
        await DoAsync(extended, "accept");
        await DoAsync(extended, "extend", new { workingDays = 2, note = "情况复杂" }, first);

        await IsRefusedAsync(await TryAsync(returned, "decideReturn", new { approved = true }, second), 403, Needed);
        await IsRefusedAsync(await TryAsync(extended, "decideExtension", new { approved = true }, second), 403, Needed);
        foreach (var self in new[] { "周敏", "周　敏", "周敏二" })
            await IsRefusedAsync(await TryAsync(suspended, "suspend", ASuspension(self), second), 403, Needed);

        using var another = await ComingInAsync(new { name = "吴越", roles = dispatcher });
        await DoAsync(returned, "decideReturn", new { approved = true }, another);
        await DoAsync(extended, "decideExtension", new { approved = true }, another);
        await DoAsync(suspended, "suspend", ASuspension("分管副镇长"), second);
    }

    [Test]
    public async Task A_colleague_who_reports_the_same_figure_again_does_not_make_its_author_a_reviewer()
    {
        var plan = await Http.APlanAsync("same-figure", ("same", Scenarios.Minimum()), ("other", Scenarios.Minimum()));
        using var author = await ComingInAsync(new { name = "郑华", roles = both });
        using var colleague = await ComingInAsync(new { name = "冯强", roles = both });
        foreach (var key in new[] { "same", "other" })
        {
            await ReportAsync($"{plan}-{key}", "2022-01", new { value = 10 }, by: author);
            await ReportAsync($"{plan}-{key}", "2022-01", new { value = 12 }, 1, by: colleague);
        }

        await ReportAsync($"{plan}-same", "2022-01", new { value = 10.0, note = "核对过" }, 2, by: colleague);
        await NeedsAnotherAsync(author, $"/api/v1/indicators/{plan}-same/values/2022-01/confirm", 3);
        await NeedsAnotherAsync(colleague, $"/api/v1/indicators/{plan}-same/values/2022-01/confirm", 3);

        await DoneAsync(author, $"/api/v1/indicators/{plan}-other/values/2022-01/confirm", 2);
    }

    [Test]
    public async Task A_colleague_who_asks_for_the_sign_off_again_does_not_make_the_first_a_reviewer()
    {
        var measure = $"/api/v1/plans/{await Http.APlanAsync("asked-again")}/measures/1.1.1";
        using var first = await ComingInAsync(new { name = "孙丽", roles = both });
        using var colleague = await ComingInAsync(new { name = "何平", roles = both });
        await DoneAsync(first, $"{measure}/sign-off", null, signOff);
        await DoneAsync(colleague, $"{measure}/sign-off", 1, signOff);

        await NeedsAnotherAsync(first, $"{measure}/sign-off/confirm", 2);
        await NeedsAnotherAsync(colleague, $"{measure}/sign-off/confirm", 2);
        await DoneAsync(Reviewer, $"{measure}/sign-off/confirm", 2);
    }

    [Test]
    public async Task An_administrator_does_not_grant_what_a_key_made_within_a_day_asked_for()
    {
        var plan = await Http.APlanAsync(
            "made",
            ("fresh", Scenarios.Minimum()),
            ("chain", Scenarios.Minimum()),
            ("old", Scenarios.Minimum())
        );
        string Confirm(string key, string period) => $"/api/v1/indicators/{plan}-{key}/values/{period}/confirm";
        var administrators = new[] { "administrator" };
        using var administrator = await ComingInAsync(new { name = "系统管理员甲", roles = administrators });
        var (id, secret) = await MadeAsync(new { name = "新人", roles = both }, administrator);
        using var fresh = SignedIn(secret);
        using var middle = await ComingInAsync(new { name = "系统管理员乙", roles = administrators }, administrator);
        using var last = await ComingInAsync(new { name = "末端", roles = both }, middle);
        await ReportAsync($"{plan}-fresh", "2022-01", new { value = 10 }, by: fresh);
        await ReportAsync($"{plan}-chain", "2022-01", new { value = 10 }, by: last);

        await NeedsAnotherAsync(administrator, Confirm("fresh", "2022-01"), 1);
        await NeedsAnotherAsync(administrator, Confirm("chain", "2022-01"), 1);
        Clock.Advance(TimeSpan.FromHours(25));
        await NeedsAnotherAsync(administrator, Confirm("fresh", "2022-01"), 1);
        await DoneAsync(Reviewer, Confirm("fresh", "2022-01"), 1);

        // The key is older than a day: what it reports before the rotation is decided on, what it reports after is not.
        await ReportAsync($"{plan}-old", "2022-01", new { value = 10 }, by: fresh);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await DoneAsync(administrator, $"{Keys}/{id}/rotate", 1, new { });
        Clock.Advance(TimeSpan.FromMinutes(1));
        await ReportAsync($"{plan}-old", "2022-02", new { value = 10 }, by: fresh);
        await DoneAsync(administrator, Confirm("old", "2022-01"), 1);
        await NeedsAnotherAsync(administrator, Confirm("old", "2022-02"), 1);
    }

    private static object ASuspension(string approvedBy) =>
        new
        {
            note = "等候资金",
            reviewOn = "2030-01-01",
            approvedBy,
        };

    private static async Task NeedsAnotherAsync(HttpClient by, string url, int version, object? body = null) =>
        await IsRefusedAsync(await SendAsync(by, HttpMethod.Post, url, body, version), 403, Needed);

    private static async Task DoneAsync(HttpClient by, string url, int? version, object? body = null)
    {
        var answer = await SendAsync(by, HttpMethod.Post, url, body, version);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> MakeAsync(object key, HttpClient? by = null) =>
        (by ?? Http).PostAsJsonAsync(Keys, key);

    private async Task<(string Id, string Secret)> MadeAsync(object key, HttpClient? by = null)
    {
        var made = await MakeAsync(key, by);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        var answer = await JsonAsync(made);
        return (Text(answer, "id"), Text(answer, "secret"));
    }

    private async Task<HttpClient> ComingInAsync(object key, HttpClient? by = null) =>
        SignedIn((await MadeAsync(key, by)).Secret);
}
