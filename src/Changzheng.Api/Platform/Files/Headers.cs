namespace Changzheng.Api.Platform.Files;

/// <summary>What a subject's columns are called in files.</summary>
internal sealed class Headers
{
    /// <summary>The place of a column that is passed over.</summary>
    public const int Unread = -2;

    private const int MostNamed = 20;

    /// <summary>What ledgers number their lines by.</summary>
    private static readonly string[] ordinals = ["序号", "序", "行号", "顺序号", "排序", "No", "No.", "№", "#"];

    private readonly IReadOnlyList<Column> columns;
    private readonly Dictionary<string, int> exact = [];
    private readonly Dictionary<string, int> keys = [];

    /// <param name="columns">The subject's.</param>
    /// <param name="carried">Headers of columns a ledger carries along, which are passed over.</param>
    public Headers(IReadOnlyList<Column> columns, IReadOnlyList<string>? carried = null)
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

        foreach (var name in ordinals.Concat(carried ?? []))
            keys.TryAdd(Key(name), Unread);
    }

    /// <summary>
    /// The column's place among the subject's; <see cref="Unread"/> of one that is passed over; null where no column is
    /// called that.
    /// </summary>
    public int? Find(string header) =>
        exact.TryGetValue(header, out var place) || keys.TryGetValue(Key(header), out place) ? place : null;

    public bool IsRequired(string header) => Find(header) is >= 0 and var place && columns[place].Required;

    /// <summary>Whether a row has something below every required column.</summary>
    public bool HoldsRequired(int[] places, string?[] cells) =>
        Enumerable
            .Range(0, columns.Count)
            .Where(place => columns[place].Required)
            .All(place =>
                Array.IndexOf(places, place) is >= 0 and var at
                && at < cells.Length
                && !string.IsNullOrWhiteSpace(cells[at])
            );

    /// <summary>For each cell of the header row the place of its column; -1 where nothing is written.</summary>
    /// <exception cref="FileRefused">With all that is wrong with it at once.</exception>
    public int[] Match(IReadOnlyList<string?> header, int row, FileNotes notes)
    {
        var places = new int[header.Count];
        var (unknown, doubled) = (new List<string>(), new List<int>());
        for (var at = 0; at < places.Length; at++)
        {
            places[at] = string.IsNullOrWhiteSpace(header[at]) ? -1 : Find(header[at]!) ?? AddUnknown(header[at]!);
            if (places[at] >= 0 && Array.IndexOf(places, places[at], 0, at) >= 0)
                doubled.Add(places[at]);
        }

        var missing = columns.Where((column, at) => column.Required && !places.Contains(at)).ToList();
        if (unknown.Count + doubled.Count + missing.Count > 0)
            throw Refuse(unknown, [.. doubled.Distinct()], missing, row);
        for (var at = 0; at < places.Length; at++)
        {
            if (places[at] == Unread)
                notes.Add(NoteKind.Column, null, Faults.Brief(header[at]!.Trim()));
            else if (places[at] >= 0 && columns[places[at]].Derived)
                notes.Add(NoteKind.Derived, null, Faults.Brief(header[at]!.Trim()));
        }

        return places;

        int AddUnknown(string name)
        {
            unknown.Add(name.Trim());
            return -1;
        }
    }

    /// <summary>The columns by the headers of the file.</summary>
    public IReadOnlyList<Column> Written(int[] places, string?[] header) =>
        [
            .. columns.Select(
                (column, place) =>
                    Array.IndexOf(places, place) is >= 0 and var at
                        ? column with
                        {
                            Header = header[at]!.Trim(),
                        }
                        : column
            ),
        ];

    /// <summary>How many of the subject's columns a row names, and whether all required ones are among them.</summary>
    public (bool Enough, int Named) Recognise(IEnumerable<string?> row)
    {
        var named = row.Select(text => string.IsNullOrWhiteSpace(text) ? null : Find(text))
            .OfType<int>()
            .Where(place => place >= 0)
            .ToHashSet();
        return (Enumerable.Range(0, columns.Count).All(at => !columns[at].Required || named.Contains(at)), named.Count);
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

    private FileRefused Refuse(List<string> unknown, List<int> doubled, List<Column> missing, int row)
    {
        var kind =
            unknown.Count > 0 ? FileRefusals.FileHeaderUnknown
            : doubled.Count > 0 ? FileRefusals.FileHeaderDoubled
            : FileRefusals.FileHeaderMissing;
        var (chinese, english) = (new List<string>(), new List<string>());
        foreach (var name in unknown.Take(MostNamed))
        {
            var near = Propose(name);
            chinese.Add($"没有“{Faults.Brief(name)}”这一列{(near is null ? "" : $"，是否为“{near}”")}");
            english.Add($"there is no column \"{Faults.Brief(name)}\"{(near is null ? "" : $"; is it \"{near}\"")}");
        }

        if (unknown.Count > MostNamed)
        {
            chinese.Add($"另有 {unknown.Count - MostNamed} 列也没有");
            english.Add($"nor {unknown.Count - MostNamed} more");
        }

        chinese.AddRange(doubled.Select(place => $"“{columns[place].Title}”列出现两次"));
        english.AddRange(doubled.Select(place => $"the column \"{columns[place].Name}\" is there twice"));
        if (missing.Count > 0)
        {
            chinese.Add($"缺少必填列：{string.Join('、', missing.Select(column => column.Title))}");
            english.Add($"required columns are missing: {string.Join(", ", missing.Select(column => column.Name))}");
        }

        return kind.OfFile(
            $"第 {row} 行（表头）：{string.Join("；", chinese)}。",
            $"Row {row} (header): {string.Join(". ", english)}.",
            unknown.Select(Propose).FirstOrDefault(near => near is not null),
            row
        );
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
