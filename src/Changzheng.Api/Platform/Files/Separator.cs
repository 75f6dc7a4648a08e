namespace Changzheng.Api.Platform.Files;

/// <summary>What stands between cells.</summary>
/// <param name="Written">As the file has it.</param>
/// <param name="Stands">What it is read as: the reader takes ASCII only.</param>
internal sealed record Separator(char Written, char Stands)
{
    private const char UnitSeparator = '\u001F';

    /// <summary>
    /// The one that makes the most of one of the first lines into known headers; a comma where none does better.
    /// </summary>
    public static Separator Of(Charset charset, Stream seekable, Headers headers, ReadLimits limits)
    {
        using var text = charset.Open(seekable);
        var lines = FirstLines(text);
        var written = ",\t;，"
            .OrderByDescending(candidate =>
                lines.Max(line =>
                    headers
                        .Recognise(line.Split(candidate, limits.MaxColumns + 1).Select(cell => cell.Trim().Trim('"')))
                        .Named
                )
            )
            .ThenByDescending(candidate => candidate == '，' ? 0 : lines[0].Count(letter => letter == candidate))
            .First();
        return new Separator(written, written == '，' ? UnitSeparator : written);
    }

    /// <summary>One at least.</summary>
    private static string[] FirstLines(StreamReader text)
    {
        var start = new char[1 << 16];
        var read = text.ReadBlock(start);
        var lines = start
            .AsSpan(0, read)
            .TrimStart("\r\n \uFEFF")
            .ToString()
            .Split(['\r', '\n'], TableHead.Most + 1, StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? [""] : lines[..Math.Min(lines.Length, TableHead.Most)];
    }
}
