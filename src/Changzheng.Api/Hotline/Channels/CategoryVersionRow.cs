using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>A row of CategoryVersions.</summary>
internal sealed record CategoryVersionRow : HistoryRow
{
    public const string Columns =
        "Code, Version, Scheme, Name, NameEn, Assumed, Measures, Note, RecordedAt, RecordedBy, Hash";

    public const string AllSql = $"SELECT {Columns} FROM CategoryVersions ORDER BY Code, Version";

    public const string InsertSql = $"INSERT INTO CategoryVersions {{insert {Columns}}}";

    public static readonly History<CategoryVersionRow> History = new("CategoryVersions", AllSql);

    public string Code { get; init; } = "";
    public string Scheme { get; init; } = "";
    public string Name { get; init; } = "";
    public string? NameEn { get; init; }
    public bool Assumed { get; init; }

    /// <summary>With their plan: changzheng-2022/4.2.17.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];
    public string? Note { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => Code;
}
