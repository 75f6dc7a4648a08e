using Changzheng.Api.Plan.Board;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Where an indicator stands on the day asked for.</summary>
/// <param name="Value">The year's figure so far in the indicator's unit; percent for growth, ratio and coverage; the
/// rank; null without figures.</param>
/// <param name="Numerator">What the value was divided from: the period's sum, the members done, the rank.</param>
/// <param name="Denominator">What it was divided by: the same months of the base year, all members, the peers ranked.</param>
/// <param name="Attainment">Share of the year's target reached, 1 for all of it; null where a share would be
/// meaningless (zero events, direction, rank) or the target or baseline is missing.</param>
/// <param name="Expected">The share expected by the pace on that day; null where there is no pace.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why, in words a clerk can read.</param>
/// <param name="Through">The last period counted.</param>
public sealed record Standing(
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Attainment,
    decimal? Expected,
    Lamp Lamp,
    string Reason,
    string? Through
)
{
    internal static Standing Example =>
        new(560, null, null, 0.56m, 0.4959m, Lamp.Green, "完成年度目标的56.00%，超序时进度6.41个百分点", "2022-06");

    /// <summary>The reason in both languages; <see cref="Reason"/> is the Chinese half until somebody asks.</summary>
    internal Phrase Why { get; init; } = new(Reason, Reason);

    /// <summary>The reason without the comparison with the pace: true however much time passes.</summary>
    internal Phrase Facts { get; init; } = new(Reason, Reason);

    /// <summary>Whether the lamp follows a pace.</summary>
    internal bool IsPaced { get; init; }

    /// <summary>The promise is kept, as far as it can be said on that day.</summary>
    internal bool Achieved { get; init; }

    /// <summary>With the reason in the language of the request: a board is kept for callers of both.</summary>
    internal Standing Translate() => this with { Reason = Why.ToString() };
}
