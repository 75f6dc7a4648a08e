using System.Globalization;

namespace Changzheng.Api.Hotline;

/// <summary>
/// What a ticket is found again by: a hash behind the month of its registration. Repeats lie within weeks of each other, so what is
/// written together lies together in the index, however many years are kept. Pure.
/// </summary>
internal static class Likeness
{
    private const int MonthLength = 6;

    public static string? Key(string? hash, DateTimeOffset registeredAt) => hash is null ? null : MonthOf(registeredAt.UtcDateTime) + hash;

    /// <summary>The hash alone.</summary>
    public static string Hash(string key) => key[MonthLength..];

    /// <summary>Every key the hash may have between two instants, both included.</summary>
    public static IEnumerable<string> Keys(string hash, DateTimeOffset since, DateTimeOffset until)
    {
        var last = until.UtcDateTime;
        for (var month = new DateTime(since.UtcDateTime.Year, since.UtcDateTime.Month, 1, 0, 0, 0, DateTimeKind.Utc); month <= last; month = month.AddMonths(1))
            yield return MonthOf(month) + hash;
    }

    private static string MonthOf(DateTime instant) => instant.ToString("yyyyMM", CultureInfo.InvariantCulture);
}
