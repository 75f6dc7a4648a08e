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

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Changes an indicator's pace, list, frequency, lead or source by a later document, from a day on; what was before is
/// kept.
/// </summary>
internal static class AmendIndicator
{
    /// <param name="DocumentNumber">The later document.</param>
    /// <param name="IssuedOn">When that document was issued.</param>
    /// <param name="Quote">The clause that changes it, verbatim from that document.</param>
    /// <param name="EffectiveOn">From when it counts, not before the document; the day it was issued if
    /// omitted.</param>
    /// <param name="Pace">How it is expected to come in; as before if omitted.</param>
    /// <param name="Members">For coverage: the whole list, with all that the plan names; as before if omitted.</param>
    /// <param name="OpenList">For coverage: whether the list ends in 等; as before if omitted.</param>
    /// <param name="Frequency">How often it is reported; as before if omitted. A rarer one begins with its next whole
    /// period.</param>
    /// <param name="LeadUnit">牵头部门; as before if omitted.</param>
    /// <param name="DerivedFrom">Which of the town's own records it is worked out from, as series.participants; as
    /// before if omitted. Reports of periods that end before that day stay.</param>
    public sealed record Request(
        string DocumentNumber,
        DateOnly IssuedOn,
        [property: JsonConverter(typeof(Masked))] string Quote,
        DateOnly? EffectiveOn = null,
        Pace? Pace = null,
        IReadOnlyList<string>? Members = null,
        bool? OpenList = null,
        Frequency? Frequency = null,
        string? LeadUnit = null,
        string? DerivedFrom = null
    )
    {
        internal static Request Example =>
            new(
                "普府办〔2022〕21号",
                new DateOnly(2022, 5, 20),
                "国民体质测试按季报送",
                new DateOnly(2022, 7, 1),
                Frequency: Indicators.Frequency.Quarter
            );

        internal LaterDocument Document => LaterDocument.Of(DocumentNumber, IssuedOn, EffectiveOn);
    }

    internal sealed record Command(string Indicator, Request Amendment, int Expected) : ICommand<int>;

