using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;
using static Changzheng.Api.Hotline.Rates.GetHotlineRates;
using Unit = Changzheng.Api.Town.Units.Unit;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Works out the rates of a span of days by one definition, all together and told apart.</summary>
internal sealed class RateGroups(ClosedMonths months, UnitTree units, Holidays holidays)
{
    public async Task<ComparedRates> CountAsync(
        Query query,
        RateSpan span,
        RateDefinition definition,
        CancellationToken ct
    )
    {
        var (all, tickets) = (await units.AllAsync(ct), new List<AlikeTickets>());
        foreach (
            var (key, from, to) in query.GroupBy == RateGrouping.Month
                ? ClosedMonths
                    .Months(query.From, query.To)
                    .Select(of => ((string?)$"{of.From:yyyy-MM}", of.From, of.To))
                : [(null, query.From, query.To)]
        )
            tickets.AddRange(
                (
                    await months.CountAsync(
                        definition,
                        span with
                        {
                            From = from,
                            To = to,
                        },
                        query.GroupBy is { } by and not RateGrouping.Month ? by.Text() : "",
                        ct
                    )
                ).Select(one => key is null ? one : one with { GroupKey = key })
            );
        var days = await FindDaysAsync(query, span, definition.Terms, ct);
        var none = ClosingDays.Of([], WorkingDays.WithoutNotices);
        IReadOnlyList<RateGroup> groups = query.GroupBy is null
            ? []
            :
            [
                .. tickets
                    .GroupBy(one => one.GroupKey)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new RateGroup(
                        group.Key,
                        UnitOf(query, all, group.Key)?.Name ?? NameWithout(query, group.Key),
                        RankedAmong(UnitOf(query, all, group.Key)),
                        RateSet.Of([.. group]),
                        days?.GetValueOrDefault(group.Key ?? "", none)
                    )),
            ];
        var ranked = IsByUnit(query) ? Ranking.Rank(groups, definition.Terms.RankedFrom) : groups;
        return new ComparedRates(definition, RateSet.Of(tickets), ranked);
    }

    private static bool IsByUnit(Query query) => query.GroupBy is RateGrouping.Unit or RateGrouping.Neighbourhood;

    private async Task<Dictionary<string, ClosingDays>?> FindDaysAsync(
        Query query,
        RateSpan span,
        RateTerms terms,
        CancellationToken ct
    )
    {
        if (!IsByUnit(query))
            return null;
        var calendar = await holidays.WorkingDaysAsync(ct);
        return (await months.ListClosingsAsync(terms, span, query.GroupBy!.Value.Text(), ct))
            .GroupBy(one => one.GroupKey ?? "")
            .ToDictionary(group => group.Key, group => ClosingDays.Of([.. group], calendar));
    }

    private static string? NameWithout(Query query, string? key) =>
        key is not null ? null
        : query.GroupBy == RateGrouping.Unit ? "未派单"
        : query.GroupBy == RateGrouping.Neighbourhood ? "未标居委"
        : null;

    private static Unit? UnitOf(Query query, IReadOnlyDictionary<string, Unit> all, string? key) =>
        query.GroupBy is RateGrouping.Unit or RateGrouping.Neighbourhood && key is not null
            ? all.GetValueOrDefault(key)
            : null;

    private static string? RankedAmong(Unit? unit) =>
        unit?.Kind switch
        {
            UnitKind.Neighbourhood or UnitKind.Village => "committees",
            UnitKind.Office or UnitKind.Centre => "offices",
            _ => null,
        };
}
