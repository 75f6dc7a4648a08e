using System.Globalization;
using System.Text;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// What text a field takes: text a person can read. Control characters, except tab and line break, change what a
/// terminal or a file shows; bidirectional controls show letters in another order than they are kept; text without a
/// visible character looks like no text. Pure.
/// </summary>
internal static class PlainText
{
    /// <summary>What takes no ink, though Unicode calls it a letter, a symbol or a mark.</summary>
    private static readonly HashSet<int> blanks = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <returns>
    /// Why the text is refused, in the caller's language; null when it can be read. An empty text is for the field's
    /// own rule.
    /// </returns>
    public static string? FindFault(string text)
    {
        var isVisible = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsControl(rune))
                return Words.Say("不能含控制字符。", "Control characters are not allowed.");
            if (IsBidirectional(rune.Value))
                return Words.Say(
                    "不能含改变文字方向的控制符。",
                    "Characters that change the direction of text are not allowed."
                );
            isVisible |= !IsInvisible(rune);
        }

        return isVisible || text.Length == 0
            ? null
            : Words.Say("须有看得见的字符。", "At least one visible character is needed.");
    }

    /// <summary>It takes no ink: white space, a format character, a filler, a variation selector.</summary>
    public static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || IsIgnored(rune);

    /// <summary>It takes neither ink nor room, so that text reads the same without it.</summary>
    public static bool IsIgnored(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) or (>= 0x180B and <= 0x180F)
        || blanks.Contains(rune.Value);

    /// <summary>Those that are no characters at all count too: XML, and so a workbook, cannot hold them.</summary>
    private static bool IsControl(Rune rune) =>
        (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control && rune.Value is not ('\t' or '\n' or '\r'))
        || rune.Value is >= 0xFDD0 and <= 0xFDEF
        || (rune.Value & 0xFFFE) == 0xFFFE;

    /// <summary>Embeddings, overrides and isolates. The marks that only say which way a letter runs stay.</summary>
    private static bool IsBidirectional(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
