using System.Text;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>What two tickets may have in common beside phone and full address. Kept only as hashes. Pure.</summary>
internal static partial class RepeatSigns
{
    private const int ShortestSubject = 4;

    /// <summary>
    /// The building of an address, without the room: up to its number (号, 号楼, 幢, 栋), else its lane (弄). District and
    /// town are left out, signs of any width are one. Null where there is no number.
    /// </summary>
    public static string? FindBuilding(string? address)
    {
        var plain = Fold(address).Replace("号楼", "号", StringComparison.Ordinal);
        plain = Town().Replace(plain, "");
        var found = Building().Match(plain);
        if (!found.Success)
            found = Lane().Match(plain);
        return found.Success ? $"building:{found.Value.Replace('幢', '号').Replace('栋', '号')}" : null;
    }

    /// <summary>
    /// The subject without spaces and punctuation, in its neighbourhood or, where none is known, its road. Null where
    /// it is too short to mean anything, masked, or nowhere.
    /// </summary>
    public static string? FindSubject(string subject, string? neighbourhood, string? address)
    {
        var plain = string.Concat(Fold(subject).Where(char.IsLetterOrDigit));
        var area = neighbourhood ?? (Masking.Address(address) is { Length: > 3 } road ? Fold(road) : null);
        return plain.Length < ShortestSubject || area is null || subject.Contains("***", StringComparison.Ordinal)
            ? null
            : $"subject:{area}:{plain}";
    }

    private static string Fold(string? text) =>
        string.Concat(
            (text ?? "").Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(sign => !char.IsWhiteSpace(sign))
        );

    [GeneratedRegex("^(?:上海市?)?(?:普陀区)?(?:长征镇)?", RegexOptions.CultureInvariant)]
    private static partial Regex Town();

    [GeneratedRegex("^.*?[0-9]+(?:号|幢|栋)", RegexOptions.CultureInvariant)]
    private static partial Regex Building();

    [GeneratedRegex("^.*?[0-9]+弄", RegexOptions.CultureInvariant)]
    private static partial Regex Lane();
}
