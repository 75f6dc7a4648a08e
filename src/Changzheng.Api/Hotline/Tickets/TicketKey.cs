using System.Globalization;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>The key a page of tickets ends with: a time, and the number to make it unique.</summary>
internal readonly record struct TicketKey(DateTimeOffset At, string Number)
{
    public override string ToString() => $"{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}|{Number}";

    public static TicketKey? Parse(string? text)
    {
        if (text is null)
            return null;
        return text.Split('|', 2) is [var at, var number] && Moment.TryParse(at, out var instant)
            ? new TicketKey(instant, number)
            : throw Refusals.CursorInvalid.WithDetail(
                "游标须取自上一页的 next。",
                "A cursor comes from the last page's next."
            );
    }

    public static string Text(DateTimeOffset at, string number) =>
        string.Create(CultureInfo.InvariantCulture, $"{new TicketKey(at, number)}");
}
