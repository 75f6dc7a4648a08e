using System.Text;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>
/// How personal data is shown to those who need not see it: 138****1234, 张*, 真光路***. Free text is scanned too, for a
/// complaint usually has a phone number in it.
/// </summary>
internal static partial class Masking
{
    /// <summary>No number that is private has fewer.</summary>
    private const int FewestDigits = 8,
        MobileDigits = 11,
        ShownFirst = 3,
        ShownLast = 4;

    /// <summary>In no text that can be read.</summary>
    private const char Gone = '\0';

    /// <summary>The first character, whole, that takes any ink.</summary>
    public static string? Name(string? name)
    {
        if (name is null || IsEnterprise(name))
            return name;
        var first = name.EnumerateRunes().FirstOrDefault(rune => !PlainText.IsInvisible(rune));
        return first == default ? name : first + "*";
    }

    public static string? Phone(string? phone) =>
        phone is null || IsMasked(phone) ? phone
        : Digits(phone) is { Length: >= 7 } digits
            ? digits[..(digits.Length - 8 is var kept and > 0 ? Math.Min(3, kept) : 0)] + "****" + digits[^4..]
        : "****";

    /// <summary>What a list of ours shows of a phone: it comes back when that list is imported.</summary>
    public static bool IsMasked(string phone) => MaskedPhone().IsMatch(phone);

    /// <summary>An address down to its road or estate.</summary>
    public static string? Address(string? address) =>
        string.IsNullOrWhiteSpace(address) ? address
        : Road().Match(address) is { Success: true } road ? road.Value + "***"
        : "***";

    /// <summary>
    /// Phone numbers, identity-card numbers and e-mail addresses in free text, however they are written: in any width
    /// or script, in Chinese numerals, spaced, with characters between that cannot be seen; and what else is known to
    /// be private. WeChat and QQ numbers, and house numbers; not an enterprise's name or fixed number.
    /// </summary>
    public static string? Text(string? text, params IReadOnlyList<string?> known) =>
        text is null
            ? null
            : HideNumbers(HideHouses(HideKnown(text, [.. known.Where(one => !IsEnterprise(one))])), isCertain: false);

    /// <summary>
    /// Where figures stand beside each other that only look like a fixed phone, as in the notes of a report: mobile
    /// numbers, identity cards and e-mail addresses alone.
    /// </summary>
    public static string Certain(string text) => HideNumbers(text, isCertain: true);

    /// <summary>Whether it holds what is certainly private, or known to be.</summary>
    public static bool IsPrivate(string text, IReadOnlyList<string?> known) =>
        Certain(text) != text || HideKnown(text, known) != text;

    /// <summary>
    /// The digits of the phone that is looked for; null for words, or a day: 20220510 could be a fixed number.
    /// </summary>
    public static string? FindPhone(string? search) =>
        Digits(search) is { } digits && !EightDigitDay().IsMatch(digits) ? digits : null;

