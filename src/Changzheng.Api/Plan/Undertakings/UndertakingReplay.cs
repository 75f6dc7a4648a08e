namespace Changzheng.Api.Plan.Undertakings;

/// <summary>Which undertaking it is.</summary>
internal sealed record UndertakingId
{
    public required string PlanCode { get; init; }
    public required string Measure { get; init; }
    public required UndertakingKind Kind { get; init; }
    public required string UndertakingKey { get; init; }

    public override string ToString() => $"{PlanCode} {Measure} {Kind} {UndertakingKey}";
}

/// <summary>One entry of a subject's own history.</summary>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="EffectiveOn">Which day it is about.</param>
/// <param name="RecordedBy">By whom.</param>
internal sealed record Occasion(DateTimeOffset RecordedAt, DateOnly EffectiveOn, string RecordedBy);

/// <summary>
/// A subject's own history of its undertakings, from which all their contributions follow. A database from before there
/// were contributions is filled from it, and <c>verify</c> holds every contribution against it.
/// </summary>
internal abstract class UndertakingReplay
{
    public abstract UndertakingKind Kind { get; }

    /// <summary>
    /// Counts the subject's ways to judge. With a higher number than a database has, each undertaking is judged anew at
    /// the next start, as of then: what was known before stays as it was judged.
    /// </summary>
    public abstract int Rules { get; }

    /// <summary>Every undertaking that must have contributions.</summary>
    public abstract Task<IReadOnlyList<UndertakingId>> ListAsync(CancellationToken ct);

    public abstract Task<ReplayedUndertaking> ReadAsync(UndertakingId id, CancellationToken ct);
}

/// <summary>One undertaking's history, and what it says to its measure.</summary>
/// <param name="Occasions">Everything that was recorded.</param>
/// <param name="ChangesLaterDays">Whether an entry about a day changes what later entries said about theirs.</param>
/// <param name="Contribute">What it says about a day, from what was recorded by an instant, on each basis.</param>
internal sealed record ReplayedUndertaking(
    IReadOnlyList<Occasion> Occasions,
    bool ChangesLaterDays,
    Func<DateOnly, DateTimeOffset, IEnumerable<Contribution>> Contribute
)
{
    /// <summary>Every instant at which something was recorded.</summary>
    public IReadOnlyList<DateTimeOffset> Instants =>
        [.. Occasions.Select(occasion => occasion.RecordedAt).Distinct().Order()];

    /// <summary>
    /// The contributions there must be, instant by instant: what was recorded since the instant before changes its own
    /// days, and where it does so, the later days known by then.
    /// </summary>
    public IEnumerable<Contribution> Replay(IReadOnlyList<DateTimeOffset> instants)
    {
        var before = DateTimeOffset.MinValue;
        foreach (var at in instants)
        {
            var known = Occasions.Where(occasion => occasion.RecordedAt <= at).ToList();
            var changed = known.Where(occasion => occasion.RecordedAt > before).ToList();
            before = at;
            if (changed.Count == 0)
                continue;
            var from = changed.Min(occasion => occasion.EffectiveOn);
            var days = (ChangesLaterDays ? known.Where(occasion => occasion.EffectiveOn >= from) : changed)
                .Select(occasion => occasion.EffectiveOn)
                .Distinct()
                .Order();
            foreach (var contribution in days.SelectMany(day => Contribute(day, at)))
                yield return contribution with
                {
                    RecordedAt = at,
                    RecordedBy = changed[^1].RecordedBy,
                };
        }
    }
}
