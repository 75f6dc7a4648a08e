using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Reads one plan: its headline objectives, its pillars and initiatives.</summary>
internal static class GetPlan
{
    internal sealed record Query(string Code) : IQuery<PlanView>;

    /// <param name="Code">What the plan is called in URLs.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="DocumentNumber">Its document number.</param>
    /// <param name="IssuedOn">When it was issued.</param>
    /// <param name="Year">The year it is for.</param>
    /// <param name="Unit">The town that issued it.</param>
    /// <param name="LampRule">When lamps change.</param>
    /// <param name="DueFromMonthEnd">On which working day, counted from the end of a period's last month, reports are
    /// due.</param>
    /// <param name="MinimumKnownShare">Where less of the plan or of a pillar is known, it has no lamp.</param>
    /// <param name="ProgressScale">What the steps of progress count.</param>
    /// <param name="StageScale">What the stages of an accreditation count.</param>
    /// <param name="ProgressFrequency">How often progress falls due.</param>
    /// <param name="ClosedAt">When its year was closed; null while it takes reports.</param>
    /// <param name="State">Whether it takes reports: open, its closing asked for, closed.</param>
    /// <param name="Closing">The request to close it that waits for another person; null where none does.</param>
    /// <param name="Version">To be named in If-Match when the year is closed or reopened.</param>
    /// <param name="Pillars">Its pillars.</param>
    /// <param name="Objectives">主要目标: its headline objectives.</param>
    /// <param name="Closings">What happened to its year: asked for, closed, reopened; the first first.</param>
    public sealed record PlanView(
        string Code,
        string Title,
        string? TitleEn,
        string DocumentNumber,
        DateOnly IssuedOn,
        int Year,
        string Unit,
        LampRule LampRule,
        int DueFromMonthEnd,
        decimal MinimumKnownShare,
        IReadOnlyList<StepShare> ProgressScale,
        IReadOnlyList<StageShare> StageScale,
        Frequency ProgressFrequency,
        DateTimeOffset? ClosedAt,
        PlanState State,
        ClosingRequest? Closing,
        int Version,
        IReadOnlyList<PillarView> Pillars,
        IReadOnlyList<ObjectiveView> Objectives,
        IReadOnlyList<ClosingView> Closings
    ) : IVersioned
    {
        internal static PlanView Example =>
            new(
                "changzheng-2022",
                "长征镇 2022 年经济与社会发展计划",
                null,
                "普长府〔2022〕1号",
                new DateOnly(2022, 1, 13),
                2022,
                "310107102",
                LampRule.Usual,
                5,
                AnnualPlan.UsualKnownShare,
                PlanScales.UsualProgress,
                PlanScales.UsualStages,
                Frequency.Quarter,
                null,
                PlanState.Open,
                null,
                1,
                [
                    new PillarView(
                        4,
                        "统筹好管理与建设，全力提升镇域环境品质",
                        null,
                        [new InitiativeView("4.2", "持续提升精细化水平", null, 22)]
                    ),
                ],
                [
                    new ObjectiveView(
                        4,
                        "确保无重大安全事故。",
                        "Make sure that no major accident happens.",
                        14,
                        ["5.2.5"]
                    ),
                ],
                []
            );
    }

    /// <param name="Number">1 to 9.</param>
    /// <param name="Title">Its heading.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="Initiatives">Its initiatives.</param>
    public sealed record PillarView(
        int Number,
        string Title,
        string? TitleEn,
        IReadOnlyList<InitiativeView> Initiatives
    );

    /// <param name="Code">4.2, for example.</param>
    /// <param name="Title">Its heading.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="MeasureCount">How many measures it has.</param>
    public sealed record InitiativeView(string Code, string Title, string? TitleEn, int MeasureCount);

    /// <param name="Number">1, 2, 3 … in the order of the text.</param>
    /// <param name="Text">The sentence, verbatim.</param>
    /// <param name="TextEn">English gloss.</param>
    /// <param name="Sentence">Its number in the plan's text.</param>
    /// <param name="Measures">The measures that answer for it.</param>
    public sealed record ObjectiveView(
        int Number,
        string Text,
        string? TextEn,
        int Sentence,
        IReadOnlyList<string> Measures
    );

    /// <param name="RequestedBy">Who asked for it; another person closes.</param>
    /// <param name="RequestedAt">When.</param>
    public sealed record ClosingRequest(string RequestedBy, DateTimeOffset RequestedAt);

    /// <param name="Action">What happened.</param>
    /// <param name="DocumentNumber">The document that reopened it.</param>
    /// <param name="Reason">Why it was reopened.</param>
    /// <param name="RecordedAt">When.</param>
    /// <param name="RecordedBy">By whom.</param>
    public sealed record ClosingView(
        ClosingAction Action,
        string? DocumentNumber,
        string? Reason,
        DateTimeOffset RecordedAt,
        string RecordedBy
    );

