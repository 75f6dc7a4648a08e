using System.Text.Json;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// A row of IndicatorVersions: what one later document changes about an indicator, from a day on. Null is what it
/// leaves as it is.
/// </summary>
internal sealed record IndicatorVersionRow : HistoryRow
{
    public const string Columns = """
        Indicator, Version, Pace, Members, OpenList, Frequency, FrequencyFrom, LeadUnit, DerivedFrom, DocumentNumber, IssuedOn,
        Quote, EffectiveOn, RecordedAt, RecordedBy, Hash
        """;

    public const string AllSql = $"SELECT {Columns} FROM IndicatorVersions ORDER BY Indicator, Version";

    public const string OneSql = $"""
        SELECT {Columns}
        FROM IndicatorVersions
        WHERE Indicator = @Indicator
        ORDER BY Version
        """;

    public const string OfPlanSql = $$"""
        SELECT {of v {{Columns}}}
        FROM Indicators i
        JOIN IndicatorVersions v ON v.Indicator = i.Code
        WHERE i.PlanCode = @PlanCode
        ORDER BY v.Indicator, v.Version
        """;

    public const string AppendSql = $"INSERT INTO IndicatorVersions {{insert {Columns}}}";

    public static readonly History<IndicatorVersionRow> History = new("IndicatorVersions", AllSql);

    public string Indicator { get; init; } = "";
    public string? Pace { get; init; }
    public IReadOnlyList<string>? Members { get; init; }
    public bool? OpenList { get; init; }
    public string? Frequency { get; init; }

    /// <summary>The first day of the first period of the new frequency.</summary>
    public DateOnly? FrequencyFrom { get; init; }
    public string? LeadUnit { get; init; }

    /// <summary>The source it is worked out from; null where it stays as it was.</summary>
    public string? DerivedFrom { get; init; }
    public string DocumentNumber { get; init; } = "";
    public DateOnly IssuedOn { get; init; }
    public string Quote { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => Indicator;

    public static string? Write(Pace? pace) => pace is null ? null : JsonSerializer.Serialize(pace, Json.Stored);

    public Pace? ReadPace() => Pace is null ? null : JsonSerializer.Deserialize<Pace>(Pace, Json.Stored);

    /// <summary>The days from which it changes what is said.</summary>
    public IEnumerable<DateOnly> GetDays() =>
        FrequencyFrom > EffectiveOn ? [EffectiveOn, FrequencyFrom.Value] : [EffectiveOn];
}
