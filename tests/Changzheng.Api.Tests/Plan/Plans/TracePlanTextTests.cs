using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Plans;

public class TracePlanTextTests(string database) : ApiTest(database)
{
    private static readonly string[] pillarSections = ["一、", "二、", "三、", "四、", "五、", "六、"];

    [Test]
    public async Task Every_sentence_that_promises_action_is_answered()
    {
        var trace = await ReadAsync($"{Plan}/text");

        var (actions, answered) = ((int)trace["coverage"]!["actionSentences"]!, (int)trace["coverage"]!["answered"]!);
        TestContext.Out.WriteLine($"answered = {answered}, actionSentences = {actions}");
        Assert.That(answered, Is.EqualTo(actions));
        Assert.That(actions, Is.EqualTo(ActionSentences().Count + Objectives().Count));
    }

    [Test]
    public async Task The_headline_objectives_are_traced_like_any_other_promise()
    {
        var sentences = (await ReadAsync($"{Plan}/text"))["sentences"]!.AsArray();
        var stated = (await ReadAsync(Plan))["objectives"]!.AsArray();
        var traced = sentences.Where(sentence => (string?)sentence!["kind"] == "objective").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(Objectives(), Has.Count.EqualTo(4));
            Assert.That(traced.Select(sentence => (string?)sentence!["text"]), Is.EqualTo(Objectives()));
            Assert.That(stated.Select(objective => (string?)objective!["text"]), Is.EqualTo(Objectives()));
            Assert.That(stated.Select(objective => (int)objective!["number"]!), Is.EqualTo(new[] { 1, 2, 3, 4 }));
            Assert.That(stated.All(objective => ((string?)objective!["textEn"])?.Length > 0));
            Assert.That(
                stated.Select(objective => ((int)objective!["sentence"]!, Codes(objective))),
                Is.EqualTo(traced.Select(sentence => ((int)sentence!["number"]!, Codes(sentence))))
            );
            Assert.That(traced.Select(Codes), Is.EqualTo(new[] { "1.1.2", "3.1.10", "4.1.7 4.1.15", "5.2.5" }));
        });
    }

    [Test]
    public async Task A_measure_promised_twice_answers_for_both_sentences()
    {
        var answered = (await ReadAsync($"{Plan}/text"))["sentences"]!
            .AsArray()
            .Where(sentence => Codes(sentence).Split(' ').Contains("2.1.1"))
            .ToList();

        Assert.That(answered.Select(sentence => (string?)sentence!["initiative"]), Is.EqualTo(new[] { "2.1", "2.2" }));
        Assert.That(
            answered.Select(sentence => (string?)sentence!["text"]),
            Is.All.Contains("加快农村集体经济转型发展")
        );
    }

    [Test]
    public async Task The_sentences_are_the_text_and_nothing_else()
    {
        var sentences = (await ReadAsync($"{Plan}/text"))["sentences"]!.AsArray();

        Assert.That(
            Bare(string.Concat(sentences.Select(sentence => (string)sentence!["text"]!))),
            Is.EqualTo(Bare(File.ReadAllText(Seed("plan.txt"))))
        );
        Assert.That(
            sentences.Select(sentence => (int)sentence!["number"]!),
            Is.EqualTo(Enumerable.Range(1, sentences.Count))
        );
    }

    [Test]
    public async Task Every_quote_is_verbatim_in_the_sentence_it_names()
    {
        var text = (await ReadAsync($"{Plan}/text"))["sentences"]!
            .AsArray()
            .ToDictionary(sentence => (int)sentence!["number"]!, sentence => (string)sentence!["text"]!);
        var measures = (await ReadAsync($"{Plan}/measures?limit=500"))["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            foreach (var measure in measures)
                Assert.That(
                    text[(int)measure!["sentence"]!],
                    Does.Contain((string)measure["quote"]!),
                    (string)measure["code"]!
                );
        });
    }

    [Test]
    public async Task A_sentence_left_without_a_measure_shows_as_unanswered()
    {
        await Http.APlanAsync("trace-whole");
        var file = JsonNode.Parse(
            """
            { "code": "trace-gap", "title": "缺口", "documentNumber": "测〔2022〕2号", "issuedOn": "2022-01-10", "year": 2022, "unit": "310107102",
              "text": "前言不算。\n一、板块\n小节。做一件事。做另一件事。永远向前。\n某镇人民政府\n",
              "pillars": [ { "number": 1, "title": "板块", "initiatives": [ { "code": "1.1", "title": "小节" } ] } ],
              "notActions": [ { "sentence": "永远向前。", "reason": "口号" } ],
              "measures": [ { "code": "1.1.1", "title": "做一件事", "kind": "mechanism", "quote": "做一件事" } ], "indicators": [] }
            """
        )!;
        await SendAsync(Http, HttpMethod.Post, "/api/v1/plans", file);

        var trace = await ReadAsync("/api/v1/plans/trace-gap/text");

        Assert.Multiple(() =>
        {
            Assert.That((int)trace["coverage"]!["actionSentences"]!, Is.EqualTo(2));
            Assert.That((int)trace["coverage"]!["answered"]!, Is.EqualTo(1));
            Assert.That(
                trace["sentences"]!.AsArray().Select(sentence => (string?)sentence!["kind"]),
                Is.EqualTo(new[] { "preamble", "heading", "heading", "action", "action", "statement", "preamble" })
            );
        });
    }

    [Test]
    public async Task A_quote_that_is_not_in_the_text_is_refused()
    {
        var response = await SendAsync(
            Http,
            HttpMethod.Post,
            "/api/v1/plans",
            JsonNode.Parse(
                """
                { "code": "trace-false", "title": "缺口", "documentNumber": "测〔2022〕2号", "issuedOn": "2022-01-10", "year": 2022, "unit": "310107102", "text": "一、板块\n小节。做一件事。",
                  "pillars": [ { "number": 1, "title": "板块", "initiatives": [ { "code": "1.1", "title": "小节" } ] } ],
                  "measures": [ { "code": "1.1.1", "title": "做一件事", "kind": "mechanism", "quote": "做两件事" } ], "indicators": [] }
                """
            )!
        );

        await IsRefusedAsync(response, 400, "plan.quote_not_in_text");
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/trace-false"), 404, "plan.not_found");
    }

    private static string Codes(JsonNode? answered) =>
        string.Join(' ', answered!["measures"]!.AsArray().Select(code => (string?)code));

    /// <summary>Read again from the file: the sentences of the line that says 主要目标.</summary>
    private static List<string> Objectives() =>
        [
            .. File.ReadAllLines(Seed("plan.txt"))
                .Single(line => line.Contains("主要目标是", StringComparison.Ordinal))
                .Trim()
                .Split('。', StringSplitOptions.RemoveEmptyEntries)
                .Select(sentence => sentence + "。"),
        ];

    /// <summary>Counted again from the file, in the simplest way there is.</summary>
    private static List<string> ActionSentences()
    {
        var plan = JsonNode.Parse(File.ReadAllText(Seed("plan.json")))!;
        var headings = plan["pillars"]!
            .AsArray()
            .SelectMany(pillar => pillar!["initiatives"]!.AsArray())
            .Select(initiative => (string)initiative!["title"]! + "。")
            .ToHashSet();
        var statements = plan["notActions"]!.AsArray().Select(not => (string)not!["sentence"]!).ToHashSet();
        var lines = File.ReadAllLines(Seed("plan.txt"))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0)
            .ToList();
        var from = lines.FindIndex(line => line.StartsWith(pillarSections[0], StringComparison.Ordinal));
        return
        [
            .. lines
                .Skip(from)
                .TakeWhile(line => !line.StartsWith("长征镇人民政府", StringComparison.Ordinal))
                .Where(line => !pillarSections.Any(section => line.StartsWith(section, StringComparison.Ordinal)))
                .SelectMany(line => line.Split('。', StringSplitOptions.RemoveEmptyEntries))
                .Select(sentence => sentence + "。")
                .Where(sentence => !headings.Contains(sentence) && !statements.Contains(sentence)),
        ];
    }

    private static string Seed(string file) => Path.Combine(Repository.Root, "seeds", "changzheng-2022", file);

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
