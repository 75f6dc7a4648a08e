using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Sets an indicator's target, or the base it is compared with, by document; what was set before is kept.
/// </summary>
internal static class SetIndicatorTarget
{
    /// <param name="Value">The figure: percent for growth, ratio and coverage; the lower bound of a range.</param>
    /// <param name="EffectiveOn">From when it counts.</param>
    /// <param name="DocumentNumber">The document that sets it.</param>
    /// <param name="Upper">The upper bound of a range.</param>
    /// <param name="Note">A remark.</param>
    /// <param name="Stretch">力争目标: what is striven for beyond the figure promised; the lamp follows the first.</param>
    public sealed record TargetRequest(
        [property: Figure] decimal Value,
        DateOnly EffectiveOn,
        string DocumentNumber,
        decimal? Upper = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        [property: Figure] decimal? Stretch = null
    )
    {
        internal static TargetRequest Example => new(8, new DateOnly(2022, 3, 1), "普就促〔2022〕3号", Note: "区下达");
    }

    /// <param name="Value">The base year's figure; may be left out where the months are given.</param>
    /// <param name="EffectiveOn">From when it counts.</param>
    /// <param name="DocumentNumber">The document that sets it.</param>
    /// <param name="Months">The base year's twelve monthly figures: growth to date is compared with the same
    /// months.</param>
    /// <param name="Note">A remark.</param>
    public sealed record BaselineRequest(
        DateOnly EffectiveOn,
        string DocumentNumber,
        [property: Figure] decimal? Value = null,
        IReadOnlyList<decimal>? Months = null,
        [property: JsonConverter(typeof(Masked))] string? Note = null
    )
    {
        internal static BaselineRequest Example => new(new DateOnly(2022, 1, 1), "普统〔2022〕1号", Value: 1200);
    }

    /// <param name="Kind">target or baseline.</param>
    internal sealed record Command(
        string Indicator,
        string Kind,
        decimal? Value,
        decimal? Upper,
        IReadOnlyList<decimal>? Months,
        DateOnly EffectiveOn,
        string DocumentNumber,
        string? Note,
        int? Expected,
        decimal? Stretch = null
    ) : ICommand<TargetView>;

    private static readonly RefusalKind[] Refused =
    [
        AccessRefusals.BeyondUnit,
        Refusals.RequestInvalid,
        Refusals.ValueTooPrecise,
        Refusals.ValueTooLarge,
        Refusals.ValueMalformed,
        IndicatorRefusals.NotFound,
        PlanRefusals.Closed,
        IndicatorRefusals.TargetNotSettable,
        Refusals.Stale,
        Refusals.VersionNeeded,
    ];

    public static void Map(IEndpointRouteBuilder indicators)
    {
        indicators
            .MapPut("{code}/target", HandleTarget)
            .WithName(nameof(SetIndicatorTarget))
            .Needs(PlanRights.Amend)
            .Refuses([.. Refused, IndicatorRefusals.StretchBelowTarget]);
        indicators
            .MapPut("{code}/baseline", HandleBaseline)
            .WithName("SetIndicatorBaseline")
            .Needs(PlanRights.Amend)
            .Refuses([.. Refused.Except([IndicatorRefusals.TargetNotSettable])]);
    }

    /// <summary>Set an indicator's target</summary>
    /// <remarks>
    /// By document number and from a day on; boards about earlier days keep the target of then. The first is sent
    /// without If-Match.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="request">The target.</param>
    /// <response code="201">Set for the first time.</response>
    /// <response code="200">Changed.</response>
    internal static Task<Results<Created<TargetView>, Ok<TargetView>>> HandleTarget(
        IMediator mediator,
        string code,
        TargetRequest request,
        IfMatch ifMatch,
        CancellationToken ct
    ) =>
        HandleAsync(
            mediator,
            new Command(
                code,
                "target",
                request.Value,
                request.Upper,
                null,
                request.EffectiveOn,
                request.DocumentNumber,
                request.Note,
                ifMatch.FindVersion(),
                request.Stretch
            ),
            ct
        );

    /// <summary>Set the base an indicator is compared with</summary>
    /// <remarks>
    /// Last year's figure, for growth and direction; a restated base is a new version. The first is sent without
    /// If-Match.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="request">The base.</param>
    /// <response code="201">Set for the first time.</response>
    /// <response code="200">Restated.</response>
    internal static Task<Results<Created<TargetView>, Ok<TargetView>>> HandleBaseline(
        IMediator mediator,
        string code,
        BaselineRequest request,
        IfMatch ifMatch,
        CancellationToken ct
    ) =>
        HandleAsync(
            mediator,
            new Command(
                code,
                "baseline",
                request.Value ?? request.Months?.Sum(),
                null,
                request.Months,
                request.EffectiveOn,
                request.DocumentNumber,
                request.Note,
                ifMatch.FindVersion()
            ),
            ct
        );

