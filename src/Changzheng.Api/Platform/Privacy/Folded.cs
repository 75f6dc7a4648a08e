using System.Buffers;
using System.Globalization;
using System.Text;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>
/// A text as it is read aloud, letter by letter, and where each letter stands in the text as it is written: without
/// what takes neither ink nor room, every digit of any script and width as 0–9, full-width signs as half-width ones,
/// every white space as a blank. Pure.
/// </summary>
internal readonly struct Folded
{
    private const string Numerals = "〇零○一壹幺二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖",
        Values = "000111222223334455666778899";

    private static readonly Dictionary<char, char> numerals = Numerals
        .Zip(Values)
        .ToDictionary(pair => pair.First, pair => pair.Second);

    private static readonly SearchValues<char> usual = SearchValues.Create("0123456789０１２３４５６７８９" + Numerals);

    private Folded(string letters, int[] places)
    {
        (Letters, Places) = (letters, places);
    }

    public string Letters { get; }

    /// <summary>Where each letter stands in the text, and behind them the text's length.</summary>
    public int[] Places { get; }

    /// <param name="text">The text as it is written.</param>
    /// <param name="spelt">Whether Chinese numerals are digits too.</param>
    /// <param name="tight">Whether blanks are left out.</param>
    public static Folded Of(string text, bool spelt = false, bool tight = false)
    {
        var (letters, places, at) = (new StringBuilder(text.Length), new List<int>(text.Length + 1), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!PlainText.IsIgnored(rune) && !(tight && Rune.IsWhiteSpace(rune)))
            {
                var letter = Fold(rune, spelt);
                letters.Append(letter);
                for (var part = 0; part < letter.Length; part++)
                    places.Add(at + part);
            }

            at += rune.Utf16SequenceLength;
        }

        places.Add(at);
        return new Folded(letters.ToString(), [.. places]);
    }

    /// <summary>How many digits there are at most, of any script, numerals too: a cheap look first.</summary>
    public static int CountDigits(string text)
    {
        var count = 0;
        foreach (var sign in text)
            if (
                usual.Contains(sign)
                || (IsUnusual(sign) && (char.IsHighSurrogate(sign) || CharUnicodeInfo.GetNumericValue(sign) >= 0))
            )
                count++;
        return count;
    }

    public static bool IsNumeral(char sign) => numerals.ContainsKey(sign);

    /// <summary>Neither ASCII nor an ideograph nor a sign of the width of one.</summary>
    private static bool IsUnusual(char sign) =>
        sign
            is not (
                <= '\u007f'
                or (>= '\u3000' and <= '\u303f')
                or (>= '\u4e00' and <= '\u9fff')
                or (>= '\uff01' and <= '\uff5e')
            );

    private static string Fold(Rune rune, bool spelt)
    {
        if (rune.IsAscii)
            return Rune.IsWhiteSpace(rune) ? " " : ((char)rune.Value).ToString();
        if (rune.IsBmp && numerals.TryGetValue((char)rune.Value, out var digit))
            return spelt ? digit.ToString() : rune.ToString();
        if (Rune.IsWhiteSpace(rune))
            return " ";
        if (rune.Value is >= '！' and <= '～')
            return ((char)(rune.Value - '！' + '!')).ToString();
        if (rune.Value is '—' or '–' or '‑' or '‐' or '−' or '－')
            return "-";
        var isDigit =
            !Rune.IsLetter(rune)
            && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var number
            && number == Math.Floor(number);
        return isDigit ? ((char)('0' + (int)Rune.GetNumericValue(rune))).ToString() : rune.ToString();
    }
}
