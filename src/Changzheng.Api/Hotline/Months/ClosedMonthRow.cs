using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Hotline.Months;

/// <summary>A row of HotlineMonths: a month that is closed.</summary>
internal sealed record ClosedMonthRow : HistoryRow
{
    public const string Columns = "Month, Version, Definition, Tickets, Digest, ClosedAt, ClosedBy, CallerId, Hash";

    public const string AllSql = $"SELECT {Columns} FROM HotlineMonths ORDER BY Month, Version";

    public static readonly History<ClosedMonthRow> History = new("HotlineMonths", AllSql);

    public string Month { get; init; } = "";

    /// <summary>The version of the standard definition its derived figures follow, code@version.</summary>
    public string Definition { get; init; } = "";
    public int Tickets { get; init; }

    /// <summary>Over the facts of its tickets, in the order of their numbers.</summary>
    public string Digest { get; init; } = "";
    public DateTimeOffset ClosedAt { get; init; }
    public string ClosedBy { get; init; } = "";
    public string? CallerId { get; init; }

    public override string GetSubject() => Month;

    public static string DigestOf(IEnumerable<MonthTicketRow> tickets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var ticket in tickets.OrderBy(ticket => ticket.Number, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{ticket.Number}\n{ticket.Facts}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A row of HotlineMonthTickets: what the rates read of a ticket when its month was closed.</summary>
internal sealed record MonthTicketRow
{
    public const string Columns = "Month, Number, Facts";

    public string Month { get; init; } = "";
    public string Number { get; init; } = "";
    public string Facts { get; init; } = "";
}
