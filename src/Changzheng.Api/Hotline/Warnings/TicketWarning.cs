using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Hotline.Warnings;

/// <summary>What the feed shows of an early warning.</summary>
internal sealed record TicketWarning(
    string Number,
    string Channel,
    TicketStatus Status,
    string? Unit,
    string? CountedUnit,
    DateTimeOffset DueAt
)
{
    public static readonly ChangeKind<TicketWarning> HalfTerm = new(
        "ticket.half_term",
        TicketRights.Read,
        ChangeReach.Units,
        "工单办理期限过半",
        "Half of a ticket's term is over"
    );

    public static readonly ChangeKind<TicketWarning> DueSoon = new(
        "ticket.due_soon",
        TicketRights.Read,
        ChangeReach.Units,
        "工单一个工作日后到期",
        "A ticket is due in one working day"
    );

    public static ChangeKind<TicketWarning> KindOf(WarningKind kind) =>
        kind == WarningKind.HalfTerm ? HalfTerm : DueSoon;

    public static TicketWarning Of(Ticket ticket) =>
        new(ticket.Number, ticket.Channel, ticket.Status, ticket.Unit, ticket.CountedUnit, ticket.DueAt);
}

/// <summary>A row of TicketWarnings.</summary>
internal sealed record TicketWarningRow
{
    public const string Columns = "Number, Kind, DueAt, WarnedAt";

    public string Number { get; init; } = "";
    public WarningKind Kind { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset WarnedAt { get; init; }
}
