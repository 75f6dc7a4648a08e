using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Rows a batch at a time: few enough that what is on its way is gone again before the collector comes by, and never so
/// long that they fill the memory.
/// </summary>
internal static class RowBatches
{
    private const int MostRows = 100,
        MostCharacters = 1 << 20;

    public static IEnumerable<RawRow[]> Of(IEnumerable<RawRow> rows)
    {
        var (batch, characters) = (new List<RawRow>(MostRows), 0);
        foreach (var row in rows)
        {
            batch.Add(row);
            foreach (var cell in row.Cells)
                characters += cell?.Length ?? 0;
            if (batch.Count < MostRows && characters < MostCharacters)
                continue;
            yield return [.. batch];
            batch.Clear();
            characters = 0;
        }

        if (batch.Count > 0)
            yield return [.. batch];
    }
}
