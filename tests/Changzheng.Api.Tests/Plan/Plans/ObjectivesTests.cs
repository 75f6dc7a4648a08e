using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Plans;

/// <summary>Headline objectives, and measures promised in more than one place, of any plan.</summary>
public class ObjectivesTests(string database) : ApiTest(database)
{
    private const string Objective = "今年主要目标是：做成两件事。";

    [Test]
    public async Task An_objective_without_a_measure_shows_as_unanswered_and_one_that_is_cited_as_answered()
    {
        await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", Body("objective-gap"));
        await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", Body("objective-whole", citation: "做成两件事"));

        var (gap, whole) = (
            await ReadAsync("/api/v1/plans/objective-gap/text"),
            await ReadAsync("/api/v1/plans/objective-whole/text")
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                gap["sentences"]!.AsArray().Select(sentence => (string?)sentence!["kind"]),
                Is.EqualTo(new[] { "preamble", "objective", "heading", "heading", "action" })
            );
            Assert.That(Coverage(gap), Is.EqualTo((2, 1)));
            Assert.That(Coverage(whole), Is.EqualTo((2, 2)));
        });
    }

    [Test]
    public async Task A_measure_may_quote_an_objective_alone()
    {
        var plan = Body("objective-alone", quote: "做成两件事");

        var issued = await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", plan);

        var objective = (await JsonAsync(issued))["objectives"]!.AsArray().Single()!;
        Assert.That((string?)objective["text"], Is.EqualTo(Objective));
        Assert.That((string?)objective["measures"]!.AsArray().Single(), Is.EqualTo("1.1.1"));
        Assert.That(
            (int)(await ReadAsync("/api/v1/plans/objective-alone/measures/1.1.1"))["sentence"]!,
            Is.EqualTo((int)objective["sentence"]!)
        );
    }

    [Test]
    public async Task A_plan_without_objectives_has_none()
    {
        var plan = Body("objective-none");
        plan.AsObject().Remove("objectives");

        var issued = await JsonAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", plan));

        Assert.That(issued["objectives"]!.AsArray(), Is.Empty);
        Assert.That(Coverage(await ReadAsync("/api/v1/plans/objective-none/text")), Is.EqualTo((1, 1)));
    }

    [TestCase("做成三件事。", null, null, "plan.quote_not_in_text")]
    [TestCase("做成两件事", null, null, "plan.quote_not_in_text")]
    [TestCase(Objective, null, "做一件事", "plan.quote_not_in_text")]
    [TestCase(Objective, "1.1", "做三件事", "plan.quote_not_in_text")]
    [TestCase(Objective, "1.2", "做成两件事", "request.invalid")]
    [TestCase(Objective, "1.1", "", "request.invalid")]
    public async Task What_is_not_in_the_text_is_refused_and_nothing_is_kept(
        string objective,
        string? initiative,
        string? citation,
        string refused
    )
    {
        var plan = Body("objective-false", objective, citation, initiative);

        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", plan), 400, refused);
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/objective-false"), 404, "plan.not_found");
    }

    [Test]
    public async Task A_sentence_is_one_objective_and_not_a_statement_too()
    {
        var twice = Body("objective-twice");
        twice["objectives"]!.AsArray().Add(new JsonObject { ["sentence"] = Objective });
        var both = Body("objective-both");
        both["notActions"] = new JsonArray(new JsonObject { ["sentence"] = Objective, ["reason"] = "口号" });

        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", twice), 400, "request.invalid");
        await IsRefusedAsync(await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", both), 400, "request.invalid");
    }

    [TestCase(-0.1, 400)]
    [TestCase(0, 201)]
    public async Task A_measure_may_weigh_nothing_and_never_less(double weight, int status)
    {
        var plan = Body("objective-weight");
        plan["measures"]![0]!["weight"] = weight;

        var issued = await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", plan);

        Assert.That((int)issued.StatusCode, Is.EqualTo(status), await issued.Content.ReadAsStringAsync());
    }

    private static (int Promises, int Answered) Coverage(JsonNode trace) =>
        ((int)trace["coverage"]!["actionSentences"]!, (int)trace["coverage"]!["answered"]!);

    private static JsonNode Body(
        string code,
        string objective = Objective,
        string? citation = null,
        string? initiative = null,
        string quote = "做一件事"
    )
    {
        var measure = new JsonObject
        {
            ["code"] = "1.1.1",
            ["title"] = "做一件事",
            ["kind"] = "mechanism",
            ["quote"] = quote,
        };
        if (citation is not null)
            measure["citations"] = new JsonArray(new JsonObject { ["initiative"] = initiative, ["quote"] = citation });
        return new JsonObject
        {
            ["code"] = code,
            ["title"] = "目标",
            ["documentNumber"] = "测〔2022〕3号",
            ["issuedOn"] = "2022-01-10",
            ["year"] = 2022,
            ["unit"] = "310107102",
            ["text"] = $"前言不算。{Objective}\n一、板块\n小节。做一件事。",
            ["pillars"] = JsonNode.Parse(
                """[ { "number": 1, "title": "板块", "initiatives": [ { "code": "1.1", "title": "小节" } ] } ]"""
            ),
            ["objectives"] = new JsonArray(new JsonObject { ["sentence"] = objective }),
            ["measures"] = new JsonArray(measure),
            ["indicators"] = new JsonArray(),
        };
    }
}
