using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <param name="Unit">The unit below the town; empty for the town itself.</param>
internal sealed record ValueKey(string Indicator, string Period, string Unit)
{
    public string Url => $"/api/v1/indicators/{Indicator}/values/{Period}" + (Unit.Length == 0 ? "" : $"/{Unit}");
}

/// <summary>One version of a reported value.</summary>
internal sealed record ValueVersion : AuthoredVersion
{
    public string Indicator { get; init; } = "";
    public string Period { get; init; } = "";
    public string Unit { get; init; } = "";
    public int Version { get; init; }
    public ValueAction Action { get; init; }
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
    public DateOnly? StageOn { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public int? ConfirmedVersion { get; init; }
    public DateOnly EffectiveOn { get; init; }

    /// <summary>What was reported, without what was said about it.</summary>
    public (decimal?, decimal?, decimal?, DateOnly?) Figure => (Value, Numerator, Denominator, StageOn);

    /// <summary>The hash of its row, once it is recorded.</summary>
    public string? Hash { get; init; }

    /// <summary>The row as it is written, with its hash: enums are text in the database.</summary>
    public ValueRow Row() =>
        History.Seal(
            new ValueRow
            {
                Indicator = Indicator,
                Period = Period,
                Unit = Unit,
                Version = Version,
                Action = Action.Text(),
                Value = Value,
                Numerator = Numerator,
                Denominator = Denominator,
                StageOn = StageOn,
                Note = Note,
                Evidence = Evidence,
                ConfirmedVersion = ConfirmedVersion,
                EffectiveOn = EffectiveOn,
                RecordedAt = RecordedAt,
                RecordedBy = RecordedBy,
                CallerId = CallerId,
            }
        );
}
