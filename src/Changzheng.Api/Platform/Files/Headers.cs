namespace Changzheng.Api.Platform.Files;

/// <summary>What a subject's columns are called in files.</summary>
internal sealed class Headers
{
    private readonly IReadOnlyList<Column> columns;
    private readonly Dictionary<string, int> exact = [];
    private readonly Dictionary<string, int> keys = [];

    public Headers(IReadOnlyList<Column> columns)
    {
        this.columns = columns;
        for (var at = 0; at < columns.Count; at++)
        {
            foreach (var name in columns[at].Aliases.Prepend(columns[at].Title).Prepend(columns[at].Name))
            {
                exact.TryAdd(name, at);
                keys.TryAdd(Key(name), at);
            }
        }
    }

    /// <summary>The column's place among the subject's; null where no column is called that.</summary>
    public int? Find(string header) =>
        exact.TryGetValue(header, out var place) || keys.TryGetValue(Key(header), out place) ? place : null;

    /// <summary>For each cell of the header row the place of its column; -1 where nothing is written.</summary>
    public int[] Match(IReadOnlyList<string?> header, int row)
    {
        var places = new int[header.Count];
        var taken = new HashSet<int>();
        for (var at = 0; at < places.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(header[at]))
            {
                places[at] = -1;
                continue;
            }

            places[at] = Find(header[at]!) ?? throw Unknown(header[at]!, row);
            if (!taken.Add(places[at]))
                throw FileRefusals.FileHeaderDoubled.AtRow(
                    row,
                    $"“{columns[places[at]].Title}”列出现两次。",
                    $"the column \"{columns[places[at]].Name}\" is there twice."
                );
        }

        MustHold(taken, row);
        return places;
    }

    /// <summary>How many of the subject's columns a row names, and whether all required ones are among them.</summary>
    public (int Named, bool Enough) Recognise(IEnumerable<string?> row)
    {
        var named = row.Select(text => string.IsNullOrWhiteSpace(text) ? null : Find(text)).OfType<int>().ToHashSet();
        return (named.Count, Enumerable.Range(0, columns.Count).All(at => !columns[at].Required || named.Contains(at)));
    }

    /// <summary>The title, or in a file with English names the name, that was probably meant.</summary>
    public string? Propose(string header) =>
        Closest.To(
            Trim(header),
            header.All(char.IsAscii)
                ? columns.Select(column => column.Name)
                : columns.SelectMany(column => column.Aliases.Prepend(column.Title))
        )
            is { } near
            ? header.All(char.IsAscii)
                ? near
                : columns[Find(near)!.Value].Title
            : null;

    private FileRefused Unknown(string header, int row)
    {
        var proposal = Propose(header);
        return FileRefusals.FileHeaderUnknown.OfFile(
            $"没有“{Faults.Brief(header)}”这一列{(proposal is null ? "" : $"，是否为“{proposal}”")}。",
            $"There is no column \"{Faults.Brief(header)}\"{(proposal is null ? "" : $"; is it \"{proposal}\"")}.",
            proposal,
            row
        );
    }

    private void MustHold(HashSet<int> taken, int row)
    {
        var missing = columns.Where((column, at) => column.Required && !taken.Contains(at)).ToList();
        if (missing.Count > 0)
        {
            throw FileRefusals.FileHeaderMissing.AtRow(
                row,
                $"缺少必填列：{string.Join('、', missing.Select(column => column.Title))}。",
                $"required columns are missing: {string.Join(", ", missing.Select(column => column.Name))}."
            );
        }
    }

    private static string Key(string header) => Width.Key(Trim(header));

    /// <summary>Without the marks templates put on required columns.</summary>
    private static string Trim(string header)
    {
        var text = Width.Fold(header).Trim('*', ' ', '\uFEFF', '\t', '\r', '\n');
        foreach (var mark in (string[])["(必填)", "(选填)", "(必填项)", "(required)"])
        {
            if (text.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
                text = text[..^mark.Length];
        }

        return text.Trim('*', ' ', '\r', '\n');
    }
}
