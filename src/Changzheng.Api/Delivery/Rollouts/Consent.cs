namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>A share as two whole numbers: exact, as 2 of 3.</summary>
/// <param name="Numerator">2.</param>
/// <param name="Denominator">3.</param>
public sealed record Portion(int Numerator, int Denominator)
{
    /// <summary>At least this portion; compared without dividing.</summary>
    internal bool IsMetBy(decimal part, decimal whole) => part * Denominator >= whole * Numerator;

    public override string ToString() => $"{Numerator}/{Denominator}";
}

/// <summary>
/// What owners must take part and agree, as data. For lifts in Shanghai (沪建房管联〔2019〕749号): owners with at least 2/3 of
/// the area and of the number take part, and at least 3/4 of the area and of the number of those agree.
/// </summary>
/// <param name="TakePart">Of the whole, by area and by number.</param>
/// <param name="Agree">Of those that took part, by area and by number.</param>
/// <param name="Source">The text that prescribes it.</param>
public sealed record ConsentRule(Portion TakePart, Portion Agree, string? Source = null)
{
    internal static ConsentRule Example => new(new Portion(2, 3), new Portion(3, 4), "沪建房管联〔2019〕749号");

    /// <summary>A building by itself, or the buildings of a group together; each of them has been polled.</summary>
    internal void MustBeMet(IEnumerable<(string Key, Poll? Poll)> buildings)
    {
        var all = buildings.ToList();
        if (all.FirstOrDefault(one => one.Poll is null) is { Key: { } missing })
            throw RolloutRefusals.PollMissing.WithDetail($"{missing} 尚无征询结果。", $"{missing} was not polled yet.");
        var polls = all.Select(one => one.Poll!).ToList();
        Must(
            TakePart,
            polls.Sum(one => one.OwnersTakingPart),
            polls.Sum(one => one.Owners),
            "参与人数",
            "owners taking part"
        );
        Must(
            TakePart,
            polls.Sum(one => one.AreaTakingPart),
            polls.Sum(one => one.Area),
            "参与面积",
            "area taking part"
        );
        Must(
            Agree,
            polls.Sum(one => one.OwnersAgreeing),
            polls.Sum(one => one.OwnersTakingPart),
            "同意人数",
            "owners agreeing"
        );
        Must(
            Agree,
            polls.Sum(one => one.AreaAgreeing),
            polls.Sum(one => one.AreaTakingPart),
            "同意面积",
            "area agreeing"
        );
    }

    private static void Must(Portion portion, decimal part, decimal whole, string what, string whatEn)
    {
        if (whole == 0 || !portion.IsMetBy(part, whole))
            throw RolloutRefusals.ConsentNotMet.WithDetail(
                $"{what} {part}，应不少于 {whole} 的 {portion}。",
                $"{whatEn}: {part}, at least {portion} of {whole} is needed."
            );
    }
}

/// <summary>征询: what the owners of a building said. Areas in square metres.</summary>
/// <param name="Owners">All owners.</param>
/// <param name="OwnersTakingPart">Those who took part.</param>
/// <param name="OwnersAgreeing">Those who agreed.</param>
/// <param name="Area">All area.</param>
/// <param name="AreaTakingPart">The area of those who took part.</param>
/// <param name="AreaAgreeing">The area of those who agreed.</param>
public sealed record Poll(
    int Owners,
    int OwnersTakingPart,
    int OwnersAgreeing,
    decimal Area,
    decimal AreaTakingPart,
    decimal AreaAgreeing
)
{
    internal static Poll Example => new(24, 20, 16, 1_820.5m, 1_500m, 1_230m);

    internal bool AddsUp =>
        0 <= OwnersAgreeing
        && OwnersAgreeing <= OwnersTakingPart
        && OwnersTakingPart <= Owners
        && 0 <= AreaAgreeing
        && AreaAgreeing <= AreaTakingPart
        && AreaTakingPart <= Area;
}
