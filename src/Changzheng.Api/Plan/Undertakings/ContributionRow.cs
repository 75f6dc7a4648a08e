using System.Text.Json;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>A row of Contributions.</summary>
internal sealed record ContributionRow : HistoryRow
{
    /// <summary>What a contribution says, without the hash of its row.</summary>
    public const string Content = """
        PlanCode, Measure, Kind, UndertakingKey, Basis, EffectiveOn, Version, Title, TitleEn, Url, Completion, Kept,
        RedLine, Weight, Pace, DueOn, Alarms, Facts, Evidence, Through, Frequency, Rules, RecordedAt, RecordedBy
        """;

    public const string Columns = $"{Content}, Hash";

    public const string AllSql = $"""
        SELECT {Columns}
        FROM Contributions
        ORDER BY PlanCode, Measure, Kind, UndertakingKey, Version
        """;

    public static readonly History<ContributionRow> History = new("Contributions", AllSql);

    public string PlanCode { get; init; } = "";
    public string Measure { get; init; } = "";
    public string Kind { get; init; } = "";
    public string UndertakingKey { get; init; } = "";
    public string Basis { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string Title { get; init; } = "";
    public string? TitleEn { get; init; }
    public string Url { get; init; } = "";
    public decimal? Completion { get; init; }
    public bool? Kept { get; init; }

    /// <summary>NULL for no, as in rows older than the column: the hash of a row leaves NULL out.</summary>
    public bool? RedLine { get; init; }
    public decimal Weight { get; init; }
    public string? Pace { get; init; }
    public DateOnly? DueOn { get; init; }
    public string Alarms { get; init; } = "";
    public string Facts { get; init; } = "";
    public string Evidence { get; init; } = "";
    public DateOnly? Through { get; init; }
    public string? Frequency { get; init; }
    public int Rules { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => $"{PlanCode} {Measure} {Kind} {UndertakingKey}";

    /// <summary>The row as it is written, still without its hash.</summary>
    public static ContributionRow Of(Contribution one) =>
        new()
        {
            PlanCode = one.PlanCode,
            Measure = one.Measure,
            Kind = one.Kind.Text(),
            UndertakingKey = one.UndertakingKey,
            Basis = one.Basis.Text(),
            EffectiveOn = one.EffectiveOn,
            Version = one.Version,
            Title = one.Title,
            TitleEn = one.TitleEn,
            Url = one.Url,
            Completion = one.Completion,
            Kept = one.Kept,
            RedLine = one.RedLine ? true : null,
            Weight = one.Weight,
            Pace = one.Pace is null ? null : JsonSerializer.Serialize(one.Pace, Json.Stored),
            DueOn = one.DueOn,
            Alarms = JsonSerializer.Serialize(one.Alarms, Json.Stored),
            Facts = JsonSerializer.Serialize(one.Facts, Json.Stored),
            Evidence = one.Evidence.Text(),
            Through = one.Through,
            Frequency = one.Frequency?.Text(),
            Rules = one.Rules,
            RecordedAt = one.RecordedAt,
            RecordedBy = one.RecordedBy,
        };
}
