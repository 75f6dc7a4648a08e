namespace Changzheng.Api.Hotline.Channels;

/// <summary>A category of tickets as it lies in its table.</summary>
internal sealed record CategoryRow
{
    public const string AllSql = "SELECT Code, Scheme, Name, NameEn, Assumed FROM TicketCategories ORDER BY Code";

    public string Code { get; init; } = "";
    public string Scheme { get; init; } = "";
    public string Name { get; init; } = "";
    public string? NameEn { get; init; }
    public bool Assumed { get; init; }
}
