using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Platform.Moves;

/// <summary>
/// A row of a workflow's history: one move, with its time, its person and its words. A subject adds its key and what
/// else it keeps of each move.
/// </summary>
internal abstract record EventRow : HistoryRow
{
    /// <summary>The columns every such table has.</summary>
    public const string Columns =
        "Version, Action, FromStatus, ToStatus, At, RecordedAt, RecordedBy, CallerId, Said, Sealed, Hash";

    public string Action { get; init; } = "";

    /// <summary>Null in the first event.</summary>
    public string? FromStatus { get; init; }
    public string ToStatus { get; init; } = "";

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    /// <summary>The credential that recorded it; null in rows older than the column.</summary>
    public string? CallerId { get; init; }

    /// <summary>The words of the move as JSON, masked: for everyone who may read the history.</summary>
    public string Said { get; init; } = "{}";

    /// <summary>The same unmasked and sealed; null where masking hides nothing.</summary>
    public string? Sealed { get; init; }
}
