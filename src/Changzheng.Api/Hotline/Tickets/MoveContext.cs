using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What a move depends on besides the ticket and its request.</summary>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="By">Who records it.</param>
/// <param name="FromFile">True for a row of a file, which moves no deadline that counts.</param>
internal sealed record MoveContext(
    DateTimeOffset At,
    DateTimeOffset RecordedAt,
    WorkingDays Calendar,
    DeadlineTable Deadlines,
    string By = "",
    bool FromFile = false
)
{
    /// <summary>补录: recorded after the grace that the channel gives.</summary>
    public bool IsLate(string channel, DateTimeOffset at) =>
        RecordedAt > Calendar.DueAfter(at, Deadlines.GetGraceDays(channel)).DueAt;

    /// <summary>When it counts as done: a late entry when it was recorded.</summary>
    public DateTimeOffset Judge(string channel, DateTimeOffset at) => IsLate(channel, at) ? RecordedAt : at;
}
