using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Files;

/// <summary>Full-width forms as the ASCII they stand for: １，２３４．５％ is 1,234.5%.</summary>
internal static partial class Width
{
    // Not compatibility normalisation: that makes ① a 1 and ㎡ an m2.
    public static string Fold(string text) =>
        text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') || text.Contains('\u3000', StringComparison.Ordinal)
            ? string.Create(
                text.Length,
                text,
                static (folded, from) =>
                {
                    for (var at = 0; at < folded.Length; at++)
                        folded[at] = Fold(from[at]);
                }
            )
            : text;

    /// <summary>As headers and choices are compared: no spaces, marks of byte order or letter case.</summary>
    public static string Key(string text) => Spaces().Replace(Fold(text), "").ToUpperInvariant();

    private static char Fold(char letter) =>
        letter switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
            '\u3000' => ' ',
            _ => letter,
        };

    [GeneratedRegex(@"[\s\uFEFF\u200B]+")]
    private static partial Regex Spaces();
}
