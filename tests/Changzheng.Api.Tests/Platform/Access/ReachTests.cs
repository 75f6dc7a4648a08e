using System.Net;
using System.Net.Http.Json;
using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>A unit sees and changes what is its own or below it; what is another's is not there.</summary>
public class ReachTests(string database) : ApiTest(database)
{
    private const string Own = "310107102-JJB",
        Foreign = "310107102-GHB";

    private string indicator = "";

    [OneTimeSetUp]
    public async Task AForeignValueAsync()
    {
        foreach (
            var candidate in (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!
                .AsArray()
                .Select(one => one!["code"]!.GetValue<string>())
        )
            if (
                (await ReportAsync(candidate, "2022-01", new { value = 1 }, unit: Foreign)).StatusCode
                == HttpStatusCode.Created
            )
            {
                indicator = candidate;
                break;
            }

        Assert.That(indicator, Is.Not.Empty);
        Assert.That(
            (await ReportAsync(indicator, "2022-01", new { value = 2 }, unit: Own)).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
    }

    [Test]
    public async Task A_unit_reports_for_itself_only()
    {
        using var reporter = SignedIn(await AKeyOfAsync("经发办", Own, Role.Reporter));

        Assert.That(
            (await ReportAsync(indicator, "2022-02", new { value = 1 }, unit: Own, by: reporter)).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-02", new { value = 1 }, unit: Foreign, by: reporter),
            404,
            "unit.not_found"
        );
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-01", new { value = 9 }, 1, Foreign, reporter),
            404,
            "unit.not_found"
        );
    }

    [Test]
    public async Task The_town_reports_for_those_below_it()
    {
        using var town = SignedIn(await AKeyOfAsync("镇", "310107102", Role.Reporter));

        Assert.That(
            (await ReportAsync(indicator, "2022-03", new { value = 1 }, unit: Foreign, by: town)).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
        Assert.That(
            (await ReportAsync("2022-fitness-tests", "2022-03", new { value = 1 }, by: town)).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
    }

    [Test]
    public async Task The_towns_figure_is_the_towns_and_the_lead_units()
    {
        var lead = (await ReadAsync("/api/v1/indicators/2022-fitness-tests"))["leadUnit"]!.GetValue<string>();
        using var leading = SignedIn(await AKeyOfAsync("牵头", lead, Role.Reporter));
        using var other = SignedIn(await AKeyOfAsync("别的", lead == Own ? Foreign : Own, Role.Reporter));

        await IsRefusedAsync(
            await ReportAsync("2022-fitness-tests", "2022-04", new { value = 1 }, by: other),
            403,
            "access.beyond_unit"
        );
        Assert.That(
            (await ReportAsync("2022-fitness-tests", "2022-04", new { value = 1 }, by: leading)).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
        Assert.That(
            (await other.GetAsync("/api/v1/indicators/2022-fitness-tests/values/2022-04")).StatusCode,
            Is.EqualTo(HttpStatusCode.OK),
            "Reading the town's figure stays open."
        );
    }

    [Test]
    public async Task Another_units_value_is_not_there_to_read_or_to_review()
    {
        using var own = SignedIn(await AKeyOfAsync("经发办督查", Own, Role.Reviewer));

        Assert.That((await own.GetAsync(Value(Own))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await IsRefusedAsync(await own.GetAsync(Value(Foreign)), 404, "value.not_found");
        await IsRefusedAsync(
            await SendAsync(own, HttpMethod.Post, $"{Values}/2022-01/confirm?unit={Foreign}", null, 1),
            404,
            "value.not_found"
        );
        await IsRefusedAsync(
            await SendAsync(own, HttpMethod.Post, $"{Values}/2022-01/return?unit={Foreign}", new { reason = "x" }, 1),
            404,
            "value.not_found"
        );
        foreach (var list in new[] { Values, $"{Values}/2022-01/history" })
            Assert.That(
                (await ReadAsync($"{list}?limit=500", own))["items"]!
                    .AsArray()
                    .Select(value => value!["unit"]!.GetValue<string>())
                    .Distinct(),
                Is.EqualTo(new[] { Own }),
                list
            );
        Assert.That(
            (await ReadAsync($"{Values}?limit=500"))["items"]!
                .AsArray()
                .Select(value => value!["unit"]!.GetValue<string>()),
            Does.Contain(Foreign)
        );
    }

    [Test]
    public async Task Another_units_key_is_not_there()
    {
        using var own = SignedIn(await AKeyOfAsync("经发办管理员", Own, Role.Administrator));
        var made = await JsonAsync(
            await Http.PostAsJsonAsync(
                "/api/v1/access/keys",
                new
                {
                    name = "规建办",
                    roles = new[] { "reporter" },
                    unit = Foreign,
                }
            )
        );
        var key = $"/api/v1/access/keys/{made["id"]}";

        await IsRefusedAsync(await own.GetAsync(key), 404, "key.not_found");
        await IsRefusedAsync(await SendAsync(own, HttpMethod.Post, key + "/rotate", new { }, 1), 404, "key.not_found");
        await IsRefusedAsync(await SendAsync(own, HttpMethod.Post, key + "/revoke", null, 1), 404, "key.not_found");
        Assert.That(
            (await ReadAsync("/api/v1/access/keys?limit=500", own))["items"]!
                .AsArray()
                .Select(one => one!["unit"]!.GetValue<string>())
                .Distinct(),
            Is.EqualTo(new[] { Own })
        );
    }

    [Test]
    public async Task What_is_the_whole_towns_is_not_a_units()
    {
        using var bound = SignedIn(await AKeyOfAsync("单位全权", Own, Role.Administrator, Role.Auditor));
        var version = (await ReadAsync($"{Plan}/measures/1.1.1"))["version"]?.GetValue<int>() ?? 1;

        Assert.That(
            (await bound.GetAsync("/api/v1/changes")).StatusCode,
            Is.EqualTo(HttpStatusCode.OK),
            "What it may not read there is left out: see ChangeReachTests."
        );
        await IsRefusedAsync(await bound.GetAsync("/api/v1/audit"), 403, "access.beyond_unit");
        await IsRefusedAsync(await bound.GetAsync("/api/v1/audit/verify"), 403, "access.beyond_unit");
        await IsRefusedAsync(
            await SendAsync(bound, HttpMethod.Post, $"{Plan}/close", null, 1),
            403,
            "access.beyond_unit"
        );
        var notice = new { daysOff = Array.Empty<object>(), makeUpDays = Array.Empty<object>() };
        var recorded = await SendAsync(bound, HttpMethod.Put, "/api/v1/calendar/2027", notice);
        await IsRefusedAsync(recorded, 403, "access.beyond_unit");
        const string Definitions = "/api/v1/hotline/rates/definitions";
        var known = (await ReadAsync(Definitions))["items"]!.AsArray().First(one => (string?)one!["code"] == "town")!;
        var definition = new
        {
            title = "本单位口径",
            titleEn = "Own",
            terms = known["terms"],
            basis = "本单位自定",
        };
        var revised = await SendAsync(bound, HttpMethod.Put, $"{Definitions}/town", definition, (int)known["version"]!);
        await IsRefusedAsync(revised, 403, "access.beyond_unit");
        await IsRefusedAsync(
            await SendAsync(
                bound,
                HttpMethod.Put,
                $"{Plan}/measures/1.1.1",
                new { title = "改", documentNumber = "x" },
                version
            ),
            403,
            "access.beyond_unit"
        );
    }

    /// <summary>
    /// Whatever route takes a unit in its address, today or later: a foreign one is 404, or not even asked about.
    /// </summary>
    [Test]
    public async Task Every_route_with_an_id_keeps_a_foreign_units_to_itself()
    {
        using var own = SignedIn(await AKeyOfAsync("走遍", Own, Role.Reporter, Role.Reviewer));
        var leaks = new List<string>();
        foreach (
            var route in App
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.RoutePattern.Parameters.Any(one => one.Name == "unit"))
        )
        {
            var method = new HttpMethod(route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]);
            var path = route
                .RoutePattern.RawText!.Replace("{code}", indicator, StringComparison.Ordinal)
                .Replace("{period}", "2022-01", StringComparison.Ordinal)
                .Replace("{unit}", Foreign, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(method, path)
            {
                Content =
                    method == HttpMethod.Get
                        ? null
                        : new StringContent("""{"value":3}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            var status = (await own.SendAsync(request)).StatusCode;
            if (status != HttpStatusCode.NotFound)
                leaks.Add($"{method} {path}: {(int)status}");
        }

        Assert.That(leaks, Is.Empty);
    }

    private static readonly Dictionary<string, UnitNode> units = new[]
    {
        ("T", null),
        ("A", "T"),
        ("A1", "A"),
        ("B", "T"),
    }.ToDictionary(one => one.Item1, one => new UnitNode(one.Item2, one.Item1 == "T"));

    [TestCase(null, "A1", true)]
    [TestCase("A", "A", true)]
    [TestCase("A", "A1", true)]
    [TestCase("A1", "A", false)]
    [TestCase("A", "B", false)]
    [TestCase("A", null, false)]
    [TestCase("gone", "A", false)]
    public void Reach_goes_down_the_tree(string? bound, string? unit, bool covered) =>
        Assert.That(new Reach(new Caller("x", [], bound), units).Covers(unit), Is.EqualTo(covered));

    [TestCase(null, "A", true)]
    [TestCase(null, null, true)]
    [TestCase("T", null, true)]
    [TestCase("T", "X", true)]
    [TestCase("A", "A1", true)]
    [TestCase("A", "B", false)]
    [TestCase("A", null, false)]
    public void The_town_sees_what_no_unit_answers_for(string? bound, string? unit, bool seen)
    {
        var reach = new Reach(new Caller("x", [], bound), units);

        Assert.Multiple(() =>
        {
            Assert.That(reach.Sees(unit, null), Is.EqualTo(seen));
            Assert.That(reach.All, Is.EqualTo(bound is null or "T" ? 1 : 0));
            Assert.That(reach.Listed, Is.EqualTo(bound == "A" ? new[] { "A", "A1" } : [""]));
        });
    }

    [Test]
    public void Nobody_reaches_any_unit() =>
        Assert.That(new Reach(Caller.Anonymous, new Dictionary<string, UnitNode>()).Covers("A"), Is.False);

    private string Values => $"/api/v1/indicators/{indicator}/values";

    private string Value(string unit) => $"{Values}/2022-01/{unit}";
}
