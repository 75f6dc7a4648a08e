namespace Changzheng.Api.Hotline.Tickets;

/// <summary>A ticket in the database: unsealed when a cell needs it, drafted when its row is accepted.</summary>
internal sealed record KnownTicket(Ticket Ticket, string? Description, Lazy<TicketRows.Private> Open)
{
    public TicketDraft? Draft { get; set; }

    public (Ticket Before, TicketDraft Draft, TicketRevision Revision) Revised =>
        (
            Ticket,
            Draft!,
            TicketRevision.Of(new(Ticket, Description, Open.Value), new(Draft!.Ticket, Draft.Description, Draft.Secret))
        );
}

/// <summary>Everything to write for one ticket.</summary>
internal sealed record TicketDraft(
    Ticket Ticket,
    object Row,
    string? Description,
    string Sealed,
    TicketRows.Private Secret,
    string Hash
);
