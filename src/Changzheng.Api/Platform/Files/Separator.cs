namespace Changzheng.Api.Platform.Files;

/// <summary>What stands between cells.</summary>
/// <param name="Written">As the file has it.</param>
/// <param name="Stands">What it is read as: the reader takes ASCII only.</param>
internal sealed record Separator(char Written, char Stands)
{
    private const char UnitSeparator = '\u001F';

    /// <summary>
    /// The one that makes the most of the first line into known headers; a comma where none does better.
    /// </summary>
    public static Separator Of(Charset charset, Stream seekable, Headers headers, ReadLimits limits)
    {
        using var text = charset.Open(seekable);
        var line = FirstLine(text);
        var written = ",\t;，"
            .OrderByDescending(candidate =>
                headers
                    .Recognise(line.Split(candidate, limits.MaxColumns + 1).Select(cell => cell.Trim().Trim('"')))
                    .Named
            )
            .ThenByDescending(candidate => candidate == '，' ? 0 : line.Count(letter => letter == candidate))
            .First();
        return new Separator(written, written == '，' ? UnitSeparator : written);
    }

    private static string FirstLine(StreamReader text)
    {
        var start = new char[1 << 16];
        var read = text.ReadBlock(start);
        var line = start.AsSpan(0, read).TrimStart("\r\n \uFEFF");
        var end = line.IndexOfAny('\r', '\n');
        return line[..(end < 0 ? line.Length : end)].ToString();
    }
}
