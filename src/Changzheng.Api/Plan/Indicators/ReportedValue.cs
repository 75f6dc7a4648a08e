using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>A reported value, or one version of it.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Period">2022, 2022-Q2 or 2022-03, as the indicator is reported.</param>
/// <param name="Unit">The unit below the town it was reported for; null for the whole town.</param>
/// <param name="Value">The measured value, in the indicator's unit.</param>
/// <param name="Numerator">For a ratio or coverage: the part.</param>
/// <param name="Denominator">For a ratio or coverage: the whole.</param>
/// <param name="Rank">For a rank: the place, 1 being the best.</param>
/// <param name="Of">For a rank: how many were ranked.</param>
/// <param name="Stage">For an accreditation: the stage reached.</param>
/// <param name="On">For an accreditation: the day it was reached.</param>
/// <param name="Note">Where the number comes from; for a return, the reason.</param>
/// <param name="Evidence">Where it can be seen that it is true.</param>
/// <param name="Status">What last happened to it: only a returned value does not count.</param>
/// <param name="Version">To be named in If-Match by whoever changes it.</param>
/// <param name="RecordedAt">When this version was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
public sealed record ReportedValue(
    string Indicator,
    string Period,
    string? Unit,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    int? Rank,
    int? Of,
    Stage? Stage,
    DateOnly? On,
    string? Note,
    IReadOnlyList<Evidence> Evidence,
    ValueAction Status,
    int Version,
    DateTimeOffset RecordedAt,
    string RecordedBy
) : IVersioned
{
    internal static ReportedValue Example =>
        new(
            "2022-fitness-tests",
            "2022-06",
            null,
            560,
            null,
            null,
            null,
            null,
            null,
            null,
            "镇文体中心台账",
            [Indicators.Evidence.Example],
            ValueAction.Reported,
            1,
            new DateTimeOffset(2022, 6, 24, 9, 0, 0, TimeSpan.FromHours(8)),
            "文体中心"
        );

    internal static ReportedValue View(Indicator indicator, ValueVersion version)
    {
        var (isRank, isStage) = (indicator.Kind == IndicatorKind.Rank, indicator.Kind == IndicatorKind.Accreditation);
        return new ReportedValue(
            version.Indicator,
            version.Period,
            version.Unit.Length == 0 ? null : version.Unit,
            isStage ? null : version.Value,
            isRank ? null : version.Numerator,
            isRank ? null : version.Denominator,
            isRank ? (int?)version.Numerator : null,
            isRank ? (int?)version.Denominator : null,
            isStage ? (Stage?)(int?)version.Value : null,
            version.StageOn,
            version.Note,
            version.Evidence,
            version.Action,
            version.Version,
            version.RecordedAt,
            version.RecordedBy
        );
    }
}
