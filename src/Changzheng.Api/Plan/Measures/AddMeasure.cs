using System.Globalization;
using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>
/// Adds a measure that a later document orders. It quotes that document; the plan's issued text stays as it is.
/// </summary>
internal static class AddMeasure
{
    /// <param name="Code">Initiative and running number: 4.2.23. Not used before in the plan.</param>
    /// <param name="Title">The promise, short.</param>
    /// <param name="Kind">The mechanism that answers for it.</param>
    /// <param name="DocumentNumber">The later document.</param>
    /// <param name="IssuedOn">When that document was issued.</param>
    /// <param name="Quote">The clause that orders it, verbatim from that document.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="DueOn">When it is due; the year's end if omitted.</param>
    /// <param name="Weight">Its weight in its pillar; 1 if omitted. 0 where others measure the whole of it.</param>
    /// <param name="EffectiveOn">From when it counts, not before the document; the day it was issued if
    /// omitted.</param>
    /// <param name="OpenList">True where the document ends its list in 等.</param>
    public sealed record Request(
        string Code,
        string Title,
        MeasureKind Kind,
        string DocumentNumber,
        DateOnly IssuedOn,
        [property: JsonConverter(typeof(Masked))] string Quote,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? DueOn = null,
        decimal? Weight = null,
        DateOnly? EffectiveOn = null,
        bool OpenList = false
    )
    {
        internal static Request Example =>
            new(
                "4.2.23",
                "完成老旧小区消防设施改造3处",
                MeasureKind.Project,
                "普府办〔2022〕21号",
                new DateOnly(2022, 5, 20),
                "各街镇完成老旧小区消防设施改造不少于3处",
                LeadUnit: "310107102-GLB",
                DueOn: new DateOnly(2022, 11, 30)
            );

        internal LaterDocument Document => LaterDocument.Of(DocumentNumber, IssuedOn, EffectiveOn);
    }

