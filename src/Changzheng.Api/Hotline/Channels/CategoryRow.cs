namespace Changzheng.Api.Hotline.Channels;

/// <summary>A row of TicketCategories.</summary>
internal sealed record CategoryRow
{
    public const string Columns = "Code, Scheme, Name, NameEn, Assumed";

    public const string AllSql = $"SELECT {Columns} FROM TicketCategories ORDER BY Code";

    public string Code { get; init; } = "";
    public string Scheme { get; init; } = "";
    public string Name { get; init; } = "";
    public string? NameEn { get; init; }
    public bool Assumed { get; init; }
}
