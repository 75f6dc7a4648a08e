using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Moves;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>A row of TicketEvents.</summary>
internal sealed record TicketEventRow : EventRow
{
    public const string AllColumns = $"Number, Unit, DueAt, Ticket, LateEntry, Facts, {Columns}";

    public const string AllSql = $"SELECT {AllColumns} FROM TicketEvents ORDER BY Number, Version";

    public static readonly History<TicketEventRow> History = new("TicketEvents", AllSql);

    public string Number { get; init; } = "";
    public string? Unit { get; init; }
    public DateTimeOffset DueAt { get; init; }

    /// <summary>The hash of the ticket as the event left it: the ticket's own row is compared with it.</summary>
    public string? Ticket { get; init; }

    /// <summary>True where it was recorded later than its grace; null otherwise.</summary>
    public bool? LateEntry { get; init; }

    /// <summary>What the rates read of the ticket as the event left it; null in rows older than the column.</summary>
    public string? Facts { get; init; }

    /// <summary>What the ticket says of the event; the log completes it.</summary>
    public static TicketEventRow Of(Ticket? before, Ticket after, TicketAction action, TicketRows.Texts texts) =>
        Of(before, after, action, HashOf(after, texts.Description, texts.Sealed));

    /// <inheritdoc cref="Of(Ticket, Ticket, TicketAction, TicketRows.Texts)"/>
    /// <param name="hash">The hash of the ticket as the event leaves it.</param>
    public static TicketEventRow Of(Ticket? before, Ticket after, TicketAction action, string hash) =>
        new()
        {
            Number = after.Number,
            Version = after.Version,
            Action = action.Text(),
            FromStatus = before?.Status.Text(),
            ToStatus = after.Status.Text(),
            Unit = after.Unit,
            DueAt = after.DueAt,
            At = after.LastAt,
            Ticket = hash,
            Facts = RateState.Write(after),
        };

    public override string GetSubject() => Number;

    /// <summary>
    /// The ticket's row with its texts as they lie, in one hash. The keys it is found again by are left out: they are
    /// made from the sealed texts, and a migration may cut or lengthen them.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="description">Its description, masked.</param>
    /// <param name="sealedTexts">Its texts, sealed.</param>
    public static string HashOf(Ticket ticket, string? description, string sealedTexts) =>
        RowHash.Of(
            new State(
                RowHash.Of(
                    (
                        ticket with
                        {
                            PhoneHash = null,
                            PlaceHash = null,
                            BuildingHash = null,
                            SubjectHash = null,
                            ContentHash = "",
                        }
                    ).Row(hashed: true)
                ),
                description,
                sealedTexts
            )
        );

    private sealed record State(string Row, string? Description, string Sealed);
}
