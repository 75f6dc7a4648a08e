using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>A target of an indicator, or its baseline, as one version of it says.</summary>
internal sealed record Target
{
    public required string Indicator { get; init; }

    /// <summary>target or baseline.</summary>
    public required string Kind { get; init; }
    public required int Version { get; init; }
    public required decimal Value { get; init; }
    public decimal? Upper { get; init; }

    /// <summary>力争目标: what is striven for beyond what is promised.</summary>
    public decimal? Stretch { get; init; }
    public IReadOnlyList<decimal>? Months { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required string DocumentNumber { get; init; }

    /// <summary>Not read for a board of one viewpoint.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    /// <summary>
    /// The target, or the base, that stands on a day as known at an instant: the latest document about it, since a
    /// document supersedes the ones before.
    /// </summary>
    /// <param name="versions">All versions, by version.</param>
    public static Target? Find(IEnumerable<Target> versions, string kind, DateOnly day, DateTimeOffset knownAt) =>
        versions.LastOrDefault(one => one.Kind == kind && one.EffectiveOn <= day && one.RecordedAt <= knownAt);
}

/// <summary>A target, or a baseline, as callers see it.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Upper">The upper bound of a range.</param>
/// <param name="Stretch">力争目标: what is striven for beyond the figure promised; the lamp follows the first.</param>
/// <param name="Months">Of a baseline: the base year's months, where known.</param>
/// <param name="EffectiveOn">From when it counts.</param>
/// <param name="DocumentNumber">The document that set it.</param>
/// <param name="Version">To be named in If-Match by the next change.</param>
public sealed record TargetView(
    decimal Value,
    decimal? Upper,
    decimal? Stretch,
    IReadOnlyList<decimal>? Months,
    DateOnly EffectiveOn,
    string DocumentNumber,
    int Version
) : IVersioned
{
    internal static TargetView Example => new(1000, null, null, null, new DateOnly(2022, 1, 1), "普长府〔2022〕1号", 1);

    internal static TargetView? Of(Target? target) =>
        target is null
            ? null
            : new TargetView(
                target.Value,
                target.Upper,
                target.Stretch,
                target.Months,
                target.EffectiveOn,
                target.DocumentNumber,
                target.Version
            );
}
