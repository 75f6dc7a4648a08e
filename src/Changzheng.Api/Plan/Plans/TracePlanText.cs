using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Shows the plan sentence by sentence, and which measures answer for each.</summary>
internal static class TracePlanText
{
    internal sealed record Query(string Plan) : IQuery<PlanTrace>;

    /// <param name="Plan">The plan.</param>
    /// <param name="Coverage">How many of the sentences that promise action are answered.</param>
    /// <param name="Sentences">Every sentence, in order.</param>
    public sealed record PlanTrace(string Plan, Coverage Coverage, IReadOnlyList<TracedSentence> Sentences)
    {
        internal static PlanTrace Example =>
            new(
                "changzheng-2022",
                new Coverage(78, 78),
                [
                    new TracedSentence(
                        45,
                        "积极引导百姓参与全民健身，全面提高国民体质素质，完成不少于1000人（20-60周岁）国民体质测试工作。",
                        SentenceKind.Action,
                        3,
                        "3.2",
                        null,
                        ["3.2.10", "3.2.11"]
                    ),
                ]
            );
    }

    /// <param name="ActionSentences">Sentences that promise action, the headline objectives among them.</param>
    /// <param name="Answered">Those of them at least one measure quotes.</param>
    public sealed record Coverage(int ActionSentences, int Answered);

    /// <param name="Number">1, 2, 3 … through the whole text.</param>
    /// <param name="Text">Verbatim.</param>
    /// <param name="Kind">Preamble, headline objective, heading, action, or a statement that promises none.</param>
    /// <param name="Pillar">Its pillar; null before the first.</param>
    /// <param name="Initiative">Its initiative; null before the first.</param>
    /// <param name="Reason">Why a statement promises no action.</param>
    /// <param name="Measures">The measures that quote it.</param>
    public sealed record TracedSentence(
        int Number,
        string Text,
        SentenceKind Kind,
        int? Pillar,
        string? Initiative,
        string? Reason,
        IReadOnlyList<string> Measures
    );

    private static readonly Exports.Table<(PlanTrace Trace, TracedSentence Sentence)> table = new(
        "计划原文",
        new((PlanTrace.Example, PlanTrace.Example.Sentences[0]))
        {
            { "计划代码", row => row.Trace.Plan },
            { "句序", row => row.Sentence.Number },
            { "计划原文", row => row.Sentence.Text },
            { "句类", row => row.Sentence.Kind },
            { "板块序号", row => row.Sentence.Pillar },
            { "小节", row => row.Sentence.Initiative },
            { "无举措原因", row => row.Sentence.Reason },
            { "举措编号", row => row.Sentence.Measures },
        }
    );

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapGet("{plan}/text", Handle)
            .WithName(nameof(TracePlanText))
            .Needs(PlanRights.Read)
            .SendsAs(table, (PlanTrace trace) => trace.Sentences.Select(sentence => (trace, sentence)))
            .Refuses(PlanRefusals.NotFound);

    /// <summary>Trace the plan's text</summary>
    /// <remarks>The plan sentence by sentence, each with the measures that answer for it.</remarks>
    /// <param name="plan">The plan.</param>
    /// <response code="200">The text.</response>
    internal static async Task<Ok<PlanTrace>> Handle(IMediator mediator, string plan, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new Query(plan), ct));

    internal sealed class Handler(Db db) : IQueryHandler<Query, PlanTrace>
    {
        public async Task<PlanTrace> Handle(Query query, CancellationToken cancellationToken)
        {
            var plan = await AnnualPlan.FindAsync(db, query.Plan, cancellationToken);
            var of = new { PlanCode = plan.Code };
            var answers = (await db.QueryAsync<SentenceAnswer>(SentenceAnswer.AllSql, of, cancellationToken)).ToLookup(
                answer => answer.Sentence,
                answer => answer.Code
            );
            var sentences = await db.QueryAsync<Sentence>(Sentence.AllSql, of, cancellationToken);
            var promises = sentences.Where(sentence => sentence.IsPromise).ToList();
            return new PlanTrace(
                plan.Code,
                new Coverage(promises.Count, promises.Count(sentence => answers[sentence.Number].Any())),
                [
                    .. sentences.Select(sentence => new TracedSentence(
                        sentence.Number,
                        sentence.Text,
                        sentence.Kind,
                        sentence.Pillar,
                        sentence.Initiative,
                        sentence.Reason,
                        [.. answers[sentence.Number].Order(NaturalOrder.Instance)]
                    )),
                ]
            );
        }
    }
}