    private static async Task<Results<Created<TargetView>, Ok<TargetView>>> HandleAsync(
        IMediator mediator,
        Command command,
        CancellationToken ct
    )
    {
        var set = await mediator.Send(command, ct);
        return set.Version == 1
            ? TypedResults.Created($"/api/v1/indicators/{command.Indicator}", set)
            : TypedResults.Ok(set);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Value)
                .NotNull()
                .WithMessage(_ =>
                    Words.Say("须给出全年数或十二个月数。", "Give the year's figure or the twelve months.")
                );
            RuleFor(c => c.Value).IsFigure();
            RuleFor(c => c.Upper).IsFigure();
            RuleFor(c => c.Stretch).IsFigure();
            RuleFor(c => c.Upper).GreaterThanOrEqualTo(c => c.Value).When(c => c.Upper is not null);
            RuleForEach(c => c.Months!.Select(month => (decimal?)month))
                .IsFigure()
                .When(c => c.Months is not null)
                .OverridePropertyName("months");
            RuleFor(c => c.Months)
                .Must(
                    (command, months) =>
                        months is null
                        || months.Count == 12 && months.All(month => month >= 0) && months.Sum() == command.Value
                )
                .WithMessage(_ =>
                    Words.Say(
                        "须为十二个非负数，合计等于全年数。",
                        "Twelve figures, none negative, that add up to the year's."
                    )
                );
            RuleFor(c => c.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Note).MaximumLength(500);
        }
    }

    internal sealed class Handler(
        Db db,
        IndicatorRows indicators,
        ValueLedger ledger,
        Reaches reaches,
        ChangeFeed changes,
        Caller caller,
        IndicatorContributions contributions,
        TimeProvider clock
    ) : ICommandHandler<Command, TargetView>
    {
        public const string VersionSql =
            "SELECT MAX(Version) FROM TargetVersions WHERE Indicator = @Indicator AND Kind = @Kind";

        public async Task<TargetView> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            await ledger.HoldAsync(command.Indicator, cancellationToken);
            var (indicator, _) = await indicators.OpenAsync(command.Indicator, cancellationToken);
            if (command.Kind == "target" && !indicator.TakesTarget)
                throw IndicatorRefusals.TargetNotSettable.ToRefusal();
            MustLieBeyond(command, indicator);
            var current = await db.FindAsync<int?>(VersionSql, command, cancellationToken);
            if (current is not null && command.Expected is null)
                throw Refusals.VersionNeeded.WithDetail(
                    $"现为第 {current} 版，变更须在 If-Match 中写明。",
                    $"Version {current} is set already; a change names it in If-Match."
                );
            if (current != command.Expected)
                throw Refusals.Stale.WithDetail($"现为第 {current ?? 0} 版。", $"The version is {current ?? 0}.");

            var set = new TargetView(
                command.Value!.Value,
                command.Upper,
                command.Stretch,
                command.Months,
                command.EffectiveOn,
                command.DocumentNumber.Trim(),
                (current ?? 0) + 1
            );
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            var row = History.Seal(
                new TargetRow
                {
                    Indicator = command.Indicator,
                    Kind = command.Kind,
                    Version = set.Version,
                    Value = set.Value,
                    Upper = set.Upper,
                    Stretch = set.Stretch,
                    Months = set.Months,
                    EffectiveOn = set.EffectiveOn,
                    DocumentNumber = set.DocumentNumber,
                    Note = command.Note,
                    RecordedAt = now,
                    RecordedBy = caller.Name,
                }
            );
            await db.ExecuteAsync(IndicatorRows.AppendTargetSql, row, cancellationToken);
            await contributions.RecordAsync(command.Indicator, command.EffectiveOn, now, cancellationToken);
            var kind = command.Kind == "target" ? IndicatorChanges.TargetSet : IndicatorChanges.BaselineSet;
            var fact = ChangeFeed.Fact.Of(kind, $"/api/v1/indicators/{command.Indicator}", set, [row.Hash!]) with
            {
                Marks = [AnnualPlan.Url(indicator.PlanCode)],
            };
            await changes.AppendAsync(fact, cancellationToken);
            return set;
        }

        private static void MustLieBeyond(Command command, Indicator indicator)
        {
            if (command.Stretch is not { } stretch)
                return;
            var isLessBetter = indicator.IsCeiling || indicator.Direction == Direction.Down;
            if (isLessBetter ? stretch < command.Value : stretch > command.Value)
                return;
            throw IndicatorRefusals.StretchBelowTarget.WithDetail(
                $"力争目标 {stretch:0.####} 须优于确保目标 {command.Value:0.####}。",
                FormattableString.Invariant(
                    $"The stretch {stretch:0.####} lies beyond the target {command.Value:0.####}."
                )
            );
        }
    }
}
