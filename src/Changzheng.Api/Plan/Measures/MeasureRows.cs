using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Plan.Measures;

/// <summary>A row of MeasureVersions.</summary>
internal sealed record MeasureVersionRow : HistoryRow
{
    public const string AllSql = """
        SELECT PlanCode, Code, Version, Title, TitleEn, LeadUnit, SupportingUnits, DueOn, Weight, Assumed, DocumentNumber, Reason, EffectiveOn, RecordedAt, RecordedBy, Hash
        FROM MeasureVersions
        ORDER BY PlanCode, Code, Version
        """;

    public static readonly History<MeasureVersionRow> History = new("MeasureVersions", AllSql);

    public string PlanCode { get; init; } = "";
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string? TitleEn { get; init; }
    public string? LeadUnit { get; init; }
    public IReadOnlyList<string> SupportingUnits { get; init; } = [];
    public DateOnly? DueOn { get; init; }
    public decimal Weight { get; init; }
    public bool Assumed { get; init; }
    public string DocumentNumber { get; init; } = "";
    public string? Reason { get; init; }
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => $"{PlanCode} {Code}";

    /// <summary>This version as a fact.</summary>
    public ChangeFeed.Fact Tell(ChangeKind<AmendMeasure.Request> kind, AmendMeasure.Request amendment) =>
        ChangeFeed.Fact.Of(kind, $"/api/v1/plans/{PlanCode}/measures/{Code}", amendment, [Hash!]) with
        {
            Marks = [AnnualPlan.Url(PlanCode)],
        };
}

/// <summary>A row of MeasureProgress: progress and sign-offs.</summary>
internal sealed record ProgressRow : HistoryRow
{
    public const string AllSql = """
        SELECT PlanCode, Code, Version, Action, Completion, Note, Evidence, EffectiveOn, RecordedAt, RecordedBy, CallerId, Hash
        FROM MeasureProgress
        ORDER BY PlanCode, Code, Version
        """;

    public static readonly History<ProgressRow> History = new("MeasureProgress", AllSql);

    public string PlanCode { get; init; } = "";
    public string Code { get; init; } = "";
    public string Action { get; init; } = "";
    public decimal? Completion { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    /// <summary>The credential that recorded it; null in rows older than the column.</summary>
    public string? CallerId { get; init; }

    public override string GetSubject() => $"{PlanCode} {Code}";
}
