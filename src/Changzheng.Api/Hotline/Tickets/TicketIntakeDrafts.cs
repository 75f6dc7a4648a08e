using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What a row makes of a ticket, before anything is written.</summary>
internal sealed partial class TicketIntake
{
    /// <param name="by">The caller who wrote the content; null if several did.</param>
    private TicketDraft Draft(RegisterTicket.Request request, Entry entry, Ticket? before, string? by)
    {
        var phone = request.Reporter?.Phone;
        validator.ValidateAndThrow(
            new RegisterTicket.Command(
                phone is not null && Masking.IsMasked(phone)
                    ? request with
                    {
                        Reporter = new Reporter(request.Reporter!.Name),
                    }
                    : request
            )
        );
        var ticket = RegisterTicket
            .Draft(request, personal)
            .FillFromRow(
                entry,
                (request.RegisteredAt ?? before?.RegisteredAt ?? begun).TruncateToMilliseconds(),
                calendar,
                deadlines
            );
        if (before is not null)
            ticket = ticket.KeepTerms(before, calendar).KeepOwner(begun) with
            {
                Version = before.Version + 1,
                LastAt = ticket.LastAt > before.LastAt ? ticket.LastAt : before.LastAt,
            };
        ticket.MustFitExcuse(ticket.NotContacted == before?.NotContacted ? null : ticket.NotContacted);
        ticket = (ticket with { ContentBy = by }).KeepWhatCounts(
            before,
            new MoveContext(ticket.LastAt, begun, calendar, deadlines, FromFile: true)
        );
        var secret = RegisterTicket.Secret(request);
        var (description, texts) = (Masking.Text(secret.Description, secret.Known), personal.Seal(secret));
        var hash = TicketEventRow.HashOf(ticket, description, texts);
        return new TicketDraft(ticket, ticket.Row(), description, texts, secret, hash);
    }

    /// <summary>Masked cells keep what is stored.</summary>
    private TicketDraft Revised(Entry entry)
    {
        var there = known[entry.Key];
        var masked = TicketTable.Cells(there.Ticket, there.Description);
        var (whole, kept, written) = TicketTable.Unmask(entry, masked, there.Open.Value);
        var by =
            !kept ? caller.Id
            : written ? null
            : there.Ticket.ContentBy;
        return Draft(TicketTable.Request(whole), whole, there.Ticket, by);
    }
}
