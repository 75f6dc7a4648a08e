using System.Globalization;

namespace Changzheng.Api.Hotline;

/// <summary>
/// What a ticket is found again by: a hash behind the quarter of its registration, 2022Q2. Repeats lie within weeks of each other, so
/// what is written together lies together in the index, however many years are kept. Quarters are UTC's. Pure.
/// </summary>
internal static class Likeness
{
    private const int QuarterLength = 6, Months = 3;

    public static string? Key(string? hash, DateTimeOffset registeredAt) => hash is null ? null : Quarter(registeredAt.UtcDateTime) + hash;

    /// <summary>The hash alone.</summary>
    public static string? Hash(string? key) => key?[QuarterLength..];

    /// <summary>Every key the hash may have between two instants, both included.</summary>
    public static IEnumerable<string> Keys(string? hash, DateTimeOffset since, DateTimeOffset until)
    {
        if (hash is null)
            yield break;
        var (first, last) = (since.UtcDateTime, Quarter(until.UtcDateTime));
        for (var day = new DateTime(first.Year, first.Month, 1, 0, 0, 0, DateTimeKind.Utc); string.CompareOrdinal(Quarter(day), last) <= 0; day = day.AddMonths(Months))
            yield return Quarter(day) + hash;
    }

    private static string Quarter(DateTime instant) => string.Create(CultureInfo.InvariantCulture, $"{instant.Year:D4}Q{(instant.Month + Months - 1) / Months}");
}
