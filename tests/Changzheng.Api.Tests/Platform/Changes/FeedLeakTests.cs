using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Changes;

/// <summary>The feed beside the routes: nobody reads in the one what the other does not give them.</summary>
public class FeedLeakTests(string database) : HotlineTest(database)
{
    private const string Changes = "/api/v1/changes?limit=500";

    private string moved = "";

    [OneTimeSetUp]
    public async Task ALittleOfEverythingAsync()
    {
        await BringToAsync(await ATicketAsync(), "closed");
        await BringToAsync(await ATicketAsync(), "handling", OtherOffice);
        await ATicketAsync();
        await DoAsync(moved = await ATicketAsync(), "dispatch", new { unit = Office });
        await DoAsync(
            moved,
            "transfer",
            new
            {
                unit = OtherOffice,
                countedUnit = OtherOffice,
                note = "应由该办承办",
            }
        );
        var plan = await Http.APlanAsync("leaks", ("sum", Scenarios.Minimum()), ("other", Scenarios.Minimum()));
        await ReportAsync($"{plan}-sum", "2022-01", new { value = 1 });
        foreach (var unit in new[] { Office, OtherOffice })
            Assert.That(
                (int)(await ReportAsync($"{plan}-other", "2022-01", new { value = 1 }, unit: unit)).StatusCode,
                Is.EqualTo(201)
            );
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.3/progress",
            new { completion = 0.2 }
        );
        await AKeyOfAsync("别的办", OtherOffice, Role.Reporter);
    }

    [Test]
    public async Task A_key_without_the_right_to_tickets_reads_none_in_the_feed()
    {
        using var scoped = await AKeyAsync(null, [Role.Integration], PlanRights.Read, ChangeRights.Read);

        Assert.That((await scoped.GetAsync(Tickets)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var read = await ReadAsync(Changes, scoped);
        Assert.That(
            read["items"]!
                .AsArray()
                .Select(item => (string)item!["kind"]!)
                .Where(kind => kind.StartsWith("ticket.", StringComparison.Ordinal)),
            Is.Empty
        );
        Assert.That(
            (long)read["position"]!,
            Is.EqualTo((long)(await ReadAsync(Changes))["position"]!),
            "What is left out, the position passes."
        );
    }

    /// <summary>
    /// Whose subject a caller reads at its own address, whose change it reads in the feed; a ticket from when it came
    /// to a unit of the caller's.
    /// </summary>
    [Test]
    public async Task What_a_caller_reads_in_the_feed_it_reads_at_the_subjects_address_too()
    {
        var (all, wrong, left) = ((await ReadAsync(Changes))["items"]!.AsArray(), new List<string>(), 0);
        var addresses = new Dictionary<string, bool>();
        foreach (var url in all.Select(item => (string)item!["subject"]!).Distinct())
            addresses[url] = (await Http.GetAsync(url)).StatusCode == HttpStatusCode.OK;
        foreach (var (name, caller) in await CallersAsync())
        {
            using var reader = caller;
            var seen = (await ReadAsync(Changes, reader))["items"]!
                .AsArray()
                .Select(item => (long)item!["position"]!)
                .ToHashSet();
            var open = new Dictionary<string, bool>();
            foreach (
                var item in all.Where(item =>
                    addresses[(string)item!["subject"]!]
                    && !((string)item["subject"]!).EndsWith(moved, StringComparison.Ordinal)
                )
            )
            {
                var (url, kind, isSeen) = (
                    (string)item!["subject"]!,
                    (string)item["kind"]!,
                    seen.Contains((long)item["position"]!)
                );
                if (!open.TryGetValue(url, out var isOpen))
                    isOpen = open[url] = (await reader.GetAsync(url)).StatusCode == HttpStatusCode.OK;
                left += isOpen ? 0 : 1;
                if (isSeen ? !isOpen : isOpen && kind != "ticket.registered")
                    wrong.Add($"{name} {kind} {url}: in the feed {isSeen}, at its address {isOpen}");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(addresses.Values.Count(found => found), Is.GreaterThan(45));
        Assert.That(left, Is.GreaterThan(100), "Some are not for everybody.");
    }

    [Test]
    public async Task A_unit_a_ticket_is_taken_from_reads_that_and_nothing_after()
    {
        await DoAsync(moved, "accept");
        using var before = await AKeyAsync(Office, [Role.Reviewer]);
        using var after = await AKeyAsync(OtherOffice, [Role.Reviewer]);

        Assert.That(await KindsAsync(before, moved), Is.EqualTo(new[] { "ticket.dispatched", "ticket.transferred" }));
        Assert.That(await KindsAsync(after, moved), Is.EqualTo(new[] { "ticket.transferred", "ticket.accepted" }));
    }

    private async Task<IReadOnlyList<string>> KindsAsync(HttpClient reader, string ticket) =>
        [
            .. (await ReadAsync(Changes, reader))["items"]!
                .AsArray()
                .Where(item => ((string)item!["subject"]!).EndsWith(ticket, StringComparison.Ordinal))
                .Select(item => (string)item!["kind"]!),
        ];

    private async Task<IReadOnlyList<(string, HttpClient)>> CallersAsync()
    {
        var callers = new List<(string, HttpClient)>();
        foreach (var unit in new[] { null, "310107102", Office, OtherOffice })
        foreach (var role in new[] { Role.Reviewer, Role.Auditor, Role.Administrator })
            callers.Add(($"{role} of {unit ?? "no unit"}", await AKeyAsync(unit, [role])));
        foreach (var right in Rights.All.Where(right => right.Roles.Contains(Role.Integration)))
            callers.Add(
                ($"integration scoped {right}", await AKeyAsync(null, [Role.Integration], right, ChangeRights.Read))
            );
        return callers;
    }

    private async Task<HttpClient> AKeyAsync(string? unit, Role[] roles, params Right[] scopes)
    {
        var made = await Http.PostAsJsonAsync(
            "/api/v1/access/keys",
            new
            {
                name = "读变更",
                unit,
                roles = roles.Select(role => role.Text()),
                scopes = scopes.Length == 0 ? null : scopes.Distinct().Select(scope => scope.Name),
            }
        );
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        return SignedIn((string)(await JsonAsync(made))["secret"]!);
    }
}
