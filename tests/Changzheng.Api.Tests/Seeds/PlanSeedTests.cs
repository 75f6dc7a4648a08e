using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Tests.Seeds;

/// <summary>The files of the 2022 plan against its text, read and cut here again, by nothing of the program.</summary>
[TestFixture]
public sealed partial class PlanSeedTests
{
    private static readonly char[] separators = ['，', '、', '；', '。'];

    /// <summary>A title is not cut inside one of these.</summary>
    private static readonly string[] whole =
    [
        "习近平新时代中国特色社会主义思想",
        "党建引领",
        "社区党组织领导",
        "党的二十大",
        "全面从严治党",
        "中央八项规定精神",
    ];

    private static readonly JsonNode plan = Read("plan.json");
    private static readonly List<JsonNode> measures = [.. Read("measures.json").AsArray().Select(one => one!)];
    private static readonly List<JsonNode> indicators = [.. Read("indicators.json").AsArray().Select(one => one!)];

    [Test]
    public void Every_clause_of_a_promise_is_quoted_by_a_measure()
    {
        var quotes = measures
            .SelectMany(measure => Quotes(measure))
            .ToLookup(quote => quote.Initiative, quote => quote.Text);
        var unquoted =
            from promise in Promises()
            let own = quotes[promise.Initiative].Concat(promise.Initiative is null ? quotes["4.1"] : [])
            let covered = Covered(promise.Text, own)
            from clause in Clauses(promise.Text)
            where !clause.Enumerate().Any(at => covered[at])
            select promise.Text[clause.Start..clause.End];

        // What stands before the first objective announces all four.
        Assert.That(Promises(), Has.Count.EqualTo(78));
        Assert.That(unquoted, Is.Empty);
    }

    [Test]
    public void Every_quote_stands_where_it_says()
    {
        var promises = Promises();
        Assert.Multiple(() =>
        {
            foreach (var measure in measures)
            foreach (var (initiative, text) in Quotes(measure))
                Assert.That(
                    promises.Count(promise =>
                        (promise.Initiative == initiative || promise.Initiative is null) && promise.Text.Contains(text)
                    ),
                    Is.EqualTo(1),
                    $"{measure["code"]}: {text}"
                );
            foreach (var indicator in indicators)
            foreach (var citation in indicator["citations"]!.AsArray())
                Assert.That(
                    promises.Where(promise => promise.Text.Contains((string)citation!["quote"]!)).Select(One),
                    Has.Member(InitiativeOf((string?)citation!["measure"])),
                    $"{indicator["code"]}: {citation["quote"]}"
                );
        });
    }

    [Test]
    public void A_title_keeps_its_political_object_whole_and_its_quoted_words_verbatim()
    {
        var text = File.ReadAllText(Seed("plan.txt"));
        Assert.Multiple(() =>
        {
            foreach (var measure in measures)
            {
                var (title, quote) = ((string)measure["title"]!, (string)measure["quote"]!);
                Assert.That(whole.Where(quote.Contains), Is.All.Matches<string>(title.Contains), title);
                Assert.That(
                    Quoted().Matches(title).Select(match => match.Value),
                    Is.All.Matches<string>(text.Contains),
                    title
                );
            }
        });
    }

    [Test]
    public void What_an_indicator_measures_is_of_that_kind_and_what_ends_in_等_is_open()
    {
        var measured = indicators
            .SelectMany(indicator => indicator["citations"]!.AsArray())
            .Select(citation => (string?)citation!["measure"])
            .ToHashSet();
        Assert.Multiple(() =>
        {
            foreach (var measure in measures)
            {
                var code = (string)measure["code"]!;
                Assert.That((string?)measure["kind"] == "indicator", Is.EqualTo(measured.Contains(code)), code);
                Assert.That((bool)measure["openList"]!, Is.EqualTo(((string)measure["quote"]!).Contains('等')), code);
            }

            foreach (var indicator in indicators)
            {
                var cited = string.Concat(indicator["citations"]!.AsArray().Select(one => (string)one!["quote"]!));
                Assert.That((bool)indicator["openList"]!, Is.EqualTo(cited.Contains('等')), $"{indicator["code"]}");
            }
        });
    }

