using System.Globalization;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// Instants and days as the town reads them: Asia/Shanghai, which has been +08:00 all year since 1991.
/// </summary>
internal static partial class Moment
{
    public static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Shanghai).DateTime);

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Shanghai);

    public static string Text(DateTimeOffset instant) =>
        instant
            .ToOffset(Shanghai)
            .ToString(
                instant.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:sszzz" : "yyyy-MM-ddTHH:mm:ss.fffzzz",
                CultureInfo.InvariantCulture
            );

    /// <summary>
    /// RFC 3339 with an offset; an instant without one is refused, for it would mean another instant on another server.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: <= 40 }
            && Pattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
