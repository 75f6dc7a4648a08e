using Changzheng.Api.Plan.Board;
using Changzheng.Api.Platform.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>A board is read once until something changes its own plan.</summary>
public class BoardCacheTests(string database) : ApiTest(database)
{
    [Test]
    public async Task A_change_of_one_plan_leaves_the_boards_of_others_as_they_are()
    {
        var (changed, other) = (
            await Http.APlanAsync("changed", ("works", Scenarios.Minimum())),
            await Http.APlanAsync("unchanged", ("works", Scenarios.Minimum()))
        );
        var (before, kept) = (await SeeAsync(changed), await SeeAsync(other));
        Assert.That(await SeeAsync(changed), Is.SameAs(before), "nothing happened");

        await ReportAsync($"{changed}-works", "2022-06", new { value = 56 });

        Assert.That(await SeeAsync(other), Is.SameAs(kept));
        var after = await SeeAsync(changed);
        Assert.That(after, Is.Not.SameAs(before));
        Assert.That(after.Measure("1.1.1").Completion, Is.EqualTo(0.56m));
    }

    [Test]
    public async Task What_changes_no_plan_drops_no_board()
    {
        var plan = await Http.APlanAsync("untouched");
        var kept = await SeeAsync(plan);

        await AKeyAsync("another key", Changzheng.Api.Platform.Access.Role.Reporter);

        Assert.That(await SeeAsync(plan), Is.SameAs(kept));
    }

    [Test]
    public async Task Every_verb_of_a_plan_drops_its_board()
    {
        var plan = await Http.APlanAsync("verbs", ("works", Scenarios.Of("growth", accumulation: "sum", target: 5)));
        var (indicator, measure) = ($"/api/v1/indicators/{plan}-works", $"/api/v1/plans/{plan}/measures/1.1.2");
        var document = new
        {
            value = 100,
            effectiveOn = "2022-01-01",
            documentNumber = "区〔2022〕1号",
        };
        var evidence = new { evidence = new[] { new { title = "验收单", uri = "https://files.example.org/a.pdf" } } };
        await DropsAsync(plan, HttpMethod.Put, $"{indicator}/baseline", document);
        await DropsAsync(plan, HttpMethod.Put, $"{indicator}/target", document with { value = 6 }, 1);
        await DropsAsync(plan, HttpMethod.Put, $"{indicator}/values/2022-06", new { value = 9 });
        await DropsAsync(plan, HttpMethod.Post, $"{indicator}/values/2022-06/confirm", null, 1, Reviewer);
        await DropsAsync(
            plan,
            HttpMethod.Post,
            $"{indicator}/values/2022-06/return",
            new { reason = "核" },
            2,
            Reviewer
        );
        await DropsAsync(plan, HttpMethod.Put, measure, new { title = "改", documentNumber = "x" }, 1);
        await DropsAsync(plan, HttpMethod.Put, $"{measure}/progress", new { completion = 0.5 });
        await DropsAsync(plan, HttpMethod.Post, $"{measure}/sign-off", evidence, 1);
        await DropsAsync(plan, HttpMethod.Post, $"{measure}/sign-off/confirm", null, 2, Reviewer);
        await DropsAsync(plan, HttpMethod.Post, $"{measure}/sign-off/return", new { reason = "核" }, 3, Reviewer);
        var later = new
        {
            documentNumber = "区〔2022〕8号",
            issuedOn = "2022-06-20",
            quote = "一条",
            title = "一条",
            code = "1.1.3",
            kind = "project",
        };
        await DropsAsync(plan, HttpMethod.Post, $"/api/v1/plans/{plan}/measures", later);
        var ended = await Http.APlanAsync("ended", 2021);
        using var second = SignedIn(await AKeyAsync("副镇长", Changzheng.Api.Platform.Access.Role.Administrator));
        await DropsAsync(ended, HttpMethod.Post, $"/api/v1/plans/{ended}/close", null, 1);
        await DropsAsync(ended, HttpMethod.Post, $"/api/v1/plans/{ended}/close", null, 2, second);
        var order = new { documentNumber = "x", reason = "y" };
        await DropsAsync(ended, HttpMethod.Post, $"/api/v1/plans/{ended}/reopen", order, 3);
    }

    [Test]
    public void Whatever_happens_to_plans_says_which() =>
        Assert.That(
            ChangeKinds
                .All.Values.Where(kind => kind.Name.Split('.')[0] is "plan" or "measure" or "indicator" or "calendar")
                .Where(kind => !kind.Marks)
                .Select(kind => kind.Name),
            Is.Empty
        );

    private async Task DropsAsync(
        string plan,
        HttpMethod method,
        string url,
        object? body,
        int? version = null,
        HttpClient? by = null
    )
    {
        var before = await SeeAsync(plan);
        var answer = await SendAsync(by ?? Http, method, url, body, version);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{url}: {await answer.Content.ReadAsStringAsync()}");
        Assert.That(await SeeAsync(plan), Is.Not.SameAs(before), url);
    }

    private async Task<PlanBoard> SeeAsync(string plan)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Boards>()
            .SeeAsync(plan, Viewpoint.Of(null, null, null, Clock), CancellationToken.None);
    }
}
