namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// How long a ticket lay with no unit that owns it: from the request to return it until it is dispatched again, or
/// until the return is refused. In elapsed time, nights and days off included. Pure.
/// </summary>
internal sealed partial record Ticket
{
    private const decimal MinutesOfDay = 1440;

    /// <summary>The code of the reason it was last returned for.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Since when no unit has owned it; null while a unit does.</summary>
    public DateTimeOffset? UnownedSince { get; init; }

    /// <summary>The minutes of the times that have ended.</summary>
    public int? UnownedMinutes { get; init; }

    /// <summary>In days of 24 hours, cut to two places; one that was voided meanwhile counts until then.</summary>
    public decimal GetDaysWithoutOwner(DateTimeOffset now)
    {
        var running = UnownedSince is { } since ? CountMinutes(since, IsOpen ? now : LastAt) : 0;
        return decimal.Round(((UnownedMinutes ?? 0) + running) / MinutesOfDay, 2, MidpointRounding.ToZero);
    }

    public Ticket EndUnowned(DateTimeOffset at) =>
        UnownedSince is not { } since
            ? this
            : this with
            {
                UnownedSince = null,
                UnownedMinutes = (UnownedMinutes ?? 0) + CountMinutes(since, at),
            };

    /// <summary>Of a row of a file: a unit that it names owns it from when the file came.</summary>
    public Ticket KeepOwner(DateTimeOffset now) =>
        Unit is null || Status == TicketStatus.Returned ? this : EndUnowned(now);

    private static int CountMinutes(DateTimeOffset since, DateTimeOffset until) =>
        (int)Math.Max(0, (until - since).TotalMinutes);
}
