using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Plans;

public class PlansTests(string database) : ApiTest(database)
{
    [Test]
    public async Task Two_plans_live_side_by_side()
    {
        var next = await Http.APlanAsync("next-year", 2023, ("sum", Scenarios.Minimum()));

        Assert.That(
            (await ReadAsync("/api/v1/plans"))["items"]!.AsArray().Select(plan => (string?)plan!["code"]),
            Does.Contain("changzheng-2022").And.Contain(next)
        );
        await IsRefusedAsync(await ReportAsync($"{next}-sum", "2023-01", new { value = 1 }), 400, "period.future");
        await IsRefusedAsync(
            await ReportAsync($"{next}-sum", "2022-01", new { value = 1 }),
            400,
            "period.outside_plan"
        );
        Assert.That((await ReadAsync("/api/v1/indicators?plan=next-year"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_plan_and_an_indicator_are_issued_once()
    {
        await Http.APlanAsync("once", ("sum", Scenarios.Minimum()));
        var again = Body("once", "once-sum", "1.1.1");

        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", again), 409, "plan.exists");
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", Body("other", "once-sum", "1.1.1")),
            409,
            "indicator.exists"
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/other"), 404, "plan.not_found");
    }

    [TestCase("UPPER", "fresh-sum", "1.1.1")]
    [TestCase("line\n", "fresh-sum", "1.1.1")]
    [TestCase("fresh", "fresh sum", "1.1.1")]
    [TestCase("fresh", "fresh-sum", "1.1.9")]
    public async Task A_plan_that_does_not_hold_together_is_refused(string code, string indicator, string cited)
    {
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", Body(code, indicator, cited)),
            400,
            "request.invalid"
        );
    }

    [Test]
    public async Task A_plan_names_units_that_are_there()
    {
        var plan = Body("fresh", "fresh-sum", "1.1.1");
        plan["unit"] = "nowhere";

        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", plan), 404, "unit.not_found");
    }

    [TestCase("pillar=4", 32)]
    [TestCase("initiative=1.2", 15)]
    [TestCase("q=飞线充电", 2)]
    [TestCase("q=%25", 4)]
    [TestCase("q=_", 0)]
    [TestCase("q=[", 0)]
    [TestCase("leadUnit=none", 0)]
    [TestCase("lamp=green", 0)]
    public async Task Measures_are_found_by(string filter, int count)
    {
        Assert.That(
            (await ReadAsync($"{Plan}/measures?limit=500&{filter}"))["items"]!.AsArray(),
            Has.Count.EqualTo(count)
        );
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(50)]
    [TestCase(201)]
    [TestCase(500)]
    public async Task Pages_are_the_whole_list_in_order_once(int limit)
    {
        var whole = (await ReadAsync($"{Plan}/measures?limit=500&count=true"))!;
        var codes = new List<string>();
        for (var next = $"{Plan}/measures?limit={limit}"; next is not null; )
        {
            var response = await Http.GetAsync(next);
            var page = await JsonAsync(response);
            codes.AddRange(page["items"]!.AsArray().Select(measure => (string)measure!["code"]!));
            next = (string?)page["next"];
            Assert.That(response.Headers.Contains("Link"), Is.EqualTo(next is not null));
        }

        Assert.That(codes, Is.EqualTo(whole["items"]!.AsArray().Select(measure => (string)measure!["code"]!)));
        Assert.That(codes, Has.Count.EqualTo((int)whole["total"]!));
        Assert.That(codes.IndexOf("4.2.9"), Is.LessThan(codes.IndexOf("4.2.10")));
    }

    [TestCase("limit=0", "request.invalid")]
    [TestCase("limit=501", "request.invalid")]
    [TestCase("limit=many", "request.malformed")]
    [TestCase("cursor=x", "cursor.invalid")]
    [TestCase("page=2", "parameter.unknown")]
    public async Task A_page_that_cannot_be_is_refused(string query, string code)
    {
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/measures?{query}"), 400, code);
    }

    [Test]
    public async Task What_is_not_there_is_not_found()
    {
        await IsRefusedAsync(await Http.GetAsync($"{Plan}/measures/9.9.9"), 404, "measure.not_found");
        await IsRefusedAsync(await Http.GetAsync("/api/v1/units/nowhere"), 404, "unit.not_found");
        await IsRefusedAsync(await Http.GetAsync("/api/v1/nowhere"), 404, "route.not_found");
        await IsRefusedAsync(await Http.DeleteAsync(Plan), 405, "method.not_allowed");
    }

    private static JsonNode Body(string code, string indicator, string cited) =>
        JsonNode.Parse(
            $$"""
            { "code": {{System.Text.Json.JsonSerializer.Serialize(
                code
            )}}, "title": "测试", "documentNumber": "测〔2022〕2号", "issuedOn": "2022-01-10", "year": 2022, "unit": "310107102", "text": "一、板块\n小节。做一件事。",
              "pillars": [ { "number": 1, "title": "板块", "initiatives": [ { "code": "1.1", "title": "小节" } ] } ],
              "measures": [ { "code": "1.1.1", "title": "做一件事", "kind": "indicator", "quote": "做一件事" } ],
              "indicators": [ { "code": "{{indicator}}", "name": "数", "kind": "minimum", "unitOfMeasure": "个", "frequency": "month", "accumulation": "sum", "direction": "up", "source": "reported",
                "citations": [ { "measure": "{{cited}}", "quote": "做一件事" } ] } ] }
            """
        )!;
}
