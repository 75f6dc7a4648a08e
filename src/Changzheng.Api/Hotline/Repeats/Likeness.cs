using System.Globalization;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>
/// What a ticket is found again by: a hash behind the quarter of its registration, 2022Q2. Repeats lie within weeks of each other, so
/// what is written together lies together in the index, however many years are kept. Quarters are UTC's. Pure.
/// </summary>
internal static class Likeness
{
    private const int QuarterLength = 6,
        Quarters = 4,
        Months = 3;

    public static string? Key(string? hash, DateTimeOffset registeredAt) =>
        hash is null ? null : Text(Quarter(registeredAt)) + hash;

    /// <summary>The hash alone.</summary>
    public static string? Hash(string? key) => key?[QuarterLength..];

    /// <summary>Every key the hash may have between two instants, both included.</summary>
    public static IEnumerable<string> Keys(string? hash, DateTimeOffset since, DateTimeOffset until)
    {
        if (hash is null)
            yield break;
        for (var quarter = Quarter(since); quarter <= Quarter(until); quarter++)
            yield return Text(quarter) + hash;
    }

    /// <summary>Counted from the year 0.</summary>
    private static int Quarter(DateTimeOffset instant) =>
        instant.UtcDateTime.Year * Quarters + (instant.UtcDateTime.Month - 1) / Months;

    private static string Text(int quarter) =>
        string.Create(CultureInfo.InvariantCulture, $"{quarter / Quarters:D4}Q{quarter % Quarters + 1}");
}
