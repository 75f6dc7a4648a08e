using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// Lets a table's columns be listed once, as a constant, in every statement about them:
/// <c>SELECT {of t A, B}</c> is <c>SELECT t.A, t.B</c>,
/// <c>INSERT INTO T {insert A, B}</c> is <c>INSERT INTO T (A, B) VALUES (@A, @B)</c>,
/// <c>UPDATE T SET {set A, B}</c> is <c>UPDATE T SET A = @A, B = @B</c>.
/// </summary>
internal static partial class ColumnLists
{
    public static string Expand(string sql) =>
        Form()
            .Replace(
                sql,
                form =>
                {
                    var columns = form.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);
                    return form.Groups["form"].Value switch
                    {
                        "insert" => $"({Join(columns, "{0}")}) VALUES ({Join(columns, "@{0}")})",
                        "set" => Join(columns, "{0} = @{0}"),
                        _ => Join(columns, form.Groups["table"].Value + ".{0}"),
                    };
                }
            );

    private static string Join(string[] columns, string pattern) =>
        string.Join(", ", columns.Select(column => pattern.Replace("{0}", column, StringComparison.Ordinal)));

    [GeneratedRegex(@"\{(?<form>insert|set|of (?<table>\w+)) (?<columns>[\w\s,]+)\}")]
    private static partial Regex Form();
}
