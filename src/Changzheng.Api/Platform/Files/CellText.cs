using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Files;

/// <summary>Texts, and lists of them.</summary>
internal static partial class CellText
{
    private static readonly char[] separators = [';', '；', '、', '|', '｜'];

    public static string? Parse(Column column, string cell, out Fault? fault)
    {
        var text = Apostrophe.Remove(cell.Trim());
        if (column.Name == "documentNumber")
            text = DocumentYear()
                .Replace(
                    text,
                    found => $"〔{Width.Fold(found.Groups[1].Value)}〕{Width.Fold(found.Groups[2].Value)}号"
                );
        fault = Judge(column, text);
        return fault is null ? text : null;
    }

    /// <summary>Null where nothing stands between the separators.</summary>
    public static IReadOnlyList<string>? ParseList(Column column, string cell, out Fault? fault)
    {
        var items = Apostrophe
            .Remove(cell.Trim())
            .Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        fault = items.Select(item => Judge(column, item)).FirstOrDefault(found => found is not null);
        if (items.Length == 0 && column.Required)
            fault = MakeRequiredFault(column);
        return fault is null && items.Length > 0 ? items : null;
    }

    public static Fault MakeRequiredFault(Column column) =>
        FileRefusals.CellRequired.Fault(
            $"“{column.Called.Chinese}”必填。",
            $"\"{column.Called.English}\" is required."
        );

    private static Fault? Judge(Column column, string text)
    {
        if (
            text.Contains('\0', StringComparison.Ordinal)
            || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && HasHalf(text)
        )
            return FileRefusals.CellGarbled.Fault("含有空字符或半个字符。", "It holds a NUL or half a character.");
        return text.Length <= column.Longest
            ? null
            : Refusals.TextTooLong.Fault(
                $"“{column.Called.Chinese}”至多 {column.Longest} 个字符，此格有 {text.Length} 个。",
                $"\"{column.Called.English}\" takes at most {column.Longest} characters; this has {text.Length}."
            );
    }

    private static bool HasHalf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return true;
            at++;
        }

        return false;
    }

    /// <summary>The year in whatever brackets the keyboard had: [2022]1号, （2022）1号.</summary>
    [GeneratedRegex(
        @"[\[［(（〔【]\s*([0-9０-９]{4})\s*[\]］)）〕】]\s*(第?[0-9０-９]+)\s*号",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DocumentYear();
}
