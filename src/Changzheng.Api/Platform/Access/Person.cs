using System.Globalization;
using System.Text;

namespace Changzheng.Api.Platform.Access;

/// <summary>The person behind a credential, as the rules that ask for a second person compare it.</summary>
internal static class Person
{
    public const int LongestName = 100;

    /// <summary>Ids of callers who signed in with a JWT begin so; the rest is a digest of issuer and subject.</summary>
    public const string TokenMark = "jwt:";

    /// <summary>Unicode's ignorable characters that are no controls or formats, and blanks like letters.</summary>
    private static readonly (int First, int Last)[] blanks =
    [
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0000, 0xE0FFF),
    ];

    /// <summary>
    /// What all spellings of one name have in common: NFKC (full width is as half width), no white space (王　明 is 王明),
    /// nothing that cannot be seen, small letters. Empty when nothing can be seen.
    /// </summary>
    public static string CodeOf(string name)
    {
        var visible = new StringBuilder(name.Length);
        // Runes first: Normalize throws on half a surrogate pair.
        foreach (var rune in string.Concat(name.EnumerateRunes()).Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (IsVisible(rune))
                visible.Append(rune.ToString());
        return visible.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormKC);
    }

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
        && !blanks.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
