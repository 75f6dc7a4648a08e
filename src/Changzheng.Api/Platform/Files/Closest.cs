namespace Changzheng.Api.Platform.Files;

/// <summary>Finds the known word closest to an unknown one.</summary>
internal static class Closest
{
    private const int LongestWord = 60;

    /// <summary>The word fewest edits away, or one that holds the other; null where nothing is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var key = Width.Key(word);
        if (key.Length is 0 or > LongestWord)
            return null;
        return known
            .Select(candidate => (candidate, Edits: Distance(key, Width.Key(candidate))))
            .Where(near => near.Edits is not null)
            .OrderBy(near => near.Edits)
            .Select(near => near.candidate)
            .FirstOrDefault();
    }

    /// <summary>Edits from one to the other; null where they are too many to be a slip.</summary>
    private static int? Distance(string from, string to)
    {
        if (to.Length is 0 or > LongestWord)
            return null;
        var edits = Edits(from, to);
        var held =
            to.Length > 1 && from.Contains(to, StringComparison.Ordinal)
            || from.Length > 1 && to.Contains(from, StringComparison.Ordinal);
        return
            held
            || edits <= Math.Max(1, Math.Max(from.Length, to.Length) / 3) && edits < Math.Min(from.Length, to.Length)
            ? edits
            : null;
    }

    private static int Edits(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var diagonal = above[0];
            above[0] = row;
            for (var at = 1; at <= to.Length; at++)
            {
                var edits = Math.Min(
                    Math.Min(above[at], above[at - 1]) + 1,
                    diagonal + (from[row - 1] == to[at - 1] ? 0 : 1)
                );
                diagonal = above[at];
                above[at] = edits;
            }
        }

        return above[^1];
    }
}