    public static void Map(IEndpointRouteBuilder indicators) =>
        indicators
            .MapPut("{code}", Handle)
            .WithName(nameof(AmendIndicator))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                Refusals.RequestInvalid,
                IndicatorRefusals.PaceIncomplete,
                PlanRefusals.DocumentFuture,
                PlanRefusals.DocumentNotLater,
                PlanRefusals.EffectiveBeforeDocument,
                PlanRefusals.DateOutsidePlan,
                IndicatorRefusals.NotFound,
                UnitRefusals.NotFound,
                PlanRefusals.Closed,
                IndicatorRefusals.Derived,
                IndicatorRefusals.FrequencyTooLate,
                IndicatorRefusals.FrequencyReported,
                IndicatorRefusals.MembersLost,
                IndicatorRefusals.MembersFewerThanDone,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Change an indicator by a later document</summary>
    /// <remarks>
    /// It counts from `effectiveOn` on; boards of earlier days, and as known before now, stay as they are, and reports
    /// that were due before stay due. A frequency changes while nothing is reported for the periods it replaces; a list
    /// never loses what the plan names.
    /// </remarks>
    /// <param name="code">The indicator.</param>
    /// <param name="request">The change and its document.</param>
    /// <response code="200">Changed: the indicator as of the day it counts from, or today.</response>
    internal static async Task<Ok<IndicatorView>> Handle(
        IMediator mediator,
        TimeProvider clock,
        string code,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        await mediator.Send(new Command(code, request, ifMatch.GetVersion()), ct);
        var (today, from) = (Moment.Day(clock.GetUtcNow()), request.Document.EffectiveOn);
        var seen = Viewpoint.Of(from > today ? from : null, null, null, clock);
        return TypedResults.Ok(await mediator.Send(new GetIndicator.Query(code, seen), ct));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Amendment.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Amendment.Quote).NotEmpty().MaximumLength(2000);
            RuleFor(c => c.Amendment.Pace).IsPace();
            RuleFor(c => c.Amendment.Members)
                .HoldsAtMost(500)
                .Must(members => members is null || members.Distinct(StringComparer.Ordinal).Count() == members.Count)
                .WithMessage(_ => Words.Say("名单有重复。", "A member is listed twice."));
            RuleForEach(c => c.Amendment.Members).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Amendment)
                .Must(change =>
                    change.Pace is not null
                    || change.Members is not null
                    || change.OpenList is not null
                    || change.Frequency is not null
                    || change.LeadUnit is not null
                    || change.DerivedFrom is not null
                )
                .WithMessage(_ => Words.Say("至少写明一项变更。", "Nothing is changed."));
        }
    }

    internal sealed class Handler(
        Db db,
        IndicatorRows indicators,
        ValueLedger ledger,
        Additions additions,
        Reaches reaches,
        ChangeFeed changes,
        Caller caller,
        IndicatorContributions contributions,
        TimeProvider clock
    ) : ICommandHandler<Command, int>
    {
        public const string PeriodsSql = """
            SELECT DISTINCT h.Period
            FROM ReportedValues h
            JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit AND v.Version = h.Version
            WHERE h.Indicator = @Indicator AND v.Action <> 'returned'
            """;

        public const string DoneSql =
            "SELECT COALESCE(Numerator, 0) FROM Standings WHERE Indicator = @Indicator AND Basis = 'reported'";

        public async Task<int> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var (change, document) = (command.Amendment, command.Amendment.Document);
            var issued = await indicators.FindAsync(command.Indicator, cancellationToken);
            await additions.HoldAsync(issued.PlanCode, document, cancellationToken);
            await ledger.HoldAsync(command.Indicator, cancellationToken);
            await additions.MustKnowAsync([change.LeadUnit], cancellationToken);
            var versions = await db.QueryAsync<IndicatorVersionRow>(
                IndicatorVersionRow.OneSql,
                new { command.Indicator },
                cancellationToken
            );
            if (command.Expected != versions.Count + 1)
                throw Refusals.Stale.WithDetail(
                    $"现为第 {versions.Count + 1} 版。",
                    $"The version is {versions.Count + 1}."
                );
            if (document.EffectiveOn < issued.EffectiveOn)
                throw PlanRefusals.EffectiveBeforeDocument.WithDetail(
                    $"该指标自 {issued.EffectiveOn:yyyy-MM-dd} 起计。",
                    $"The indicator counts from {issued.EffectiveOn:yyyy-MM-dd}."
                );
            await MustFitMembersAsync(issued, change, cancellationToken);
            var standing = issued.Amend(versions, document.EffectiveOn, DateTimeOffset.MaxValue);
            MustFitSource(standing, change);
            var from = await FindSwitchAsync(standing, change, document, cancellationToken);
            return await AppendAsync(issued, change, document, from, versions.Count + 1, cancellationToken);
        }

        private async Task<int> AppendAsync(
            Indicator issued,
            Request change,
            LaterDocument document,
            DateOnly? frequencyFrom,
            int version,
            CancellationToken ct
        )
        {
            var row = History.Seal(
                new IndicatorVersionRow
                {
                    Indicator = issued.Code,
                    Version = version,
                    Pace = IndicatorVersionRow.Write(change.Pace),
                    Members = change.Members,
                    OpenList = change.OpenList,
                    Frequency = frequencyFrom is null ? null : change.Frequency?.Text(),
                    FrequencyFrom = frequencyFrom,
                    LeadUnit = change.LeadUnit,
                    DerivedFrom = change.DerivedFrom,
                    DocumentNumber = document.Number,
                    IssuedOn = document.IssuedOn,
                    Quote = Masking.Certain(change.Quote),
                    EffectiveOn = document.EffectiveOn,
                    RecordedAt = clock.GetUtcNow().TruncateToMilliseconds(),
                    RecordedBy = caller.Name,
                }
            );
            await db.ExecuteAsync(IndicatorVersionRow.AppendSql, row, ct);
            await contributions.RecordAsync(issued.Code, row.EffectiveOn, row.RecordedAt, ct);
            var fact = ChangeFeed.Fact.Of(
                IndicatorChanges.Amended,
                $"/api/v1/indicators/{issued.Code}",
                change with
                {
                    Quote = row.Quote,
                },
                [row.Hash!]
            );
            await changes.AppendAsync(fact with { Marks = [AnnualPlan.Url(issued.PlanCode)] }, ct);
            return row.Version + 1;
        }

        private static void MustFitSource(Indicator standing, Request change)
        {
            if (change.DerivedFrom is not { } named)
                return;
            if (standing.Source == IndicatorSource.Derived)
                throw IndicatorRefusals.Derived.WithDetail(
                    $"指标 {standing.Code} 已由 {standing.DerivedFrom} 得出。",
                    $"Indicator {standing.Code} is derived from {standing.DerivedFrom} already."
                );
            if (!DerivedSource.All.TryGetValue(named, out var source) || !source.Fits(standing.Kind))
                throw Refusals.RequestInvalid.WithDetail(
                    $"derivedFrom 须取其一，且适合该类指标：{DerivedSource.Names}。",
                    $"derivedFrom is one that fits the kind of indicator: {DerivedSource.Names}."
                );
        }

        private async Task MustFitMembersAsync(Indicator issued, Request change, CancellationToken ct)
        {
            if (change.Members is null && change.OpenList is null)
                return;
            if (issued.Kind != IndicatorKind.Coverage)
                throw Refusals.RequestInvalid.WithDetail(
                    "只有覆盖类指标有名单。",
                    "Only an indicator of coverage has a list."
                );
            if (change.Members is { } members)
                issued.MustTakeMembers(
                    members,
                    await db.FindAsync<decimal?>(DoneSql, new { Indicator = issued.Code }, ct) ?? 0
                );
        }

        /// <summary>
        /// Null where the frequency stays. A figure of a period that the new frequency replaces would be counted twice.
        /// </summary>
        private async Task<DateOnly?> FindSwitchAsync(
            Indicator standing,
            Request change,
            LaterDocument document,
            CancellationToken ct
        )
        {
            if (change.Frequency is not { } next || next == standing.Frequency)
                return null;
            if (standing.Source == IndicatorSource.Derived)
                throw IndicatorRefusals.Derived.WithDetail(
                    "由系统计算的指标，频率由业务数据决定。",
                    "A derived indicator is worked out as often as its records are."
                );
            var from =
                standing.FindSwitch(next, document.EffectiveOn)
                ?? throw IndicatorRefusals.FrequencyTooLate.WithDetail(
                    $"自 {document.EffectiveOn:yyyy-MM-dd} 起，本年度内没有新频率的完整报送期。",
                    $"No whole period of the new frequency begins in the year from {document.EffectiveOn:yyyy-MM-dd} on."
                );
            var reported = (await db.QueryAsync<string>(PeriodsSql, new { Indicator = standing.Code }, ct))
                .Select(Period.Parse)
                .Where(period => period.Frequency != next && period.Start >= from)
                .ToList();
            if (reported.Count > 0)
                throw IndicatorRefusals.FrequencyReported.WithDetail(
                    $"{string.Join("、", reported)} 已按原频率填报，须先退回。",
                    $"{string.Join(", ", reported)} are reported by the old frequency and would have to be returned first."
                );
            return from;
        }
    }
}
