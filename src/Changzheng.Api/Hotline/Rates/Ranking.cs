namespace Changzheng.Api.Hotline.Rates;

/// <summary>Ranks units by each rate, offices and committees apart; equal rates share a rank.</summary>
internal static class Ranking
{
    public static IReadOnlyList<GetHotlineRates.RateGroup> Rank(IReadOnlyList<GetHotlineRates.RateGroup> groups) =>
        [
            .. groups.Select(group =>
                group.RankedAmong is null
                    ? group
                    : group with
                    {
                        Rates = group.Rates with
                        {
                            FirstContact = GetRanked(groups, group, RateKind.FirstContact),
                            OnTimeClosing = GetRanked(groups, group, RateKind.OnTimeClosing),
                            Resolution = GetRanked(groups, group, RateKind.Resolution),
                            Satisfaction = GetRanked(groups, group, RateKind.Satisfaction),
                        },
                    }
            ),
        ];

    private static Rate GetRanked(
        IReadOnlyList<GetHotlineRates.RateGroup> groups,
        GetHotlineRates.RateGroup group,
        RateKind kind
    )
    {
        var rate = group.Rates[kind];
        return rate with
        {
            Rank = rate.Value is null
                ? null
                : 1
                    + groups.Count(other =>
                        other.RankedAmong == group.RankedAmong && other.Rates[kind].Value > rate.Value
                    ),
        };
    }
}
