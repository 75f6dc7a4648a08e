using System.Globalization;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Files;

/// <summary>What a file holds beside its data.</summary>
public enum NoteKind
{
    /// <summary>A sheet that is not read.</summary>
    Sheet,

    /// <summary>A title above the table.</summary>
    Title,

    /// <summary>Who reports what, and when, above the table.</summary>
    Label,

    /// <summary>The unit all figures are said to be in.</summary>
    Unit,

    /// <summary>Where the columns are named, when it is not the first row alone.</summary>
    Header,

    /// <summary>Columns that are not read.</summary>
    Column,

    /// <summary>Columns the system works out itself.</summary>
    Derived,

    /// <summary>Cells merged over several rows, read in each.</summary>
    Merged,

    /// <summary>A row without a letter.</summary>
    Blank,

    /// <summary>A row of which only columns that are not read say something.</summary>
    Unread,

    /// <summary>The header again, as printed pages have it.</summary>
    Repeated,

    /// <summary>A total below the data.</summary>
    Total,

    /// <summary>Who filled it in, checked it, signed it.</summary>
    Footer,

    /// <summary>A remark below the data.</summary>
    Remark,
}

/// <summary>Rows that follow each other.</summary>
/// <param name="From">The first, as the file numbers it.</param>
/// <param name="To">The last.</param>
public sealed record RowSpan(int From, int To)
{
    internal string Text => From == To ? Say(From) : $"{Say(From)}–{Say(To)}";

    private static string Say(int row) => row.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Something of the file that was not taken for data, and why.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Rows">Which rows it is; empty where it is none.</param>
/// <param name="Detail">In a sentence.</param>
public sealed record FileNote(NoteKind Kind, IReadOnlyList<RowSpan> Rows, string Detail)
{
    internal static FileNote Example => new(NoteKind.Total, [new(42, 42)], "第 42 行是合计（“合计”），不作数据。");
}

/// <summary>
/// Gathers what a file holds beside its data, a sentence a kind: every row that is passed over is named by its number.
/// </summary>
/// <param name="carried">Headers of columns the subject knows and does not read.</param>
internal sealed class FileNotes(IReadOnlyList<string>? carried = null)
{
    private const int MostSpans = 100,
        MostQuotes = 20;

    private static readonly Dictionary<NoteKind, (string Chinese, string English)> sentences = new()
    {
        [NoteKind.Sheet] = ("工作表{1}不读。", "Sheets not read{1}."),
        [NoteKind.Title] = ("第 {0} 行是标题{1}，不作数据。", "Title, not data: row {0}{1}."),
        [NoteKind.Label] = ("第 {0} 行是填报信息{1}，不作数据。", "Particulars, not data: row {0}{1}."),
        [NoteKind.Unit] = (
            "第 {0} 行写明计量单位{1}：不作换算，数字仍按各自的计量单位读，请核对。",
            "A unit for the whole table is not applied, figures are read in their own: row {0}{1}."
        ),
        [NoteKind.Header] = ("第 {0} 行是表头{1}。", "Header: row {0}{1}."),
        [NoteKind.Column] = ("列{1}不读。", "Columns not read{1}."),
        [NoteKind.Derived] = ("列{1}由系统算出，不读。", "Columns worked out here, not read{1}."),
        [NoteKind.Merged] = (
            "第 {0} 行的合并单元格{1}在各行按同一内容读。",
            "Merged cells, read alike in each row: row {0}{1}."
        ),
        [NoteKind.Blank] = ("第 {0} 行是空行。", "Blank: row {0}."),
        [NoteKind.Unread] = ("第 {0} 行只有不读的列有内容，不作数据。", "Nothing in a column that is read: row {0}."),
        [NoteKind.Repeated] = ("第 {0} 行是重复的表头，不作数据。", "The header again, not data: row {0}."),
        [NoteKind.Total] = ("第 {0} 行是合计{1}，不作数据。", "Total, not data: row {0}{1}."),
        [NoteKind.Footer] = ("第 {0} 行是表尾签署{1}，不作数据。", "Signatures, not data: row {0}{1}."),
        [NoteKind.Remark] = ("第 {0} 行是备注{1}，不作数据。", "Remark, not data: row {0}{1}."),
    };

    private readonly SortedDictionary<NoteKind, Group> groups = [];

    public IReadOnlyList<string> Carried { get; } = carried ?? [];

    /// <summary>The subject's columns by the headers the file gave them; empty before the header is read.</summary>
    public IReadOnlyList<Column> Columns { get; set; } = [];

    /// <param name="quote">The file's own words; null where none are worth repeating.</param>
    public void Add(NoteKind kind, int? row, string? quote = null)
    {
        if (!groups.TryGetValue(kind, out var group))
            groups[kind] = group = new Group();
        if (row is { } number)
            group.Add(number);
        if (quote is not null && group.Quotes.Count < MostQuotes && !group.Quotes.Contains(quote))
            group.Quotes.Add(quote);
    }

    public IReadOnlyList<FileNote> List() =>
        [.. groups.Select(group => new FileNote(group.Key, [.. group.Value.Spans], Say(group.Key, group.Value)))];

    private static string Say(NoteKind kind, Group group)
    {
        var (chinese, english) = sentences[kind];
        var more = group.Rows > group.Spans.Sum(span => span.To - span.From + 1);
        return Words.Say(
            Fill(
                chinese,
                string.Join('、', group.Spans.Select(span => span.Text)) + (more ? $" 等共 {group.Rows}" : ""),
                kind is NoteKind.Sheet or NoteKind.Column or NoteKind.Derived
                    ? string.Concat(group.Quotes.Select(quote => $"“{quote}”"))
                    : Enclose(group.Quotes, "（", "“", "”", "）")
            ),
            Fill(
                english,
                string.Join(", ", group.Spans.Select(span => span.Text))
                    + (more ? $" and more, {group.Rows} rows" : ""),
                Enclose(group.Quotes, " (", "\"", "\" ", ")").Replace("\" )", "\")", StringComparison.Ordinal)
            )
        );
    }

    private static string Fill(string sentence, string rows, string quotes) =>
        string.Format(CultureInfo.InvariantCulture, sentence, rows, quotes);

    private static string Enclose(List<string> quotes, string before, string open, string close, string after) =>
        quotes.Count == 0 ? "" : before + string.Concat(quotes.Select(quote => open + quote + close)) + after;

    private sealed class Group
    {
        public List<RowSpan> Spans { get; } = [];
        public List<string> Quotes { get; } = [];
        public int Rows { get; private set; }

        public void Add(int row)
        {
            if (Spans.Count > 0 && Spans[^1].To == row)
                return;
            Rows++;
            if (Spans.Count > 0 && Spans[^1].To == row - 1)
                Spans[^1] = Spans[^1] with { To = row };
            else if (Spans.Count < MostSpans)
                Spans.Add(new RowSpan(row, row));
        }
    }
}
