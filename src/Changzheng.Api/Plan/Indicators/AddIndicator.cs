using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Adds an indicator that a later document orders; its citations quote that document.</summary>
internal static class AddIndicator
{
    /// <param name="Indicator">The indicator. Its citations are verbatim from the later document.</param>
    /// <param name="DocumentNumber">The later document.</param>
    /// <param name="IssuedOn">When that document was issued.</param>
    /// <param name="EffectiveOn">From when it counts, not before the document; the day it was issued if
    /// omitted.</param>
    public sealed record Request(
        NewIndicator Indicator,
        string DocumentNumber,
        DateOnly IssuedOn,
        DateOnly? EffectiveOn = null
    )
    {
        internal static Request Example =>
            new(
                new NewIndicator(
                    "2022-fire-retrofits",
                    "老旧小区消防设施改造数",
                    IndicatorKind.Minimum,
                    "处",
                    Frequency.Month,
                    Accumulation.Sum,
                    Direction.Up,
                    IndicatorSource.Reported,
                    [new NewCitation("4.2.1", "各街镇完成老旧小区消防设施改造不少于3处")],
                    Target: new NewTarget(3)
                ),
                "普府办〔2022〕21号",
                new DateOnly(2022, 5, 20)
            );

        internal LaterDocument Document => LaterDocument.Of(DocumentNumber, IssuedOn, EffectiveOn);
    }

    internal sealed record Command(string Plan, Request Addition) : ICommand<string>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("{plan}/indicators", Handle)
            .WithName(nameof(AddIndicator))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                Refusals.RequestInvalid,
                Refusals.ValueTooPrecise,
                Refusals.ValueTooLarge,
                Refusals.ValueMalformed,
                PlanRefusals.DocumentFuture,
                PlanRefusals.DocumentNotLater,
                PlanRefusals.EffectiveBeforeDocument,
                PlanRefusals.DateOutsidePlan,
                PlanRefusals.NotFound,
                MeasureRefusals.NotFound,
                UnitRefusals.NotFound,
                PlanRefusals.Closed,
                MeasureRefusals.SignedOff,
                IndicatorRefusals.Exists
            );

    /// <summary>Add an indicator by a later document</summary>
    /// <remarks>
    /// It answers for the measures its citations name, from `effectiveOn` on; boards of earlier days, and as known
    /// before now, stay as they are. Periods that ended before that day are not due. A signed-off measure takes none.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The indicator and its document.</param>
    /// <response code="201">Added; Location names it.</response>
    internal static async Task<Created<IndicatorView>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string plan,
        Request request,
        CancellationToken ct
    )
    {
        var code = await mediator.Send(new Command(plan, request), ct);
        var (today, from) = (Moment.Day(clock.GetUtcNow()), request.Document.EffectiveOn);
        var seen = Viewpoint.Of(from > today ? from : null, null, null, clock);
        return TypedResults.Created(
            $"/api/v1/indicators/{code}",
            await mediator.Send(new GetIndicator.Query(code, seen), ct)
        );
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Addition.Indicator).NotNull().SetValidator(new NewIndicator.Validator());
            RuleFor(c => c.Addition.DocumentNumber).NotEmpty().MaximumLength(100);
        }
    }

    internal sealed class Handler(
        Db db,
        Boards boards,
        PlanRows rows,
        Additions additions,
        Reaches reaches,
        ChangeFeed changes,
        TimeProvider clock
    ) : ICommandHandler<Command, string>
    {
        public const string KnownSql =
            "SELECT Code FROM Measures WHERE PlanCode = @PlanCode AND Code IN @Codes ORDER BY Code";

        public async Task<string> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var (indicator, document) = (Mask(command.Addition.Indicator), command.Addition.Document);
            var plan = await additions.HoldAsync(command.Plan, document, cancellationToken);
            if (
                await db.FindAsync<Indicator>(
                    IndicatorRows.OneSql,
                    new { Indicator = indicator.Code },
                    cancellationToken
                )
                is not null
            )
                throw IndicatorRefusals.Exists.WithDetail(
                    $"指标代码 {indicator.Code} 已被使用。",
                    $"The indicator code {indicator.Code} is taken."
                );
            await additions.MustKnowAsync([indicator.LeadUnit], cancellationToken);
            await MustAnswerForAsync(plan.Code, indicator, cancellationToken);

            var addition = await additions.AppendAsync(
                plan.Code,
                AdditionKind.Indicator,
                indicator.Code,
                document,
                [.. indicator.Citations.Select(citation => citation.Quote)],
                cancellationToken
            );
            var hashes = await rows.InsertLaterIndicatorAsync(addition, indicator, cancellationToken);
            var fact = ChangeFeed.Fact.Of(
                IndicatorChanges.Added,
                $"/api/v1/indicators/{indicator.Code}",
                command.Addition with
                {
                    Indicator = indicator,
                },
                [addition.Hash!, .. hashes]
            );
            await changes.AppendAsync(fact with { Marks = [AnnualPlan.Url(plan.Code)] }, cancellationToken);
            return indicator.Code;
        }

        /// <summary>Nothing is compared with these words: a number that slipped into them is not stored.</summary>
        private static NewIndicator Mask(NewIndicator indicator) =>
            indicator with
            {
                Citations =
                [
                    .. indicator.Citations.Select(citation =>
                        citation with
                        {
                            Quote = Masking.Certain(citation.Quote),
                        }
                    ),
                ],
                Note = indicator.Note is { } note ? Masking.Certain(note) : null,
            };

        /// <summary>
        /// Every measure it cites is there, and none is signed off: what counts as done would not be measured by it.
        /// </summary>
        private async Task MustAnswerForAsync(string plan, NewIndicator indicator, CancellationToken ct)
        {
            var codes = indicator.Citations.Select(citation => citation.Measure).OfType<string>().Distinct().ToList();
            var known = await db.QueryAsync<string>(KnownSql, new { PlanCode = plan, Codes = codes }, ct);
            if (codes.Except(known).FirstOrDefault() is { } unknown)
                throw MeasureRefusals.NotFound.WithDetail(
                    $"计划 {plan} 没有举措 {unknown}。",
                    $"Plan {plan} has no measure {unknown}."
                );
            var board = await boards.SeeAsync(plan, Viewpoint.Of(null, null, null, clock), ct);
            foreach (var measure in board.Measures.Where(measure => codes.Contains(measure.Row.Code)))
                measure.Row.MustNotBeSignedOff();
        }
    }
}