    public static void Map(IEndpointRouteBuilder plans) =>
        plans.MapGet("{plan}", Handle).WithName(nameof(GetPlan)).Needs(PlanRights.Read).Refuses(PlanRefusals.NotFound);

    /// <summary>Read a plan</summary>
    /// <param name="plan">The plan.</param>
    /// <response code="200">The plan with its headline objectives, its pillars and initiatives.</response>
    internal static async Task<Ok<PlanView>> Handle(IMediator mediator, string plan, CancellationToken ct)
    {
        return TypedResults.Ok(await mediator.Send(new Query(plan), ct));
    }

    internal sealed class Handler(Db db, PlanClosings closings) : IQueryHandler<Query, PlanView>
    {
        public const string InitiativesSql = """
            SELECT i.Code, i.Pillar, i.Title, i.TitleEn, COUNT(m.Code) AS MeasureCount
            FROM Initiatives i
            LEFT JOIN Measures m ON m.PlanCode = i.PlanCode AND m.Initiative = i.Code
            WHERE i.PlanCode = @PlanCode
            GROUP BY i.Code, i.Pillar, i.Title, i.TitleEn
            ORDER BY i.Code
            """;

        public const string ObjectivesSql = """
            SELECT o.Number, s.Text, o.TextEn, o.Sentence
            FROM Objectives o
            JOIN Sentences s ON s.PlanCode = o.PlanCode AND s.Number = o.Sentence
            WHERE o.PlanCode = @PlanCode
            ORDER BY o.Number
            """;

        public async Task<PlanView> Handle(Query query, CancellationToken cancellationToken)
        {
            var plan = await AnnualPlan.FindAsync(db, query.Code, cancellationToken);
            var pillars = await db.QueryAsync<PillarRow>(
                Boards.PillarsSql,
                new { PlanCode = plan.Code },
                cancellationToken
            );
            var initiatives = (
                await db.QueryAsync<Heading>(InitiativesSql, new { PlanCode = plan.Code }, cancellationToken)
            ).ToLookup(initiative => initiative.Pillar);
            var history = await closings.ListAsync(plan.Code, cancellationToken);
            var request = PlanClosing.FindRequest(history);
            return new PlanView(
                plan.Code,
                plan.Title,
                plan.TitleEn,
                plan.DocumentNumber,
                plan.IssuedOn,
                plan.PlanYear,
                plan.Unit,
                plan.LampRule,
                plan.DueFromMonthEnd,
                plan.KnownShareOrUsual,
                plan.StepsOrUsual,
                plan.StagesOrUsual,
                plan.ProgressFrequencyOrUsual,
                plan.ClosedAt,
                plan.ClosedAt is not null ? PlanState.Closed
                    : request is not null ? PlanState.CloseRequested
                    : PlanState.Open,
                request is null ? null : new ClosingRequest(request.RecordedBy, request.RecordedAt),
                plan.Version,
                [
                    .. pillars.Select(pillar => new PillarView(
                        pillar.Number,
                        pillar.Title,
                        pillar.TitleEn,
                        [
                            .. initiatives[pillar.Number]
                                .OrderBy(initiative => initiative.Code, NaturalOrder.Instance)
                                .Select(initiative => new InitiativeView(
                                    initiative.Code,
                                    initiative.Title,
                                    initiative.TitleEn,
                                    initiative.MeasureCount
                                )),
                        ]
                    )),
                ],
                await ObjectivesAsync(plan.Code, cancellationToken),
                [
                    .. history.Select(step => new ClosingView(
                        step.Action,
                        step.DocumentNumber,
                        step.Reason,
                        step.RecordedAt,
                        step.RecordedBy
                    )),
                ]
            );
        }

        private async Task<IReadOnlyList<ObjectiveView>> ObjectivesAsync(string plan, CancellationToken ct)
        {
            var of = new { PlanCode = plan };
            var objectives = await db.QueryAsync<ObjectiveRow>(ObjectivesSql, of, ct);
            var answers = (await db.QueryAsync<SentenceAnswer>(SentenceAnswer.AllSql, of, ct)).ToLookup(
                answer => answer.Sentence,
                answer => answer.Code
            );
            return
            [
                .. objectives.Select(objective => new ObjectiveView(
                    objective.Number,
                    objective.Text,
                    objective.TextEn,
                    objective.Sentence,
                    [.. answers[objective.Sentence].Order(NaturalOrder.Instance)]
                )),
            ];
        }
    }

    internal sealed record ObjectiveRow
    {
        public int Number { get; init; }
        public required string Text { get; init; }
        public string? TextEn { get; init; }
        public int Sentence { get; init; }
    }

    internal sealed record Heading
    {
        public required string Code { get; init; }
        public int Pillar { get; init; }
        public required string Title { get; init; }
        public string? TitleEn { get; init; }
        public int MeasureCount { get; init; }
    }
}
