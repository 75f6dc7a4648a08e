using System.Globalization;
using System.Text;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Storage;

/// <summary>The name a file came with: shown to readers, never a path.</summary>
internal static class FileName
{
    public const int Longest = 200;

    /// <summary>
    /// Without folders, without letters that cannot be seen or turn the direction of reading, without a citizen's
    /// number; null where nothing is left.
    /// </summary>
    public static string? Clean(string? given)
    {
        if (given is null)
            return null;
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var seen = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (IsSeen(rune))
                seen.Append(rune);
        var name = Masking.Certain(seen.ToString().Trim().TrimEnd('.', ' '));
        return name.Length == 0 ? null
            : name.Length <= Longest ? name
            : char.IsLowSurrogate(name[^Longest]) ? name[^(Longest - 1)..]
            : name[^Longest..];
    }

    /// <summary>
    /// The end of a name that says a type: letters and digits, a letter among them. Null where none is.
    /// </summary>
    public static string? FindExtension(string? name)
    {
        var dot = name?.LastIndexOf('.') ?? -1;
        return
            dot >= 0
            && name![(dot + 1)..] is { Length: > 0 and <= 10 } extension
            && extension.All(char.IsAsciiLetterOrDigit)
            && extension.Any(char.IsAsciiLetter)
            ? extension.ToLowerInvariant()
            : null;
    }

    /// <summary>What readers save it as: its name, and an end that says its type.</summary>
    public static string Complete(string? name, FileRow file)
    {
        var media = file.Type.Split(';')[0];
        var type = FileType.All.First(one => one.IsDeclaredAs(media));
        name ??= file.Sha256[..12];
        return FindExtension(name) is { } extension && type.IsEndOf(extension) ? name : $"{name}.{type.Extensions[0]}";
    }

    private static bool IsSeen(Rune rune) =>
        rune.Value != 0xFFFD
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
