using System.Net;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Audit;

public class AuditTests(string database) : ApiTest(database)
{
    [Test]
    public async Task A_command_is_recorded_with_what_it_changed()
    {
        var reported = await ReportAsync("2022-fitness-tests", "2022-01", new { value = 1 });
        Assert.That(reported.StatusCode, Is.EqualTo(HttpStatusCode.Created));

        var row = await LastAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Text(row, "action"), Is.EqualTo("ReportIndicatorValue"));
            Assert.That(Text(row, "outcome"), Is.EqualTo("done"));
            Assert.That(Text(row, "caller"), Is.EqualTo("administrator"));
            Assert.That(Text(row, "method"), Is.EqualTo("PUT"));
            Assert.That(Text(row, "path"), Is.EqualTo("/api/v1/indicators/2022-fitness-tests/values/2022-01"));
            Assert.That(Text(row, "traceId"), Has.Length.EqualTo(32));
        });
        var change = (
            await ReadAsync($"/api/v1/changes?after={row["detail"]!["change"]!.GetValue<long>() - 1}&limit=1")
        )["items"]![0]!;
        Assert.That(change["subject"]!.GetValue<string>(), Is.EqualTo(Text(row, "path")));
    }

    [Test]
    public async Task A_refused_command_is_recorded_and_so_is_a_forbidden_read()
    {
        using var auditor = SignedIn(await AKeyAsync("审计", Role.Auditor));
        var refused = await ReportAsync("2022-fitness-tests", "2022-99", new { value = 1 });
        await IsRefusedAsync(refused, 400, "period.malformed");
        await IsAsync(await LastAsync(), "ReportIndicatorValue", "refused", 400, "period.malformed", "administrator");

        await IsRefusedAsync(
            await ReportAsync("2022-fitness-tests", "2022-02", new { value = 1 }, by: auditor),
            403,
            "access.forbidden"
        );
        await IsAsync(await LastAsync(), "ReportIndicatorValue", "refused", 403, "access.forbidden", "审计");

        await IsRefusedAsync(await auditor.GetAsync("/api/v1/access/keys"), 403, "access.forbidden");
        await IsAsync(await LastAsync(), "ListKeys", "refused", 403, "access.forbidden", "审计");

        using var anonymous = SignedIn(null);
        await IsRefusedAsync(
            await ReportAsync("2022-fitness-tests", "2022-02", new { value = 1 }, by: anonymous),
            401,
            "access.unauthenticated"
        );
        await IsAsync(await LastAsync(), "ReportIndicatorValue", "refused", 401, "access.unauthenticated", "anonymous");
    }

    [TestCase("czk_00000000_guess", "unknown")]
    [TestCase("nothing", "unknown")]
    public async Task A_failed_sign_in_is_recorded_once_without_the_secret(string secret, string reason)
    {
        using var stranger = SignedIn(secret);
        var before = await HeadAsync();

        await IsRefusedAsync(
            await ReportAsync("2022-fitness-tests", "2022-02", new { value = 1 }, by: stranger),
            401,
            "access.unauthenticated"
        );

        Assert.That(await HeadAsync(), Is.EqualTo(before + 1));
        var row = await LastAsync();
        await IsAsync(row, "SignIn", "refused", 401, "access.unauthenticated", "anonymous");
        Assert.That(row["detail"]!["reason"]!.GetValue<string>(), Is.EqualTo(reason));
        Assert.That(row.ToJsonString(), Does.Not.Contain(secret));
    }

    [Test]
    public async Task A_refused_command_leaves_a_row_and_nothing_else()
    {
        var (changes, rows) = (await ReadAsync("/api/v1/changes?limit=500"), await HeadAsync());

        await IsRefusedAsync(
            await ReportAsync("2022-fitness-tests", "2022-12", new { value = 1 }),
            400,
            "period.future"
        );

        Assert.That(
            (await ReadAsync("/api/v1/changes?limit=500"))["position"]!.GetValue<long>(),
            Is.EqualTo(changes["position"]!.GetValue<long>())
        );
        Assert.That(await HeadAsync(), Is.EqualTo(rows + 1));
    }

    [Test]
    public async Task Reading_personal_data_is_recorded_with_who_why_and_what()
    {
        await using (var scope = App.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<AuditTrail>()
                .ReadAsync(new Caller("坐席", ["handler"], null), ["20220705001"], "先行联系", CancellationToken.None);

        var row = (await ReadAsync("/api/v1/audit?outcome=read"))["items"]!.AsArray().Single()!;

        await IsAsync(row, "Unmatched", "read", 200, null, "坐席");
        Assert.That(
            row["detail"]!.ToJsonString(Json.Stored),
            Is.EqualTo("""{"subjects":["20220705001"],"purpose":"先行联系"}""")
        );
    }

    [Test]
    public async Task The_trail_is_read_by_pages_and_filters()
    {
        await ReportAsync("2022-fitness-tests", "2022-03", new { value = 1 });
        var all = new List<long>();
        for (var next = "/api/v1/audit?limit=7"; next is not null; )
        {
            var page = await ReadAsync(next);
            all.AddRange(page["items"]!.AsArray().Select(row => row!["position"]!.GetValue<long>()));
            next = page["next"]?.GetValue<string>();
        }

        Assert.That(all, Is.EqualTo(Enumerable.Range(1, all.Count).Select(position => (long)position)));
        Assert.That(
            (await ReadAsync("/api/v1/audit?action=ReportIndicatorValue&outcome=done&caller=administrator&limit=500"))[
                "items"
            ]!.AsArray(),
            Is.Not.Empty
        );
        Assert.That(
            (await ReadAsync("/api/v1/audit?since=2030-01-01T00:00:00%2B08:00&count=true"))["total"]!.GetValue<int>(),
            Is.Zero
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/audit?since=2022-01-01"), 400, "request.invalid");
        await IsRefusedAsync(await Http.GetAsync("/api/v1/audit?cursor=MXg"), 400, "cursor.invalid");
    }

    [Test]
    public async Task There_is_no_way_to_change_or_delete_a_row()
    {
        foreach (var method in new[] { HttpMethod.Delete, HttpMethod.Put, HttpMethod.Post, HttpMethod.Patch })
            await IsRefusedAsync(await SendAsync(Http, method, "/api/v1/audit"), 405, "method.not_allowed");
    }

    private async Task<JsonNode> LastAsync() =>
        (await ReadAsync($"/api/v1/audit?limit=500"))["items"]!.AsArray().Last()!;

    private async Task<long> HeadAsync() => (await ReadAsync("/api/v1/audit/verify"))["position"]!.GetValue<long>();

    private static Task IsAsync(JsonNode row, string action, string outcome, int status, string? code, string caller)
    {
        Assert.That(
            (
                Text(row, "action"),
                Text(row, "outcome"),
                row["status"]!.GetValue<int>(),
                row["code"]?.GetValue<string>(),
                Text(row, "caller")
            ),
            Is.EqualTo((action, outcome, status, code, caller))
        );
        return Task.CompletedTask;
    }

    private static string Text(JsonNode row, string name) => row[name]!.GetValue<string>();
}
