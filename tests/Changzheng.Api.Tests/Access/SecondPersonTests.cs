using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Access;

/// <summary>What one person recorded or asked for, another person decides: persons, not names and not keys.</summary>
public class SecondPersonTests(string database) : HotlineTest(database)
{
    private const string Keys = "/api/v1/access/keys";

    private static readonly object signOff = new { evidence = new[] { new { title = "验收单", uri = "https://files.example.org/accepted.pdf" } } };

    [Test]
    public async Task A_person_who_looks_like_another_is_refused()
    {
        await MadeAsync(new { name = "陈静", roles = new[] { "reporter" } });

        foreach (var alike in new[] { "陈　静", "陈静\u200b", "\u202e陈静", " 陈 静 " })
            await IsRefusedAsync(await Http.PostAsJsonAsync(Keys, new { name = alike, roles = new[] { "reviewer" } }), 409, "key.person_alike");
        await IsRefusedAsync(await Http.PostAsJsonAsync(Keys, new { name = "另一名", person = "陈静\ufe0f", roles = new[] { "reviewer" } }), 409, "key.person_alike");
        await IsRefusedAsync(await Http.PostAsJsonAsync(Keys, new { name = "\u200b\u3164", roles = new[] { "reviewer" } }), 400, "request.invalid");
        var second = await MadeAsync(new { name = "陈静的手机", person = "陈静", roles = new[] { "reviewer" } });
        Assert.That(Text(await ReadAsync($"{Keys}/{second.Id}"), "person"), Is.EqualTo("陈静"));
    }

    [Test]
    public async Task Two_keys_of_one_person_are_one_person_in_every_rule()
    {
        var roles = new[] { "reporter", "reviewer", "dispatcher" };
        using var first = SignedIn((await MadeAsync(new { name = "刘洋", roles })).Secret);
        using var second = SignedIn((await MadeAsync(new { name = "刘洋的另一把", person = "刘洋", roles })).Secret);
        var plan = await Http.APlanAsync("second-person", ("own", Scenarios.Minimum()));
        var measure = $"/api/v1/plans/{await Http.APlanAsync("second-person-measure")}/measures/1.1.1";

        await ReportAsync($"{plan}-own", "2022-01", new { value = 10 }, by: first);
        await NeedsAnotherAsync(second, $"/api/v1/indicators/{plan}-own/values/2022-01/confirm", 1);
        await NeedsAnotherAsync(second, $"/api/v1/indicators/{plan}-own/values/2022-01/return", 1, new { reason = "x" });
        Assert.That((int)(await SendAsync(first, HttpMethod.Post, $"{measure}/sign-off", signOff)).StatusCode, Is.EqualTo(200));
        await NeedsAnotherAsync(second, $"{measure}/sign-off/confirm", 1);
        await NeedsAnotherAsync(second, $"{measure}/sign-off/return", 1, new { reason = "x" });
        Assert.That((int)(await SendAsync(Reviewer, HttpMethod.Post, $"{measure}/sign-off/confirm", null, 1)).StatusCode, Is.EqualTo(200));
        await NeedsAnotherAsync(second, $"{measure}/sign-off/return", 2, new { reason = "x" });
    }

    [Test]
    public async Task A_ticket_is_returned_extended_and_suspended_with_the_word_of_another_person()
    {
        using var first = SignedIn((await MadeAsync(new { name = "周敏", roles = new[] { "dispatcher" } })).Secret);
        using var second = SignedIn((await MadeAsync(new { name = "周敏二", person = "周敏", roles = new[] { "dispatcher" } })).Secret);
        var (returned, extended, suspended) = (await ATicketAsync(), await ATicketAsync(), await ATicketAsync());
        foreach (var number in new[] { returned, extended, suspended })
            await DoAsync(number, "dispatch", new { unit = Office });
        await DoAsync(returned, "return", new { note = "不属本部门" }, first);
        await DoAsync(extended, "accept");
        await DoAsync(extended, "extend", new { workingDays = 2, note = "情况复杂" }, first);

        await IsRefusedAsync(await TryAsync(returned, "decideReturn", new { approved = true }, second), 403, "access.second_person_needed");
        await IsRefusedAsync(await TryAsync(extended, "decideExtension", new { approved = true }, second), 403, "access.second_person_needed");
        foreach (var self in new[] { "周敏", "周　敏", "周敏二" })
            await IsRefusedAsync(await TryAsync(suspended, "suspend", new { note = "等候资金", reviewOn = "2030-01-01", approvedBy = self }, second), 403, "access.second_person_needed");

        using var another = SignedIn((await MadeAsync(new { name = "吴越", roles = new[] { "dispatcher" } })).Secret);
        await DoAsync(returned, "decideReturn", new { approved = true }, another);
        await DoAsync(extended, "decideExtension", new { approved = true }, another);
        await DoAsync(suspended, "suspend", new { note = "等候资金", reviewOn = "2030-01-01", approvedBy = "分管副镇长" }, second);
    }

