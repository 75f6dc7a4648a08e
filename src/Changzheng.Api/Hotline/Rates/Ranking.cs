namespace Changzheng.Api.Hotline.Rates;

/// <summary>Places units by each rate, offices among offices and committees among committees; equal rates share a place.</summary>
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
                            FirstContact = Placed(groups, group, RateKind.FirstContact),
                            OnTimeClosing = Placed(groups, group, RateKind.OnTimeClosing),
                            Resolution = Placed(groups, group, RateKind.Resolution),
                            Satisfaction = Placed(groups, group, RateKind.Satisfaction),
                        },
                    }
            ),
        ];

    private static Rate Placed(
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
