using System.Collections.Concurrent;
using System.Net;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// Counts failed sign-ins per address and slows them: past the allowance each further failure doubles the wait, up to a
/// quarter of an hour; a quarter of an hour without any forgets them. A success forgets nothing, or one good key would
/// cover for guesses. Times are timestamps of the monotonic clock: setting the wall clock changes no wait.
/// </summary>
internal sealed class FailedAttempts(IConfiguration configuration, TimeProvider clock)
{
    private const int Most = 50_000;
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(15);

    private readonly int allowed = configuration.GetValue("Access:FailuresAllowed", 10);
    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);

    /// <returns>How long failures of the address are answered with a wait; null if they are counted.</returns>
    public TimeSpan? Wait(IPAddress? address)
    {
        var who = Networks.Partition(address);
        if (!counts.TryGetValue(who, out var count))
            return null;
        var since = clock.GetElapsedTime(count.Last);
        if (since < TimeSpan.Zero)
        {
            // The clock went back after all (a virtual machine, a test): the wait begins again now,
            // not when the clock has caught up.
            counts.TryUpdate(who, count with { Last = clock.GetTimestamp() }, count);
            since = TimeSpan.Zero;
        }

        var left = Penalty(count.Failures) - since;
        return left > TimeSpan.Zero ? left : null;
    }

    /// <returns>How many times this address has failed.</returns>
    public int Add(IPAddress? address)
    {
        if (counts.Count >= Most)
            Forget();
        var now = clock.GetTimestamp();
        return counts
            .AddOrUpdate(
                Networks.Partition(address),
                _ => new Count(1, now),
                (_, count) => new Count(IsOld(count) ? 1 : count.Failures + 1, now)
            )
            .Failures;
    }

    private TimeSpan Penalty(int failures) =>
        failures < allowed
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(failures - allowed, 20))));

    private bool IsOld(Count count) => clock.GetElapsedTime(count.Last) >= longest;

    /// <summary>
    /// The old go first; when all are fresh, all go: memory is bounded, and the request limit still stands.
    /// </summary>
    private void Forget()
    {
        foreach (var (who, count) in counts)
            if (IsOld(count))
                counts.TryRemove(who, out _);
        if (counts.Count >= Most)
            counts.Clear();
    }

    /// <param name="Failures">How many.</param>
    /// <param name="Last">The timestamp of the last one.</param>
    private sealed record Count(int Failures, long Last);
}