    [Test]
    public void Nothing_is_expected_all_at_once_on_the_last_day_for_the_plan_names_no_date() =>
        Assert.That(
            indicators
                .Where(indicator => (string?)indicator["pace"]!["kind"] == "steps" || !(bool)indicator["assumed"]!)
                .Select(indicator => (string?)indicator["code"]),
            Is.Empty
        );

    [Test]
    public void A_notice_has_the_number_its_text_was_read_with_or_none() =>
        Assert.That(
            Directory
                .GetFiles(Path.Combine(Repository.Root, "seeds", "calendar"), "*.json")
                .Order(StringComparer.Ordinal)
                .Select(file => (string?)JsonNode.Parse(File.ReadAllText(file))!["documentNumber"]),
            Is.EqualTo(
                new[]
                {
                    "国办发明电〔2021〕11号",
                    "国办发明电〔2022〕16号",
                    "国办发明电〔2023〕7号",
                    "国办发明电〔2024〕12号",
                    null,
                }
            )
        );

    private static string? One((string? Initiative, string Text) promise) => promise.Initiative;

    private static string? InitiativeOf(string? measure) => measure?[..measure.LastIndexOf('.')];

    /// <summary>A measure's own quote and where else the text promises it.</summary>
    private static IEnumerable<(string? Initiative, string Text)> Quotes(JsonNode measure) =>
        (measure["citations"]?.AsArray() ?? [])
            .Select(citation => ((string?)citation!["initiative"], (string)citation["quote"]!))
            .Prepend((InitiativeOf((string)measure["code"]!), (string)measure["quote"]!));

    /// <summary>
    /// The headline objectives (without initiative) and the sentences of the initiatives that promise action.
    /// </summary>
    private static List<(string? Initiative, string Text)> Promises()
    {
        var headings = plan["pillars"]!
            .AsArray()
            .SelectMany(pillar => pillar!["initiatives"]!.AsArray())
            .ToDictionary(
                initiative => (string)initiative!["title"]! + "。",
                initiative => (string)initiative!["code"]!
            );
        var statements = plan["notActions"]!.AsArray().Select(not => (string)not!["sentence"]!).ToHashSet();
        var found = new List<(string?, string)>();
        string? initiative = null;
        foreach (var line in File.ReadAllLines(Seed("plan.txt")))
        foreach (var sentence in Sentence().Matches(line).Select(match => match.Value.Trim()))
            if (line.Contains("主要目标是", StringComparison.Ordinal))
                found.Add((null, sentence));
            else if (headings.TryGetValue(sentence, out var code))
                initiative = code;
            else if (initiative is not null && sentence.EndsWith('。') && !statements.Contains(sentence))
                found.Add((initiative, sentence));
        return found;
    }

    private static bool[] Covered(string text, IEnumerable<string> quotes)
    {
        var covered = new bool[text.Length];
        foreach (var quote in quotes)
            if (text.IndexOf(quote, StringComparison.Ordinal) is >= 0 and var at)
                Array.Fill(covered, true, at, quote.Length);
        return covered;
    }

    private static IEnumerable<Span> Clauses(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
            if (separators.Contains(text[at]))
            {
                if (at > start)
                    yield return new Span(start, at);
                start = at + 1;
            }
    }

    private readonly record struct Span(int Start, int End)
    {
        public IEnumerable<int> Enumerate() => Enumerable.Range(Start, End - Start);
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Seed(file)))!;

    private static string Seed(string file) => Path.Combine(Repository.Root, "seeds", "changzheng-2022", file);

    [GeneratedRegex("[^。]+。?")]
    private static partial Regex Sentence();

    [GeneratedRegex("“[^”]*”")]
    private static partial Regex Quoted();
}
