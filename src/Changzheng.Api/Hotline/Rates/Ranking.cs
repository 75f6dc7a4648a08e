namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// Ranks units by each rate, offices and committees apart; equal rates share a rank. A unit with fewer tickets than the
/// definition ranks is in no ranking: it has no rank and takes none.
/// </summary>
internal static class Ranking
{
    public static IReadOnlyList<GetHotlineRates.RateGroup> Rank(
        IReadOnlyList<GetHotlineRates.RateGroup> groups,
        int rankedFrom
    ) =>
        [
            .. groups.Select(group =>
                group.RankedAmong is null
                    ? group
                    : group with
                    {
                        Rates = group.Rates with
                        {
                            FirstContact = GetRanked(groups, group, rankedFrom, RateKind.FirstContact),
                            OnTimeClosing = GetRanked(groups, group, rankedFrom, RateKind.OnTimeClosing),
                            Resolution = GetRanked(groups, group, rankedFrom, RateKind.Resolution),
                            Satisfaction = GetRanked(groups, group, rankedFrom, RateKind.Satisfaction),
                        },
                    }
            ),
        ];

    private static Rate GetRanked(
        IReadOnlyList<GetHotlineRates.RateGroup> groups,
        GetHotlineRates.RateGroup group,
        int rankedFrom,
        RateKind kind
    )
    {
        var rate = group.Rates[kind];
        return rate with
        {
            Rank =
                rate.Value is null || rate.Denominator < rankedFrom
                    ? null
                    : 1
                        + groups.Count(other =>
                            other.RankedAmong == group.RankedAmong
                            && other.Rates[kind].Denominator >= rankedFrom
                            && other.Rates[kind].Value > rate.Value
                        ),
        };
    }
}
