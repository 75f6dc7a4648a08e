using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>The deadlines of open tickets; each that moves is in its ticket's history.</summary>
internal sealed class TicketDeadlines(TicketRows tickets, TicketLedger ledger) : Deadlines
{
    public override async Task<IReadOnlyList<MovedDeadline>> MoveAsync(
        WorkingDays calendar,
        string because,
        CancellationToken ct
    )
    {
        var moved = new List<MovedDeadline>();
        foreach (var ticket in await tickets.ListOpenAsync(ct))
        {
            var after = ticket.SetDeadlines(calendar);
            if (TimesOf(after) == TimesOf(ticket))
                continue;
            await ledger.MoveDeadlineAsync(ticket, after, because, ct);
            moved.Add(new MovedDeadline(ticket.Number, TimesOf(ticket), TimesOf(after)));
        }

        return moved;
    }

    private static DeadlineTimes TimesOf(Ticket ticket) =>
        new(ticket.ContactDueAt, ticket.DueAt, ticket.OriginalDueAt, ticket.Provisional);
}
