using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Plans;

/// <summary>
/// Writes a new plan's sentences, which of them are its headline objectives, and where they promise a measure once
/// more.
/// </summary>
internal static class SentenceRows
{
    public const string SentenceSql = """
        INSERT INTO Sentences (PlanCode, Number, Text, Kind, Pillar, Initiative, Reason)
        VALUES (@PlanCode, @Number, @Text, @Kind, @Pillar, @Initiative, @Reason)
        """;

    public const string ObjectiveSql =
        "INSERT INTO Objectives (PlanCode, Number, Sentence, TextEn) VALUES (@PlanCode, @Number, @Sentence, @TextEn)";

    public const string CitationSql = """
        INSERT INTO MeasureCitations (PlanCode, Code, Number, Quote, Sentence)
        VALUES (@PlanCode, @Code, @Number, @Quote, @Sentence)
        """;

    /// <returns>The sentences, with the objectives marked.</returns>
    public static async Task<IReadOnlyList<Sentence>> InsertAsync(
        Db db,
        IssuePlan.Request plan,
        IReadOnlyList<Sentence> sentences,
        CancellationToken ct
    )
    {
        await db.ExecuteAsync(
            SentenceSql,
            sentences.Select(sentence => new
            {
                PlanCode = plan.Code,
                sentence.Number,
                sentence.Text,
                Kind = sentence.Kind.Text(),
                sentence.Pillar,
                sentence.Initiative,
                sentence.Reason,
            }),
            ct
        );
        var objectives = FindObjectives(plan, sentences).OrderBy(objective => objective.Sentence).ToList();
        await db.ExecuteAsync(
            ObjectiveSql,
            objectives.Select(
                (objective, index) =>
                    new
                    {
                        PlanCode = plan.Code,
                        Number = index + 1,
                        objective.Sentence,
                        objective.TextEn,
                    }
            ),
            ct
        );
        return PlanText.MarkObjectives(sentences, objectives.Select(objective => objective.Sentence).ToHashSet());
    }

    /// <summary>A measure's further citations; the first is the measure's own quote, number 1.</summary>
    public static Task InsertCitationsAsync(
        Db db,
        IssuePlan.Request plan,
        IReadOnlyList<Sentence> sentences,
        CancellationToken ct
    ) =>
        db.ExecuteAsync(
            CitationSql,
            plan.Measures.SelectMany(measure =>
                (measure.Citations ?? []).Select(
                    (citation, index) =>
                        new
                        {
                            PlanCode = plan.Code,
                            measure.Code,
                            Number = index + 2,
                            citation.Quote,
                            Sentence = MustFind(sentences, citation, measure.Code),
                        }
                )
            ),
            ct
        );

    /// <summary>
    /// The number of the sentence a quote stands in, of an initiative (of any for null) or among the objectives.
    /// </summary>
    public static int MustFind(IReadOnlyList<Sentence> sentences, string quote, string? initiative, string of) =>
        PlanText.Find(sentences, quote, initiative)?.Number ?? throw NotVerbatim(quote, of);

    private static int MustFind(IReadOnlyList<Sentence> sentences, NewMeasureCitation citation, string of) =>
        citation.Initiative is { } initiative ? MustFind(sentences, citation.Quote, initiative, of)
        : PlanText.FindObjective(sentences, citation.Quote) is { } objective ? objective.Number
        : throw NotVerbatim(citation.Quote, of);

    private static IEnumerable<(int Sentence, string? TextEn)> FindObjectives(
        IssuePlan.Request plan,
        IReadOnlyList<Sentence> sentences
    ) =>
        (plan.Objectives ?? []).Select(objective =>
            (
                sentences.FirstOrDefault(sentence => sentence.Text == objective.Sentence)?.Number
                    ?? throw PlanRefusals.PlanTextMismatch.WithDetail(
                        $"主要目标“{objective.Sentence}”不是计划原文的一句。",
                        $"The objective is not a sentence of the text: {objective.Sentence}"
                    ),
                objective.TextEn
            )
        );

    private static Refusal NotVerbatim(string quote, string of) =>
        PlanRefusals.PlanTextMismatch.WithDetail(
            $"{of} 的引文“{quote}”不在计划原文的相应小节或主要目标中。",
            $"The quote of {of} is not verbatim in its initiative or in an objective: {quote}"
        );
}
