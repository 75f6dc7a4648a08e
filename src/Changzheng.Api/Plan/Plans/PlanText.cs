using System.Text.RegularExpressions;

namespace Changzheng.Api.Plan.Plans;

/// <summary>
/// What a sentence of the plan is: before the pillars, a headline objective (主要目标), a heading, a promise of action, or
/// a statement that promises none.
/// </summary>
public enum SentenceKind
{
    Preamble,
    Objective,
    Heading,
    Action,
    Statement,
}

/// <summary>One sentence of a plan's text.</summary>
internal sealed record Sentence
{
    public const string AllSql = """
        SELECT s.Number, s.Text, CASE WHEN o.Number IS NULL THEN s.Kind ELSE 'objective' END AS Kind, s.Pillar, s.Initiative, s.Reason
        FROM Sentences s
        LEFT JOIN Objectives o ON o.PlanCode = s.PlanCode AND o.Sentence = s.Number
        WHERE s.PlanCode = @PlanCode
        ORDER BY s.Number
        """;

    public required int Number { get; init; }
    public required string Text { get; init; }
    public required SentenceKind Kind { get; init; }
    public int? Pillar { get; init; }
    public string? Initiative { get; init; }
    public string? Reason { get; init; }

    /// <summary>Whether a measure has to answer for it.</summary>
    public bool IsPromise => Kind is SentenceKind.Action or SentenceKind.Objective;
}

/// <summary>
/// A measure that quotes a sentence, there first or once more. What a later document adds quotes none.
/// </summary>
internal sealed record SentenceAnswer
{
    public const string AllSql = """
        SELECT m.Code, m.Sentence FROM Measures m
        WHERE m.PlanCode = @PlanCode
          AND m.Code NOT IN (SELECT a.Code FROM Additions a WHERE a.PlanCode = @PlanCode AND a.Kind = 'measure')
        UNION
        SELECT Code, Sentence FROM MeasureCitations WHERE PlanCode = @PlanCode
        """;

    public required string Code { get; init; }
    public required int Sentence { get; init; }
}

/// <summary>
/// Cuts a plan's text into numbered sentences: every line after each 。, the rest of a line without one is a sentence
/// too. A line that begins with 一、 二、 … heads a pillar; an initiative's title ending in 。 heads an initiative.
/// </summary>
internal static partial class PlanText
{
    private const string Numerals = "一二三四五六七八九十";

    /// <param name="text">The whole document.</param>
    /// <param name="initiatives">Code and title, in the order of the text.</param>
    /// <param name="statements">Sentences that promise no action, each with the reason.</param>
    public static IReadOnlyList<Sentence> Cut(
        string text,
        IReadOnlyList<(string Code, string Title)> initiatives,
        IReadOnlyDictionary<string, string> statements
    )
    {
        var sentences = new List<Sentence>();
        (int? Pillar, string? Initiative) at = default;
        foreach (
            var line in text.ReplaceLineEndings("\n")
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0)
        )
        {
            var numeral = PillarHeading().Match(line);
            if (numeral.Success)
                at = (Numerals.IndexOf(numeral.Groups[1].Value, StringComparison.Ordinal) + 1, null);
            else if (IsSignature(line))
                at = default;
            foreach (var sentence in SentenceEnd().Split(line).Where(part => part.Length > 0))
            {
                var heads = at.Pillar is null
                    ? default
                    : initiatives.FirstOrDefault(initiative => sentence == initiative.Title + "。");
                if (heads.Code is not null)
                    at.Initiative = heads.Code;
                var kind =
                    at.Pillar is null ? SentenceKind.Preamble
                    : numeral.Success || heads.Code is not null ? SentenceKind.Heading
                    : statements.ContainsKey(sentence) ? SentenceKind.Statement
                    : SentenceKind.Action;
                sentences.Add(
                    new Sentence
                    {
                        Number = sentences.Count + 1,
                        Text = sentence,
                        Kind = kind,
                        Pillar = at.Pillar,
                        Initiative = at.Initiative,
                        Reason = statements.GetValueOrDefault(sentence),
                    }
                );
            }
        }

        return sentences;
    }

    /// <summary>The same sentences, with those that state the plan's objectives marked.</summary>
    public static IReadOnlyList<Sentence> MarkObjectives(
        IReadOnlyList<Sentence> sentences,
        IReadOnlySet<int> objectives
    ) =>
        [
            .. sentences.Select(sentence =>
                objectives.Contains(sentence.Number) ? sentence with { Kind = SentenceKind.Objective } : sentence
            ),
        ];

    /// <summary>
    /// The sentence a quote stands in, looked for among those of an initiative (anywhere for null), then among the
    /// headline objectives; null when it is not verbatim there.
    /// </summary>
    public static Sentence? Find(IReadOnlyList<Sentence> sentences, string quote, string? initiative) =>
        sentences.FirstOrDefault(sentence =>
            (initiative is null || sentence.Initiative == initiative)
            && sentence.Text.Contains(quote, StringComparison.Ordinal)
        ) ?? FindObjective(sentences, quote);

    /// <summary>The headline objective a quote stands in; null when it is verbatim in none.</summary>
    public static Sentence? FindObjective(IReadOnlyList<Sentence> sentences, string quote) =>
        sentences.FirstOrDefault(sentence =>
            sentence.Kind == SentenceKind.Objective && sentence.Text.Contains(quote, StringComparison.Ordinal)
        );

    /// <summary>The issuer and the date close the document; the sections end there.</summary>
    private static bool IsSignature(string line) => Signature().IsMatch(line);

    [GeneratedRegex("^([一二三四五六七八九十])、")]
    private static partial Regex PillarHeading();

    [GeneratedRegex("(?<=。)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("人民政府(\\s*\\d{4}\\s*年.*)?$")]
    private static partial Regex Signature();
}
