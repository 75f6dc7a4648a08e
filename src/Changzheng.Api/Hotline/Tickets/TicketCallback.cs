using System.Text.Json;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <param name="Level">Who called back.</param>
/// <param name="Reached">Whether the citizen was reached.</param>
/// <param name="Contacted">Whether they say the unit contacted them; null if not asked.</param>
/// <param name="Resolved">Whether they say it is solved; null if not asked.</param>
/// <param name="Satisfaction">How satisfied they are.</param>
/// <param name="Note">What they said, masked.</param>
/// <param name="At">When.</param>
/// <param name="RecordedBy">Who recorded it.</param>
public sealed record TicketCallback(
    CallbackLevel Level,
    bool Reached,
    bool? Contacted,
    bool? Resolved,
    Satisfaction Satisfaction,
    string? Note,
    DateTimeOffset At,
    string RecordedBy
);

/// <summary>Reads the callbacks of tickets from their histories: each is kept, whatever a later one found.</summary>
internal sealed class TicketCallbacks(Db db)
{
    public const string CallbacksSql =
        "SELECT Number, Said, At, RecordedBy FROM TicketEvents WHERE Number IN (SELECT value {ordinal} FROM {each}(@Numbers)) AND Action = 'callback' ORDER BY Number, Version";

    public async Task<IReadOnlyList<TicketView>> AddToAsync(IReadOnlyList<TicketView> views, CancellationToken ct)
    {
        if (views.Count == 0)
            return views;
        var numbers = JsonSerializer.Serialize(views.Select(view => view.Number));
        var callbacks = (await db.QueryAsync<Row>(CallbacksSql, new { Numbers = numbers }, ct)).ToLookup(
            row => row.Number,
            row => row.ToCallback(),
            StringComparer.Ordinal
        );
        return [.. views.Select(view => view with { Callbacks = [.. callbacks[view.Number]] })];
    }

    public async Task<TicketView> AddToAsync(TicketView view, CancellationToken ct) =>
        (await AddToAsync([view], ct))[0];

    internal sealed record Row
    {
        public string Number { get; init; } = "";
        public string Said { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string RecordedBy { get; init; } = "";

        public TicketCallback ToCallback()
        {
            var said = JsonSerializer.Deserialize<Words>(Said, Json.Stored)!;
            return new TicketCallback(
                said.Level ?? CallbackLevel.Town,
                said.Reached,
                said.Contacted,
                said.Resolved,
                said.Satisfaction,
                said.Note,
                At,
                RecordedBy
            );
        }
    }

    /// <summary>The request of a callback, as its event keeps it.</summary>
    private sealed record Words(
        bool Reached,
        Satisfaction Satisfaction,
        bool? Contacted = null,
        bool? Resolved = null,
        CallbackLevel? Level = null,
        string? Note = null,
        IReadOnlyList<int>? DeniedDemands = null,
        DateTimeOffset? At = null
    );
}