    internal sealed record Command(string Plan, Request Measure) : ICommand<string>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("{plan}/measures", Handle)
            .WithName(nameof(AddMeasure))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                Refusals.RequestInvalid,
                PlanRefusals.DocumentFuture,
                PlanRefusals.DocumentNotLater,
                PlanRefusals.EffectiveBeforeDocument,
                PlanRefusals.DateOutsidePlan,
                PlanRefusals.NotFound,
                PlanRefusals.InitiativeNotFound,
                UnitRefusals.NotFound,
                PlanRefusals.Closed,
                MeasureRefusals.Exists
            );

    /// <summary>Add a measure by a later document</summary>
    /// <remarks>
    /// A task that came during the year. It quotes the later document, so it has no `sentence`; the plan's text and its
    /// coverage stay as they are, and so do boards of days before `effectiveOn` and as known before now.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The measure and its document.</param>
    /// <response code="201">Added; Location names it.</response>
    internal static async Task<Created<MeasureView>> Handle(
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
            $"/api/v1/plans/{plan}/measures/{code}",
            await mediator.Send(new GetMeasure.Query(plan, code, seen), ct)
        );
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Measure.Code).Matches("^[1-9]\\.[0-9]{1,2}\\.[0-9]{1,3}$(?!\\n)");
            RuleFor(c => c.Measure.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Measure.TitleEn).MaximumLength(300);
            RuleFor(c => c.Measure.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Measure.Quote).NotEmpty().MaximumLength(2000);
            RuleFor(c => c.Measure.LeadUnit).MaximumLength(32);
            RuleFor(c => c.Measure.SupportingUnits).HoldsAtMost(50);
            RuleFor(c => c.Measure.Weight).GreaterThanOrEqualTo(0).PrecisionScale(8, 4, true);
            RuleFor(c => c.Measure.DueOn)
                .GreaterThanOrEqualTo(c => c.Measure.Document.EffectiveOn)
                .When(c => c.Measure.DueOn is not null && c.Measure.DocumentNumber is not null);
        }
    }

    internal sealed class Handler(Db db, Additions additions, Reaches reaches, ChangeFeed changes, Caller caller)
        : ICommandHandler<Command, string>
    {
        public const string CodesSql =
            "SELECT Code FROM Measures WHERE PlanCode = @PlanCode AND Initiative = @Initiative";

        /// <summary>Its sentence is the last of its initiative: it only orders lists.</summary>
        public const string InsertSql = """
            INSERT INTO Measures (PlanCode, Code, Initiative, Kind, Quote, Sentence, OpenList, Version)
            SELECT @PlanCode, @Code, @Initiative, @Kind, @Quote,
                   COALESCE(MAX(CASE WHEN Initiative = @Initiative THEN Number END), MAX(Number)), @OpenList, 1
            FROM Sentences
            WHERE PlanCode = @PlanCode
            """;

        public async Task<string> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var (measure, document) = (command.Measure, command.Measure.Document);
            var plan = await additions.HoldAsync(command.Plan, document, cancellationToken);
            await MustBeNewAsync(plan.Code, measure.Code, cancellationToken);
            var named = (measure.SupportingUnits ?? []).Append(measure.LeadUnit);
            await additions.MustKnowAsync(named, cancellationToken);

            var addition = await additions.AppendAsync(
                plan.Code,
                AdditionKind.Measure,
                measure.Code,
                document,
                [measure.Quote],
                cancellationToken
            );
            await db.ExecuteAsync(
                InsertSql,
                new
                {
                    PlanCode = plan.Code,
                    measure.Code,
                    Initiative = measure.Code[..measure.Code.LastIndexOf('.')],
                    Kind = measure.Kind.Text(),
                    measure.Quote,
                    measure.OpenList,
                },
                cancellationToken
            );
            var row = History.Seal(
                new MeasureVersionRow
                {
                    PlanCode = plan.Code,
                    Code = measure.Code,
                    Version = 1,
                    Title = measure.Title,
                    TitleEn = measure.TitleEn,
                    LeadUnit = measure.LeadUnit,
                    SupportingUnits = measure.SupportingUnits ?? [],
                    DueOn = measure.DueOn,
                    Weight = measure.Weight ?? 1,
                    DocumentNumber = document.Number,
                    EffectiveOn = document.EffectiveOn,
                    RecordedAt = addition.RecordedAt,
                    RecordedBy = caller.Name,
                }
            );
            await db.ExecuteAsync(PlanRows.MeasureVersionSql, row, cancellationToken);
            var url = $"{AnnualPlan.Url(plan.Code)}/measures/{measure.Code}";
            var fact = ChangeFeed.Fact.Of(MeasureChanges.AddedByDocument, url, measure, [addition.Hash!, row.Hash!]);
            await changes.AppendAsync(fact with { Marks = [AnnualPlan.Url(plan.Code)] }, cancellationToken);
            return measure.Code;
        }

        /// <summary>Of an initiative that is there; a code that is taken is answered with the next free one.</summary>
        private async Task MustBeNewAsync(string plan, string code, CancellationToken ct)
        {
            var initiative = code[..code.LastIndexOf('.')];
            var of = new { PlanCode = plan, Initiative = initiative };
            var initiatives = await db.QueryAsync<string>(MeasureIntake.InitiativesSql, of, ct);
            if (!initiatives.Contains(initiative))
                throw PlanRefusals.InitiativeNotFound.WithDetail(
                    $"计划 {plan} 没有小节 {initiative}。",
                    $"Plan {plan} has no initiative {initiative}."
                );
            var codes = (await db.QueryAsync<string>(CodesSql, of, ct)).Order(NaturalOrder.Instance).ToList();
            if (!codes.Contains(code))
                return;
            var next = int.Parse(codes[^1][(initiative.Length + 1)..], CultureInfo.InvariantCulture) + 1;
            throw MeasureRefusals.Exists.WithDetail(
                $"举措 {code} 已存在，下一个可用编号为 {initiative}.{next}。",
                $"Measure {code} exists; the next free code is {initiative}.{next}."
            );
        }
    }
}
