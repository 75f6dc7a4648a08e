namespace Changzheng.Api.Platform.Lists;

internal static class Like
{
    /// <summary>
    /// A pattern for LIKE @p ESCAPE '!': '!' is an ordinary character in both databases, '[' is a wildcard in one of
    /// them.
    /// </summary>
    public static string? Containing(string? text) =>
        string.IsNullOrEmpty(text)
            ? null
            : $"%{text
        .Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal)}%";
}
