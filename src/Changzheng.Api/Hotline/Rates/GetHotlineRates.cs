using System.Text.Json;
using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>What the rates are told apart by.</summary>
public enum RateGrouping
{
    Unit,
    Neighbourhood,
    Category,
    Month,
}

/// <summary>Works out the four rates, each with what it was divided from.</summary>
internal static class GetHotlineRates
{
    public const int MostMonths = 36;

    /// <param name="From">The first day.</param>
    /// <param name="To">The last day.</param>
    /// <param name="Channel">The channel counted; channels never mix.</param>
    /// <param name="Definition">The definition followed, with its version.</param>
    /// <param name="Rates">All tickets together.</param>
    /// <param name="Groups">By unit, neighbourhood, category or month, when asked.</param>
    /// <param name="Comparison">The same tickets by the other definition, when asked.</param>
    /// <param name="KnownAt">The instant as known at which they were worked out; null for now.</param>
    /// <param name="ClosedMonths">The closed months among these days: they show what was known when they were closed.
    /// </param>
    /// <param name="Restatement">The same as known now, where that differs in a closed month.</param>
    public sealed record RatesView(
        DateOnly From,
        DateOnly To,
        string Channel,
        RateDefinition Definition,
        RateSet Rates,
        IReadOnlyList<RateGroup> Groups,
        ComparedRates? Comparison,
        DateTimeOffset? KnownAt,
        IReadOnlyList<string> ClosedMonths,
        ComparedRates? Restatement
    )
    {
        internal static RatesView Example =>
            new(
                new DateOnly(2022, 4, 1),
                new DateOnly(2022, 4, 30),
                "hotline12345",
                RateDefinition.Example,
                RateSet.Example,
                [new RateGroup("310107102-GLB", "社区管理办公室", "offices", RateSet.Example, ClosingDays.Example)],
                null,
                null,
                ["2022-04"],
                null
            );
    }

    /// <param name="Definition">The other definition, with its version.</param>
    /// <param name="Rates">All tickets together.</param>
    /// <param name="Groups">By unit, neighbourhood, category or month, when asked.</param>
    public sealed record ComparedRates(RateDefinition Definition, RateSet Rates, IReadOnlyList<RateGroup> Groups);

    /// <param name="Key">The unit, category or month; null for tickets without one.</param>
    /// <param name="Name">The unit's name, 未派单 or 未标居委 for tickets without one; null for others.</param>
    /// <param name="RankedAmong">offices or committees: ranked apart, for they do not do the same work.</param>
    /// <param name="Rates">Its rates, with ranks; none below the least number of tickets the definition ranks.</param>
    /// <param name="Days">How long its closed tickets took; null where not told apart by unit or neighbourhood.</param>
    public sealed record RateGroup(string? Key, string? Name, string? RankedAmong, RateSet Rates, ClosingDays? Days);

    internal sealed record Query(
        DateOnly From,
        DateOnly To,
        string Channel,
        RateGrouping? GroupBy,
        string? Definition,
        string? Compare,
        DateTimeOffset? KnownAt = null
    ) : IQuery<RatesView>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("rates", Handle)
            .WithName(nameof(GetHotlineRates))
            .Needs(TicketRights.Read)
            .SendsAs<RatesView, (RatesView, RateTable.Line)>(RateTable.Table, RateTable.Lines)
            .Refuses(Refusals.RequestInvalid, RateRefusals.DefinitionNotFound, MonthRefusals.NotKnownThen);

