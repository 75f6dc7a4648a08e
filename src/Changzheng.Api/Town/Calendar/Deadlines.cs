namespace Changzheng.Api.Town.Calendar;

/// <summary>
/// Open deadlines of a subject that count working days. A module whose subject has some registers them; they are worked
/// out again, in the same transaction, when a notice changes which days are working days.
/// </summary>
internal abstract class Deadlines
{
    /// <returns>Those that moved.</returns>
    public abstract Task<IReadOnlyList<MovedDeadline>> MoveAsync(
        WorkingDays calendar,
        string because,
        CancellationToken ct
    );
}

internal static class DeadlinesOfAll
{
    public static async Task<IReadOnlyList<MovedDeadline>> MoveAllAsync(
        this IEnumerable<Deadlines> subjects,
        WorkingDays calendar,
        string because,
        CancellationToken ct
    )
    {
        var moved = new List<MovedDeadline>();
        foreach (var deadlines in subjects)
            moved.AddRange(await deadlines.MoveAsync(calendar, because, ct));
        return moved;
    }
}

/// <param name="Number">The ticket.</param>
/// <param name="Before">What was due when before.</param>
/// <param name="After">What is due when now.</param>
public sealed record MovedDeadline(string Number, DeadlineTimes Before, DeadlineTimes After);

/// <param name="ContactDueAt">First contact.</param>
/// <param name="DueAt">Handling.</param>
/// <param name="OriginalDueAt">Handling as first promised.</param>
/// <param name="Provisional">Whether a notice still to come may move it.</param>
public sealed record DeadlineTimes(
    DateTimeOffset? ContactDueAt,
    DateTimeOffset DueAt,
    DateTimeOffset OriginalDueAt,
    bool Provisional
);
