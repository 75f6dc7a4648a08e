using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// Tickets name files as attachments. A photo shows a citizen's door, a scan a citizen's hand: it is a citizen's matter
/// whatever the ticket's own fields mask.
/// </summary>
internal sealed class TicketFiles(Db db, TicketRows rows, Caller caller) : FileNamer
{
    public const string Name = "ticket";

    public const string TextsSql = """
        SELECT Number AS SubjectKey, Attachments AS Said
        FROM Tickets
        WHERE Attachments IS NOT NULL
        ORDER BY Number
        """;

    public override string Kind => Name;

    public override bool IsPersonal => true;

    /// <summary>As who may read the ticket, a unit that has a part in it among them.</summary>
    public override async Task<bool> MayReadAsync(string key, CancellationToken ct) =>
        Rights.Allow(caller, TicketRights.Read)
        && await rows.FindAsync(key, ct) is { } ticket
        && (await rows.ReachAsync(ct)).Sees([ticket.Unit, ticket.CountedUnit, .. ticket.ListPartners()]);

    public override IAsyncEnumerable<NamingText> ReadTextsAsync(CancellationToken ct) =>
        db.StreamAsync<NamingText>(TextsSql, ct);
}
