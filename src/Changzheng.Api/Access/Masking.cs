using System.Buffers;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Access;

/// <summary>
/// How personal data is shown to those who need not see it: 138****1234, 张*, 真光路***. Free text is scanned too, for a
/// complaint usually has a phone number in it.
/// </summary>
internal static partial class Masking
{
    /// <summary>No number that is private has fewer.</summary>
    private const int FewestDigits = 8;

    private static readonly SearchValues<char> digits = SearchValues.Create("0123456789０１２３４５６７８９");

    public static string? Name(string? name) => string.IsNullOrWhiteSpace(name) ? name : name.Trim()[..1] + "*";

    public static string? Phone(string? phone) =>
        phone is null || IsMasked(phone) ? phone : Digits(phone) is { Length: >= 7 } digits ? digits[..(digits.Length - 8 is var kept and > 0 ? Math.Min(3, kept) : 0)] + "****" + digits[^4..] : "****";

    /// <summary>What a list of ours shows of a phone: it comes back when that list is imported.</summary>
    public static bool IsMasked(string phone) => MaskedPhone().IsMatch(phone);

    /// <summary>An address down to its road or estate.</summary>
    public static string? Address(string? address) =>
        string.IsNullOrWhiteSpace(address) ? address : Road().Match(address) is { Success: true } road ? road.Value + "***" : "***";

    /// <summary>Phone and identity-card numbers in free text, whatever width or spacing they are typed in, and what else is known to be private.</summary>
    public static string? Text(string? text, params IReadOnlyList<string?> known)
    {
        if (text is null)
            return null;
        foreach (var secret in known.Where(secret => secret?.Trim().Length >= 2).OrderByDescending(secret => secret!.Length))
            text = text.Replace(secret!.Trim(), "***", StringComparison.Ordinal);
        if (text.AsSpan().CountAny(digits) < FewestDigits)
            return text;
        var plain = Narrow(text);
        var masked = text.ToCharArray();
        foreach (var match in Numbers().EnumerateMatches(plain))
            Hide(masked, match.Index, match.Length);
        return new string(masked);
    }

    /// <summary>The digits of a mobile or fixed number without the country's code; null when it is none.</summary>
    public static string? Digits(string? phone)
    {
        if (phone is null)
            return null;
        var digits = Separators().Replace(Narrow(phone.Trim()), "");
        digits = digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..] : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..] : digits;
        return PhoneNumber().IsMatch(digits) ? digits : null;
    }

    /// <summary>The digits between the first three and the last four.</summary>
    private static void Hide(char[] text, int start, int length)
    {
        var digits = Enumerable.Range(start, length).Where(at => char.IsDigit(text[at]) || text[at] is 'X' or 'x').ToList();
        foreach (var at in digits.Take(digits.Count - 4).Skip(digits.Count > 8 ? 3 : 0))
            text[at] = '*';
    }

    /// <summary>Full-width digits and signs as their half-width ones, place by place.</summary>
    private static string Narrow(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var at = 0; at < source.Length; at++)
            span[at] = source[at] is >= '！' and <= '～' ? (char)(source[at] - '！' + '!') : source[at] is '　' ? ' ' : source[at] is '—' or '–' ? '-' : source[at];
    });

    [GeneratedRegex(@"^(1[3-9][0-9]{9}|(0[0-9]{2,3})?[2-9][0-9]{6,7}|400[0-9]{7}|800[0-9]{7})$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"\A[0-9]{0,3}\*{4}([0-9]{4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MaskedPhone();

    [GeneratedRegex(@"[\s\-()]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    // A mobile number, an identity card, a fixed number with area code, or eight digits that are no date.
    [GeneratedRegex(@"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9](?:[ .-]?[0-9]){8}(?![0-9])|(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])|(?<![0-9])\(?0[0-9]{2,3}\)?[ -]?[2-9][0-9]{3}[ -]?[0-9]{3,4}(?![0-9])|(?<![0-9])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![0-9]))[2-9][0-9]{3}[ -]?[0-9]{4}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^.*?(?:路|街|大道|公路|新村|村|苑|园|小区|桥)", RegexOptions.CultureInvariant)]
    private static partial Regex Road();
}
