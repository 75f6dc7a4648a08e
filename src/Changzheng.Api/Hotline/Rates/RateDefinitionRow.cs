using System.Text.Json;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>A row of RateDefinitions.</summary>
internal sealed record RateDefinitionRow : HistoryRow
{
    public const string Columns = "Code, Version, Title, TitleEn, Terms, Basis, Assumed, RecordedAt, RecordedBy, Hash";

    public const string AllSql = $"SELECT {Columns} FROM RateDefinitions ORDER BY Code, Version";

    public static readonly History<RateDefinitionRow> History = new("RateDefinitions", AllSql);

    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string TitleEn { get; init; } = "";
    public string Terms { get; init; } = "";
    public string Basis { get; init; } = "";
    public bool Assumed { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => Code;

    public RateDefinition ToDefinition() =>
        new(
            Code,
            Version,
            Title,
            TitleEn,
            JsonSerializer.Deserialize<RateTerms>(Terms, Json.Stored)!,
            Basis,
            Assumed,
            RecordedAt,
            RecordedBy
        );
}
