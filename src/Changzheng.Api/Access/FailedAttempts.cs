using System.Collections.Concurrent;
using System.Net;

namespace Changzheng.Api.Access;

/// <summary>
/// Counts failed sign-ins per address and slows them: past the allowance each further failure doubles the wait, up to a quarter
/// of an hour; a quarter of an hour without any forgets them. A success forgets nothing, or one good key would cover for guesses.
/// </summary>
internal sealed class FailedAttempts(IConfiguration configuration, TimeProvider clock)
{
    private const int Most = 50_000;
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(15);

    private readonly int allowed = configuration.GetValue("Access:FailuresAllowed", 10);
    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);

    /// <returns>How long the address has to wait; null when it may try.</returns>
    public TimeSpan? Wait(IPAddress? address)
    {
        var now = clock.GetUtcNow();
        if (!counts.TryGetValue(Networks.Partition(address), out var count))
            return null;
        var until = count.Last + Penalty(count.Failures);
        return until > now ? until - now : null;
    }

    /// <returns>How many times this address has failed.</returns>
    public int Add(IPAddress? address)
    {
        var now = clock.GetUtcNow();
        if (counts.Count >= Most)
            Forget(now);
        return counts.AddOrUpdate(Networks.Partition(address), _ => new Count(1, now),
            (_, count) => now - count.Last >= longest ? new Count(1, now) : new Count(count.Failures + 1, now)).Failures;
    }

    private TimeSpan Penalty(int failures) =>
        failures < allowed ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(failures - allowed, 20))));

    /// <summary>The old go first; when all are fresh, all go: memory is bounded, and the request limit still stands.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var (who, count) in counts)
            if (now - count.Last >= longest)
                counts.TryRemove(who, out _);
        if (counts.Count >= Most)
            counts.Clear();
    }

    private sealed record Count(int Failures, DateTimeOffset Last);
}
