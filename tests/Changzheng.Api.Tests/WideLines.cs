using System.Text.RegularExpressions;

namespace Changzheng.Api.Tests;

/// <summary>Lines of more than 120 characters, string literals and addresses not counted.</summary>
internal static partial class WideLines
{
    private const int Most = 120;

    public static IEnumerable<string> FindIn((string Path, string Text) file)
    {
        var isRaw = false;
        foreach (var (number, line) in file.Text.Split('\n').Index())
        {
            var quotes = RawQuotes().Count(line);
            if (quotes == 0 && !isRaw && CountedWidth(line) is > Most and var width)
                yield return $"{file.Path}:{number + 1}: {width}";
            isRaw ^= quotes % 2 == 1;
        }
    }

    private static int CountedWidth(string line) =>
        line.Length <= Most ? 0 : Address().Replace(Literal().Replace(line, "\"\""), "").Length;

    [GeneratedRegex("\"\"\"")]
    private static partial Regex RawQuotes();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex("https?://\\S+")]
    private static partial Regex Address();
}
