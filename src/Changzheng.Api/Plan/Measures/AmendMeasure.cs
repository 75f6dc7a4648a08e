using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Board;
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

namespace Changzheng.Api.Plan.Measures;

/// <summary>Amends a measure by document: its wording, lead, due date or weight. The old version is kept.</summary>
internal static class AmendMeasure
{
    /// <param name="Title">The promise, as the document words it.</param>
    /// <param name="DocumentNumber">The document that amends it.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="DueOn">When it is due; null for the year's end.</param>
    /// <param name="Weight">Its weight in its pillar; 1 if omitted. 0 where others measure the whole of it.</param>
    /// <param name="EffectiveOn">From when it counts; today if omitted, or the last day of a year that is over.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(
        string Title,
        string DocumentNumber,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? DueOn = null,
        decimal? Weight = null,
        DateOnly? EffectiveOn = null,
        [property: JsonConverter(typeof(Masked))] string? Reason = null
    )
    {
        internal static Request Example =>
            new(
                "国民体质测试不少于1200人",
                "普长府〔2022〕18号",
                LeadUnit: "310107102-SQXX",
                DueOn: new DateOnly(2022, 11, 30),
                Weight: 2,
                Reason: "区里加任务"
            );
    }

    internal sealed record Command(string Plan, string Code, Request Amendment, int Expected) : ICommand<int>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPut("{plan}/measures/{code}", Handle)
            .WithName(nameof(AmendMeasure))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                Refusals.RequestInvalid,
                PlanRefusals.NotFound,
                MeasureRefusals.NotFound,
                UnitRefusals.NotFound,
                PlanRefusals.Closed,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Amend a measure</summary>
    /// <remarks>
    /// With its document number. The old version is kept and seen with knownAt or an earlier asOf; the quote stays what
    /// the plan said.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="request">The amendment: the whole of what it says.</param>
    /// <response code="200">Amended.</response>
    internal static async Task<Ok<MeasureView>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string plan,
        string code,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        var version = await mediator.Send(new Command(plan, code, request, ifMatch.GetVersion()), ct);
        var measure = await mediator.Send(new GetMeasure.Query(plan, code, Viewpoint.Of(null, null, null, clock)), ct);
        return TypedResults.Ok(measure with { AmendedVersion = version });
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Amendment.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Amendment.TitleEn).MaximumLength(300);
            RuleFor(c => c.Amendment.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Amendment.Weight).GreaterThanOrEqualTo(0).PrecisionScale(8, 4, true);
            RuleFor(c => c.Amendment.Reason).MaximumLength(500);
        }
    }

    internal sealed class Handler(
        Db db,
        UnitTree units,
        Reaches reaches,
        ChangeFeed changes,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, int>
    {
        public const string ExistsSql = "SELECT Version FROM Measures WHERE PlanCode = @PlanCode AND Code = @Code";

        public const string AdvanceSql =
            "UPDATE Measures SET Version = Version + 1 WHERE PlanCode = @PlanCode AND Code = @Code AND Version = @Expected";

        public async Task<int> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var plan = await AnnualPlan.FindAsync(db, command.Plan, cancellationToken);
            plan.MustBeOpen();
            var key = new
            {
                PlanCode = command.Plan,
                command.Code,
                command.Expected,
            };
            var version =
                await db.FindAsync<int?>(ExistsSql, key, cancellationToken)
                ?? throw MeasureRefusals.NotFound.WithDetail(
                    $"计划 {command.Plan} 没有举措 {command.Code}。",
                    $"Plan {command.Plan} has no measure {command.Code}."
                );
            var known = await units.AllAsync(cancellationToken);
            if (
                (command.Amendment.SupportingUnits ?? [])
                    .Append(command.Amendment.LeadUnit)
                    .FirstOrDefault(unit => unit is not null && !known.ContainsKey(unit)) is
                { } unknown
            )
                throw UnitRefusals.NotFound.WithDetail($"没有单位 {unknown}。", $"There is no unit {unknown}.");
            if (await db.ExecuteAsync(AdvanceSql, key, cancellationToken) == 0)
                throw Refusals.Stale.WithDetail($"现为第 {version} 版。", $"The version is {version}.");

            var now = clock.GetUtcNow();
            var row = History.Seal(
                new MeasureVersionRow
                {
                    PlanCode = command.Plan,
                    Code = command.Code,
                    Version = command.Expected + 1,
                    Title = command.Amendment.Title,
                    TitleEn = command.Amendment.TitleEn,
                    LeadUnit = command.Amendment.LeadUnit,
                    SupportingUnits = command.Amendment.SupportingUnits ?? [],
                    DueOn = command.Amendment.DueOn,
                    Weight = command.Amendment.Weight ?? 1,
                    Assumed = false,
                    DocumentNumber = command.Amendment.DocumentNumber.Trim(),
                    Reason = command.Amendment.Reason,
                    EffectiveOn = command.Amendment.EffectiveOn ?? plan.Clamp(Moment.Day(now)),
                    RecordedAt = now,
                    RecordedBy = caller.Name,
                }
            );
            await db.ExecuteAsync(PlanRows.MeasureVersionSql, row, cancellationToken);
            await changes.AppendAsync(row.Tell(MeasureChanges.Amended, command.Amendment), cancellationToken);
            return command.Expected + 1;
        }
    }
}