    /// <summary>The digits of a mobile or fixed number without the country's code; null when it is none.</summary>
    public static string? Digits(string? phone)
    {
        if (phone is null)
            return null;
        var digits = Separators().Replace(Folded.Of(phone).Letters.Trim(), "");
        digits =
            digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..]
            : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..]
            : digits;
        return PhoneNumber().IsMatch(digits) ? digits : null;
    }

    private static string HideKnown(string text, IReadOnlyList<string?> known)
    {
        var secrets = known.Select(secret => secret is null ? "" : Folded.Of(secret, tight: true).Letters);
        foreach (var secret in secrets.Where(secret => secret.Length >= 2).OrderByDescending(secret => secret.Length))
        {
            // An ideograph is never folded: where the first is not, the text need not be read letter by letter.
            if (secret[0] >= '一' && !text.Contains(secret[0], StringComparison.Ordinal))
                continue;
            var folded = Folded.Of(text, tight: true);
            var (shown, from) = (new StringBuilder(), 0);
            for (int at = 0, found; ; at = found + secret.Length)
            {
                found = folded.Letters.IndexOf(secret, at, StringComparison.Ordinal);
                if (found < 0)
                    break;
                shown.Append(text, from, folded.Places[found] - from).Append("***");
                from = folded.Places[found + secret.Length - 1] + 1;
            }

            if (from > 0)
                text = shown.Append(text, from, text.Length - from).ToString();
        }

        return text;
    }

    private static string HideNumbers(string text, bool isCertain)
    {
        if (text.AsSpan().IndexOfAny('@', '＠', '﹫') >= 0)
            text = HideAddresses(text);
        text = HideAccounts(text);
        if (Folded.CountDigits(text) < FewestDigits)
            return text;
        var (masked, plain) = (text.ToCharArray(), Folded.Of(text));
        foreach (var match in (isCertain ? CertainNumbers() : Numbers()).EnumerateMatches(plain.Letters))
            if (plain.Letters[match.Index] == '1' || !IsOfEnterprise(plain.Letters, match.Index))
                Hide(masked, plain, match.Index, match.Length);
        return HideSpelt(RemoveGone(masked), isCertain);
    }

    /// <summary>
    /// Numbers with numerals among their digits. A numeral that ends a word, as in 李四, may stand before the first
    /// digit:
    /// so a number is looked for within longer ones too, and then all of them are hidden.
    /// </summary>
    private static string HideSpelt(string text, bool isCertain)
    {
        if (!text.Any(Folded.IsNumeral))
            return text;
        var (masked, spelt) = (text.ToCharArray(), Folded.Of(text, spelt: true));
        foreach (var run in Runs().EnumerateMatches(spelt.Letters))
        {
            var digits = spelt.Letters.AsSpan(run.Index, run.Length);
            var hasNumeral = spelt
                .Places[run.Index..(run.Index + run.Length)]
                .Any(place => Folded.IsNumeral(text[place]));
            if (!hasNumeral || !(SpeltNumbers().IsMatch(digits) || (!isCertain && Numbers().IsMatch(digits))))
                continue;
            var isLonger = digits.ToString().Count(char.IsAsciiDigit) > MobileDigits;
            Hide(masked, spelt, run.Index, run.Length, isLonger ? 0 : ShownFirst, isLonger ? 0 : ShownLast);
        }

        return RemoveGone(masked);
    }

    /// <summary>Drops the markers left where a masked digit took two UTF-16 units.</summary>
    private static string RemoveGone(char[] masked) =>
        masked.Contains(Gone) ? string.Concat(masked.Where(sign => sign != Gone)) : new string(masked);

    private static string HideAddresses(string text)
    {
        var (folded, shown, from) = (Folded.Of(text), new StringBuilder(), 0);
        foreach (var match in MailAddress().EnumerateMatches(folded.Letters))
        {
            shown.Append(text, from, folded.Places[match.Index] - from).Append("***@***");
            from = folded.Places[match.Index + match.Length - 1] + 1;
        }

        return shown.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The digits between the first three, where there are more than eight, and the last four.</summary>
    private static void Hide(
        char[] masked,
        Folded folded,
        int start,
        int length,
        int first = ShownFirst,
        int last = ShownLast
    )
    {
        var digits = Enumerable
            .Range(start, length)
            .Where(at => char.IsAsciiDigit(folded.Letters[at]) || folded.Letters[at] is 'X' or 'x')
            .Select(at => folded.Places[at])
            .ToList();
        foreach (var at in digits.Take(digits.Count - last).Skip(digits.Count > FewestDigits ? first : 0))
        {
            if (char.IsHighSurrogate(masked[at]))
                masked[at + 1] = Gone;
            masked[at] = '*';
        }
    }

    [GeneratedRegex(
        @"^(1[3-9][0-9]{9}|(0[0-9]{2,3})?[2-9][0-9]{6,7}|400[0-9]{7}|800[0-9]{7})$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])$", RegexOptions.CultureInvariant)]
    private static partial Regex EightDigitDay();

    [GeneratedRegex(@"\A[0-9]{0,3}\*{4}([0-9]{4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MaskedPhone();

    [GeneratedRegex(@"[\s\-()]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    // A mobile number, an identity card, a fixed number with area code, or eight digits that are no date.
    [GeneratedRegex(
        @"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9](?:[ .·_/-]{0,2}[0-9]){8}(?![0-9])|(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])|(?<![0-9])\(?0[0-9]{2,3}\)?[ -]?[2-9][0-9]{3}[ -]?[0-9]{3,4}(?![0-9])|(?<![0-9])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![0-9]))[2-9][0-9]{3}[ -]?[0-9]{4}(?![0-9])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Numbers();

    // A mobile number, or an identity card with its day of birth.
    [GeneratedRegex(
        @"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9](?:[ .·_/-]{0,2}[0-9]){8}(?![0-9])|(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex CertainNumbers();

    // The same wherever they begin.
    [GeneratedRegex(
        @"1[3-9][0-9](?:[ .·_/-]{0,2}[0-9]){8}|[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex SpeltNumbers();

    // Digits with little between them.
    [GeneratedRegex(@"[0-9](?:[ .·_/-]{0,2}[0-9Xx]){7,}", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();

    [GeneratedRegex(
        @"[A-Za-z0-9][A-Za-z0-9._%+'-]* ?[@﹫] ?[A-Za-z0-9-]+(?: ?\. ?[A-Za-z0-9-]+)+",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"^.*?(?:路|街|大道|公路|新村|村|苑|园|小区|桥)", RegexOptions.CultureInvariant)]
    private static partial Regex Road();
}