    /// <summary>Work out the four rates</summary>
    /// <remarks>
    /// First contact, closing on time, resolution, satisfaction, and the town's own dispatch, each with numerator,
    /// denominator, exclusions by reason and the version of the definition; null where there is nothing to divide by.
    /// Judged by what no desk can improve: late entries by when they were recorded, closing by the first one, and what
    /// counted against a ticket before it was suspended, voided or done again keeps counting. Units are the counted
    /// ones; offices and neighbourhood committees are ranked apart, none by fewer tickets than the definition ranks;
    /// beside their ranks stands in how many working days they closed, and how often on the very last. The tickets
    /// behind every number: rates/tickets.
    /// </remarks>
    /// <param name="from">The first day; the first of this month if omitted.</param>
    /// <param name="to">The last day; the last of that month if omitted.</param>
    /// <param name="groupBy">What the rates are told apart by.</param>
    /// <param name="definition">The definition: its code for the latest version, or code@version.</param>
    /// <param name="compare">Another definition to work out beside it.</param>
    /// <param name="channel">The channel: hotline12345 if omitted.</param>
    /// <param name="knownAt">As known at this instant, RFC 3339 with offset; closed months as closed, the others as
    /// known now if omitted.</param>
    /// <response code="200">The rates.</response>
    internal static async Task<Ok<RatesView>> Handle(
        IMediator mediator,
        TimeProvider clock,
        DateOnly? from,
        DateOnly? to,
        Choice<RateGrouping>? groupBy,
        string? definition,
        string? compare,
        string? channel,
        string? knownAt,
        CancellationToken ct
    )
    {
        var (first, last) = DefaultToMonth(from, to, clock);
        return TypedResults.Ok(
            await mediator.Send(
                new Query(
                    first,
                    last,
                    channel ?? RateScope.Hotline,
                    groupBy?.Value,
                    definition,
                    compare,
                    ReadKnownAt(knownAt, clock)
                ),
                ct
            )
        );
    }

    private static DateTimeOffset? ReadKnownAt(string? knownAt, TimeProvider clock)
    {
        if (knownAt is null)
            return null;
        if (Moment.TryParse(knownAt, out var instant) && instant <= clock.GetUtcNow())
            return instant;
        throw Refusals
            .RequestInvalid.WithDetail(
                "knownAt 须写成 2022-07-05T09:00:00+08:00，且不在将来。",
                "knownAt is written 2022-07-05T09:00:00+08:00 and is not in the future."
            )
            .With(
                "errors",
                new Dictionary<string, string[]> { ["knownAt"] = [Words.Say("须为已过的时刻", "A past instant")] }
            );
    }

    /// <summary>
    /// The days asked for; the current month if both are omitted, the rest of the month if only the last is.
    /// </summary>
    public static (DateOnly From, DateOnly To) DefaultToMonth(DateOnly? from, DateOnly? to, TimeProvider clock)
    {
        var day = to ?? Moment.Day(clock.GetUtcNow());
        var first = from ?? new DateOnly(day.Year, day.Month, 1);
        return (first, to ?? new DateOnly(first.Year, first.Month, 1).AddMonths(1).AddDays(-1));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() =>
            RuleFor(q => q.To)
                .Must(
                    (query, to) =>
                        to >= query.From
                        && to < query.From.AddMonths(MostMonths)
                        && query.From.Year is >= 2000 and <= 2100
                )
                .WithMessage(_ =>
                    Words.Say(
                        $"to 不早于 from，至多 {MostMonths} 个月。",
                        $"to is not before from, and at most {MostMonths} months later."
                    )
                );
    }

    internal sealed class Handler(
        RateRows rates,
        RateGroups groups,
        ClosedMonths months,
        TicketRows rows,
        TimeProvider clock
    ) : IQueryHandler<Query, RatesView>
    {
        public async Task<RatesView> Handle(Query query, CancellationToken cancellationToken)
        {
            var definition = await rates.DefinitionAsync(query.Definition, cancellationToken);
            var reach = await rows.ReachAsync(cancellationToken);
            var span = new RateSpan(query.Channel, query.From, query.To, clock.GetUtcNow(), reach, query.KnownAt);
            var shown = await groups.CountAsync(query, span, definition, cancellationToken);
            var comparison = query.Compare is null
                ? null
                : await groups.CountAsync(
                    query,
                    span,
                    await rates.DefinitionAsync(query.Compare, cancellationToken),
                    cancellationToken
                );
            var closed =
                query.KnownAt is null && query.Channel == RateScope.Hotline
                    ? await months.ListWithinAsync(query.From, query.To, cancellationToken)
                    : [];
            var now =
                closed.Count == 0
                    ? null
                    : await groups.CountAsync(query, span with { Afresh = true }, definition, cancellationToken);
            return new RatesView(
                query.From,
                query.To,
                query.Channel,
                definition,
                shown.Rates,
                shown.Groups,
                comparison,
                query.KnownAt,
                closed,
                now is null || IsSame(now, shown) ? null : now
            );
        }

        private static bool IsSame(ComparedRates one, ComparedRates other) =>
            JsonSerializer.Serialize(one, Json.Stored) == JsonSerializer.Serialize(other, Json.Stored);
    }
}
