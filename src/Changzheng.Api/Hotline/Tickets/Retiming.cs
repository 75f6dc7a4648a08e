using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Computes the deadlines of open tickets again after a change of working days; each that moves is an event.</summary>
internal sealed class Retiming(TicketRows tickets, TicketLedger ledger)
{
    public async Task<IReadOnlyList<AmendCalendar.MovedDeadline>> MoveDeadlinesAsync(
        WorkingDays calendar,
        string because,
        CancellationToken ct
    )
    {
        var moved = new List<AmendCalendar.MovedDeadline>();
        foreach (var ticket in await tickets.ListOpenAsync(ct))
        {
            var after = ticket.SetDeadlines(calendar);
            if (AmendCalendar.DeadlineTimes.Of(after) == AmendCalendar.DeadlineTimes.Of(ticket))
                continue;
            await ledger.MoveDeadlineAsync(ticket, after, because, ct);
            moved.Add(
                new AmendCalendar.MovedDeadline(
                    ticket.Number,
                    AmendCalendar.DeadlineTimes.Of(ticket),
                    AmendCalendar.DeadlineTimes.Of(after)
                )
            );
        }

        return moved;
    }
}
