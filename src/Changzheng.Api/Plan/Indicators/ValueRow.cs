using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>A row of ReportedValueVersions.</summary>
internal sealed record ValueRow : HistoryRow
{
    public const string AllSql = """
        SELECT Indicator, Period, Unit, Version, Action, Value, Numerator, Denominator, StageOn, Note, Evidence, ConfirmedVersion, EffectiveOn, RecordedAt, RecordedBy, CallerId, Hash
        FROM ReportedValueVersions
        ORDER BY Indicator, Period, Unit, Version
        """;

    public static readonly History<ValueRow> History = new("ReportedValueVersions", AllSql);

    public string Indicator { get; init; } = "";
    public string Period { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Action { get; init; } = "";
    public decimal? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
    public DateOnly? StageOn { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public int? ConfirmedVersion { get; init; }
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    /// <summary>The credential that recorded it; null in rows older than the column.</summary>
    public string? CallerId { get; init; }

    public override string GetSubject() => $"{Indicator} {Period}{(Unit.Length == 0 ? "" : " " + Unit)}";
}

/// <summary>A row of TargetVersions.</summary>
internal sealed record TargetRow : HistoryRow
{
    public const string AllSql = """
        SELECT Indicator, Kind, Version, Value, Upper, Stretch, Months, EffectiveOn, DocumentNumber, Note, RecordedAt, RecordedBy, Hash
        FROM TargetVersions
        ORDER BY Indicator, Kind {ordinal}, Version
        """;

    public static readonly History<TargetRow> History = new("TargetVersions", AllSql);

    public string Indicator { get; init; } = "";
    public string Kind { get; init; } = "";
    public decimal Value { get; init; }
    public decimal? Upper { get; init; }
    public decimal? Stretch { get; init; }
    public IReadOnlyList<decimal>? Months { get; init; }
    public DateOnly EffectiveOn { get; init; }
    public string DocumentNumber { get; init; } = "";
    public string? Note { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => $"{Indicator} {Kind}";
}
