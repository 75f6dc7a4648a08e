using System.Globalization;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>
/// Keys to find repeats by: a hash of phone or place behind the quarter of registration, as in 2022Q2…. Repeats lie
/// within weeks of each other, so entries written together stay together in the index, however many years of tickets
/// there are. Quarters are in UTC. Pure.
/// </summary>
internal static class RepeatKeys
{
    private const int QuarterLength = 6,
        Quarters = 4,
        Months = 3;

    public static string? Make(string? hash, DateTimeOffset registeredAt) =>
        hash is null ? null : Text(Quarter(registeredAt)) + hash;

    /// <summary>The hash without the quarter.</summary>
    public static string? GetHash(string? key) => key?[QuarterLength..];

    /// <summary>Every key the hash may have between two instants, both included.</summary>
    public static IEnumerable<string> ListBetween(string? hash, DateTimeOffset since, DateTimeOffset until)
    {
        if (hash is null)
            yield break;
        for (var quarter = Quarter(since); quarter <= Quarter(until); quarter++)
            yield return Text(quarter) + hash;
    }

    /// <summary>The number of quarters since the year 0.</summary>
    private static int Quarter(DateTimeOffset instant) =>
        instant.UtcDateTime.Year * Quarters + (instant.UtcDateTime.Month - 1) / Months;

    private static string Text(int quarter) =>
        string.Create(CultureInfo.InvariantCulture, $"{quarter / Quarters:D4}Q{quarter % Quarters + 1}");
}
