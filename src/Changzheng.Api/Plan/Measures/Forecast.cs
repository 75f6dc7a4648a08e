using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Measures;

/// <summary>预计: whether a measure will be done by its day.</summary>
public enum Outlook
{
    Certain,
    Possible,
    Impossible,
}

/// <summary>A row of MeasureForecasts.</summary>
internal sealed record ForecastRow : HistoryRow
{
    public const string Columns =
        "PlanCode, Code, Version, Outlook, Reason, Remedy, EffectiveOn, RecordedAt, RecordedBy, Hash";

    public const string AllSql = $"SELECT {Columns} FROM MeasureForecasts ORDER BY PlanCode, Code, Version";

    public static readonly History<ForecastRow> History = new("MeasureForecasts", AllSql);

    public string PlanCode { get; init; } = "";
    public string Code { get; init; } = "";
    public string Outlook { get; init; } = "";
    public string? Reason { get; init; }
    public string? Remedy { get; init; }

    /// <summary>The day it was foreseen.</summary>
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => $"{PlanCode} {Code}";
}

/// <summary>One version of a measure's forecast, as it is read.</summary>
internal sealed record ForecastVersion
{
    public const string HistorySql = """
        SELECT Version, Outlook, Reason, Remedy, EffectiveOn, RecordedAt, RecordedBy
        FROM MeasureForecasts
        WHERE PlanCode = @PlanCode AND Code = @Code
        ORDER BY Version
        """;

    public required int Version { get; init; }
    public required Outlook Outlook { get; init; }
    public string? Reason { get; init; }
    public string? Remedy { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }

    public MeasureForecast View() => new(Outlook, Reason, Remedy, EffectiveOn, Version, RecordedAt, RecordedBy);
}

/// <summary>One version of a measure's forecast.</summary>
/// <param name="Outlook">Whether it will be done by its day.</param>
/// <param name="Reason">Why that is not certain; null where it is.</param>
/// <param name="Remedy">What is done about it; null where it is certain.</param>
/// <param name="On">The day it was foreseen.</param>
/// <param name="Version">To be named in If-Match by the next one.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
public sealed record MeasureForecast(
    Outlook Outlook,
    string? Reason,
    string? Remedy,
    DateOnly On,
    int Version,
    DateTimeOffset RecordedAt,
    string RecordedBy
) : IVersioned
{
    internal static MeasureForecast Example =>
        new(
            Outlook.Possible,
            "管线搬迁滞后",
            "请区协调会商，9月底前完成搬迁",
            new DateOnly(2022, 8, 15),
            2,
            new DateTimeOffset(2022, 8, 15, 16, 0, 0, TimeSpan.FromHours(8)),
            "规建办"
        );
}
