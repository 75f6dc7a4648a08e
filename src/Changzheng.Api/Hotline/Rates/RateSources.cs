using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// What a plan's indicator can name to be worked out from tickets: the four rates, by the standard definition.
/// </summary>
internal static class RateSources
{
    public static readonly DerivedSource FirstContact = new(
        "hotline.firstContact",
        IsShare: true,
        "12345热线先行联系率",
        "Rate of first contact in time, 12345 hotline"
    );

    public static readonly DerivedSource OnTimeClosing = new(
        "hotline.onTimeClosing",
        IsShare: true,
        "12345热线按时办结率",
        "Rate of tickets closed on time, 12345 hotline"
    );

    public static readonly DerivedSource Resolution = new(
        "hotline.resolution",
        IsShare: true,
        "12345热线实际解决率",
        "Rate of tickets resolved, 12345 hotline"
    );

    public static readonly DerivedSource Satisfaction = new(
        "hotline.satisfaction",
        IsShare: true,
        "12345热线市民满意率",
        "Rate of satisfied citizens, 12345 hotline"
    );

    public static readonly IReadOnlyDictionary<RateKind, DerivedSource> ByRate = new Dictionary<RateKind, DerivedSource>
    {
        [RateKind.FirstContact] = FirstContact,
        [RateKind.OnTimeClosing] = OnTimeClosing,
        [RateKind.Resolution] = Resolution,
        [RateKind.Satisfaction] = Satisfaction,
    };
}
