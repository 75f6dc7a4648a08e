using Changzheng.Api.Plan.Board;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// What an indicator's figures come to by its kind's rule: true however much time passes. The pace, the due day and
/// overdue reports are added when a board is read.
/// </summary>
internal sealed record Assessment
{
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }

    /// <summary>The share of the promise reached; null where a share would be meaningless.</summary>
    public decimal? Attainment { get; init; }

    /// <summary>For a growth: the share of the amount the year needs.</summary>
    public decimal? YearShare { get; init; }

    /// <summary>For a promise that is kept or broken, or whose lamp follows no pace.</summary>
    public bool? Kept { get; init; }

    /// <summary>The lamp of a promise that is not kept: red, or yellow where it is near.</summary>
    public Lamp Short { get; init; } = Lamp.Red;

    /// <summary>Broken for good: an event that must not happen, a ceiling exceeded. Nothing makes it fade.</summary>
    public bool IsBrokenForGood { get; init; }

    /// <summary>The district has not set the target yet.</summary>
    public bool AwaitsTarget { get; init; }

    /// <summary>Why, without comparison with any day.</summary>
    public required Phrase Facts { get; init; }

    /// <summary>What the measure counts; null where nothing is known.</summary>
    public decimal? Completion => YearShare ?? Attainment;
}