    [Test]
    public async Task A_colleague_who_reports_the_same_figure_again_does_not_make_its_author_a_reviewer()
    {
        var plan = await Http.APlanAsync("same-figure", ("same", Scenarios.Minimum()), ("other", Scenarios.Minimum()));
        var roles = new[] { "reporter", "reviewer" };
        using var author = SignedIn((await MadeAsync(new { name = "郑华", roles })).Secret);
        using var colleague = SignedIn((await MadeAsync(new { name = "冯强", roles })).Secret);
        foreach (var key in new[] { "same", "other" })
        {
            await ReportAsync($"{plan}-{key}", "2022-01", new { value = 10 }, by: author);
            await ReportAsync($"{plan}-{key}", "2022-01", new { value = 12 }, 1, by: colleague);
        }

        await ReportAsync($"{plan}-same", "2022-01", new { value = 10.0, note = "核对过" }, 2, by: colleague);
        await NeedsAnotherAsync(author, $"/api/v1/indicators/{plan}-same/values/2022-01/confirm", 3);
        await NeedsAnotherAsync(colleague, $"/api/v1/indicators/{plan}-same/values/2022-01/confirm", 3);

        Assert.That((int)(await SendAsync(author, HttpMethod.Post, $"/api/v1/indicators/{plan}-other/values/2022-01/confirm", null, 2)).StatusCode, Is.EqualTo(200),
            "Another figure is the colleague's.");
    }

    [Test]
    public async Task A_colleague_who_asks_for_the_sign_off_again_does_not_make_the_first_a_reviewer()
    {
        var measure = $"/api/v1/plans/{await Http.APlanAsync("asked-again")}/measures/1.1.1";
        var roles = new[] { "reporter", "reviewer" };
        using var first = SignedIn((await MadeAsync(new { name = "孙丽", roles })).Secret);
        using var colleague = SignedIn((await MadeAsync(new { name = "何平", roles })).Secret);
        await SendAsync(first, HttpMethod.Post, $"{measure}/sign-off", signOff);
        Assert.That((int)(await SendAsync(colleague, HttpMethod.Post, $"{measure}/sign-off", signOff, 1)).StatusCode, Is.EqualTo(200));

        await NeedsAnotherAsync(first, $"{measure}/sign-off/confirm", 2);
        await NeedsAnotherAsync(colleague, $"{measure}/sign-off/confirm", 2);
        Assert.That((int)(await SendAsync(Reviewer, HttpMethod.Post, $"{measure}/sign-off/confirm", null, 2)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task An_administrator_does_not_grant_what_a_key_made_within_a_day_asked_for()
    {
        var plan = await Http.APlanAsync("made-key", ("fresh", Scenarios.Minimum()), ("chain", Scenarios.Minimum()), ("old", Scenarios.Minimum()));
        using var administrator = SignedIn((await MadeAsync(new { name = "系统管理员甲", roles = new[] { "administrator" } })).Secret);
        var made = await MadeAsync(new { name = "新人", roles = new[] { "reporter" } }, administrator);
        using var fresh = SignedIn(made.Secret);
        using var middle = SignedIn((await MadeAsync(new { name = "系统管理员乙", roles = new[] { "administrator" } }, administrator)).Secret);
        using var last = SignedIn((await MadeAsync(new { name = "末端", roles = new[] { "reporter" } }, middle)).Secret);
        await ReportAsync($"{plan}-fresh", "2022-01", new { value = 10 }, by: fresh);
        await ReportAsync($"{plan}-chain", "2022-01", new { value = 10 }, by: last);

        await NeedsAnotherAsync(administrator, $"/api/v1/indicators/{plan}-fresh/values/2022-01/confirm", 1);
        await NeedsAnotherAsync(administrator, $"/api/v1/indicators/{plan}-chain/values/2022-01/confirm", 1);
        Clock.Advance(TimeSpan.FromHours(25));
        await NeedsAnotherAsync(administrator, $"/api/v1/indicators/{plan}-fresh/values/2022-01/confirm", 1);
        Assert.That((int)(await SendAsync(Reviewer, HttpMethod.Post, $"/api/v1/indicators/{plan}-fresh/values/2022-01/confirm", null, 1)).StatusCode, Is.EqualTo(200));

        await ReportAsync($"{plan}-old", "2022-01", new { value = 10 }, by: fresh);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(administrator, HttpMethod.Post, $"{Keys}/{made.Id}/rotate", new { }, 1);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await ReportAsync($"{plan}-old", "2022-02", new { value = 10 }, by: fresh);
        Assert.That((int)(await SendAsync(administrator, HttpMethod.Post, $"/api/v1/indicators/{plan}-old/values/2022-01/confirm", null, 1)).StatusCode, Is.EqualTo(200),
            "The key was older than a day and its secret had been seen by nobody since.");
        await NeedsAnotherAsync(administrator, $"/api/v1/indicators/{plan}-old/values/2022-02/confirm", 1);
    }

    private static async Task NeedsAnotherAsync(HttpClient by, string url, int version, object? body = null) =>
        await IsRefusedAsync(await SendAsync(by, HttpMethod.Post, url, body, version), 403, "access.second_person_needed");

    private async Task<(string Id, string Secret)> MadeAsync(object key, HttpClient? by = null)
    {
        var made = await (by ?? Http).PostAsJsonAsync(Keys, key);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        var answer = await JsonAsync(made);
        return (Text(answer, "id"), Text(answer, "secret"));
    }
}
