using System.Globalization;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Days and instants as clerks and spreadsheets write them; without an offset they are Asia/Shanghai's.
/// </summary>
internal static partial class CellTime
{
    /// <summary>Excel's count of days: from 1990 to 2100, so that a year or an amount is not taken for one.</summary>
    private const decimal FirstSerial = 32_874,
        LastSerial = 73_415;

    public static object? ParseDay(string text, out Fault? fault)
    {
        fault = null;
        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var plain)
        )
            return plain;

        var instant = Read(text, out var proposal);
        if (instant is { } read && read.ToOffset(Moment.Shanghai).TimeOfDay == TimeSpan.Zero)
            return Moment.Day(read);

        proposal = instant is { } at ? Moment.Day(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : proposal;
        fault = FileRefusals.CellNotDay.Fault(
            $"“{Faults.Brief(text)}”不是日期，写成 2022-01-13。",
            $"\"{Faults.Brief(text)}\" is not a day; write 2022-01-13.",
            proposal
        );
        return null;
    }

    public static object? ParseInstant(string text, out Fault? fault)
    {
        fault = null;
        if (Moment.TryParse(text, out var plain) || Read(text, out var proposal) is { } read && Assign(read, out plain))
            return plain;
        fault = FileRefusals.CellNotInstant.Fault(
            $"“{Faults.Brief(text)}”不是时间，写成 2022-01-13 08:30。",
            $"\"{Faults.Brief(text)}\" is not a time; write 2022-01-13 08:30.",
            proposal
        );
        return null;
    }

    private static bool Assign(DateTimeOffset read, out DateTimeOffset instant)
    {
        instant = read;
        return true;
    }

    /// <summary>
    /// The instant, a day being its first; null where it is none, with the month's last day where the month is shorter.
    /// </summary>
    private static DateTimeOffset? Read(string text, out string? proposal)
    {
        proposal = null;
        var folded = Width.Fold(text).Trim().TrimStart('\'');
        if (
            decimal.TryParse(folded, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
            && serial is >= FirstSerial and < LastSerial + 1
        )
            return new DateTimeOffset(
                new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(
                    (double)Math.Round(serial * 86_400)
                ),
                Moment.Shanghai
            );

        var found = Compact().Match(folded);
        if (!found.Success)
            found = Pattern().Match(folded);
        if (!found.Success)
            return null;
        var (year, month, day) = (Part(found, "y"), Part(found, "m"), Part(found, "d"));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        if (day > DateTime.DaysInMonth(year, month))
        {
            proposal = $"{year:D4}-{month:D2}-{DateTime.DaysInMonth(year, month):D2}";
            return null;
        }

        return At(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified), found);
    }

    private static DateTimeOffset? At(DateTime day, Match found)
    {
        var (hour, minute, second) = (Part(found, "h"), Part(found, "n"), Part(found, "s"));
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        var fraction = found.Groups["f"] is { Success: true } part
            ? decimal.Parse("0" + part.Value, CultureInfo.InvariantCulture)
            : 0;
        var local = day.AddHours(hour)
            .AddMinutes(minute)
            .AddSeconds(second)
            .AddTicks((long)(fraction * TimeSpan.TicksPerSecond));
        var offset = Offset(found.Groups["o"]);
        // The first and the last day of the calendar have hours that are no instant elsewhere.
        return
            offset is null
            || local.Ticks < offset.Value.Ticks
            || local.Ticks - offset.Value.Ticks > DateTime.MaxValue.Ticks
            ? null
            : new DateTimeOffset(local, offset.Value);
    }

    private static TimeSpan? Offset(Group written)
    {
        if (!written.Success)
            return Moment.Shanghai;
        if (written.ValueSpan is "Z" or "z")
            return TimeSpan.Zero;
        var (hours, minutes) = (
            int.Parse(written.ValueSpan[1..3], CultureInfo.InvariantCulture),
            int.Parse(written.ValueSpan[^2..], CultureInfo.InvariantCulture)
        );
        var offset = new TimeSpan(hours, minutes, 0) * (written.ValueSpan[0] == '-' ? -1 : 1);
        return minutes < 60 && offset.Duration() <= TimeSpan.FromHours(14) ? offset : null;
    }

    private static int Part(Match found, string name) =>
        found.Groups[name] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Compact();

    private const string Date =
        @"(?<y>[0-9]{4})(?:-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})|/(?<m>[0-9]{1,2})/(?<d>[0-9]{1,2})|\.(?<m>[0-9]{1,2})\.(?<d>[0-9]{1,2})|\s*年\s*(?<m>[0-9]{1,2})\s*月\s*(?<d>[0-9]{1,2})\s*日?)";

    private const string Time =
        @"(?<h>[0-9]{1,2})(?::(?<n>[0-9]{1,2})|\s*[时点]\s*(?:(?<n>[0-9]{1,2})\s*分?)?)(?::(?<s>[0-9]{1,2})(?<f>\.[0-9]{1,7})?|(?<=分)\s*(?<s>[0-9]{1,2})\s*秒)?\s*(?<o>[Zz]|[+-][0-9]{2}:?[0-9]{2})?";

    [GeneratedRegex("^" + Date + @"(?:(?:[Tt]|\s+|(?<=日)\s*)" + Time + ")?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
