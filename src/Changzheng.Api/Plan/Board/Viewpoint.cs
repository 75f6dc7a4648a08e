using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Board;

/// <summary>From where a board is seen: the day it is about, the instant at which it was known, and which figures count.</summary>
/// <param name="IsNow">Everything recorded so far counts: the standings serve.</param>
/// <param name="IsToday">It is seen from now and about today.</param>
internal sealed record Viewpoint(DateOnly AsOf, DateTimeOffset KnownAt, Basis Basis, bool IsNow, bool IsToday)
{
    /// <summary>
    /// What was recorded by then counts. Seen from now that is everything, also what a machine whose clock is ahead recorded.
    /// </summary>
    public DateTimeOffset Until => IsNow ? DateTimeOffset.MaxValue : KnownAt;

    /// <summary>What to add to an address to see it from here; from now on, unless an instant was asked for.</summary>
    public string Query =>
        $"&asOf={AsOf:yyyy-MM-dd}{(IsNow ? "" : "&knownAt=" + Uri.EscapeDataString(Moment.Text(KnownAt)))}&basis={Basis.Text()}";

    public static Viewpoint Of(DateOnly? asOf, string? knownAt, Basis? basis, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var known = now;
        if (knownAt is not null && !Moment.TryParse(knownAt, out known))
            throw Refusals
                .RequestInvalid.Because(
                    "knownAt 须写成 2022-07-05T09:00:00+08:00。",
                    "knownAt is written 2022-07-05T09:00:00+08:00."
                )
                .With(
                    "errors",
                    new Dictionary<string, string[]>
                    {
                        ["knownAt"] = [Words.Say("须带时区偏移", "An offset is needed")],
                    }
                );
        var (today, day) = (Moment.Day(now), asOf ?? Moment.Day(now));
        return new Viewpoint(
            day,
            known < now ? known : now,
            basis ?? Basis.Reported,
            day >= today && known >= now,
            day == today && known >= now
        );
    }
}
