using System.IO.Compression;
using System.Xml;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// The cells of a sheet whose formula gave an error, or was never worked out: the workbook reader gives them as empty
/// ones.
/// </summary>
/// <remarks>
/// A second pass over the sheet in step with the reader's, and only where the sheet holds a formula or an error at all.
/// </remarks>
internal sealed class FormulaFailures : IDisposable
{
    private const string Uncalculated = "";

    private readonly ZipArchive archive;
    private readonly ZipArchiveEntry? part;
    private readonly IEnumerator<(int Row, int Column, string Text)> failures;
    private bool more;

    public FormulaFailures(Stream seekable, string sheet)
    {
        archive = new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
        part = PartOf(sheet);
        failures = (part is not null && MayHold(part) ? ReadFailures(part) : []).GetEnumerator();
        more = failures.MoveNext();
    }

    /// <summary>The names of the workbook's sheets, hidden ones too.</summary>
    public IReadOnlyList<string> Sheets =>
        [.. Elements("xl/workbook.xml", "sheet").Select(sheet => sheet.GetValueOrDefault("name")).OfType<string>()];

    /// <summary>
    /// Whether a cell beyond that column holds anything: the workbook reader counts formatted ones without a value too.
    /// </summary>
    public bool HoldsBeyond(int last)
    {
        if (part is null)
            return false;
        using var xml = XmlReader.Create(part.Open(), new XmlReaderSettings { CloseInput = true });
        var column = 0;
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element)
                continue;
            if (xml.LocalName == "row")
                column = 0;
            else if (xml.LocalName == "c")
                column = Place(xml, column);
            else if (xml.LocalName is "v" or "is" && column > last && !xml.IsEmptyElement)
                return true;
        }

        return false;
    }

    /// <summary>The first failure of a row; rows are asked for in their order.</summary>
    public Fault? In(int row)
    {
        while (more && failures.Current.Row < row)
            more = failures.MoveNext();
        if (!more || failures.Current.Row != row)
            return null;
        var column = Letters(failures.Current.Column);
        return failures.Current.Text == Uncalculated
            ? FileRefusals.CellFormulaFailed.Fault(
                $"{column} 列的公式没有结果，请在 Excel 中打开并保存一次。",
                $"The formula in column {column} was never worked out; open and save the workbook in Excel."
            )
            : FileRefusals.CellFormulaFailed.Fault(
                $"{column} 列的公式结果是 {failures.Current.Text}。",
                $"The formula in column {column} gives {failures.Current.Text}."
            );
    }

    public void Dispose()
    {
        failures.Dispose();
        archive.Dispose();
    }

    private static bool MayHold(ZipArchiveEntry part)
    {
        using var bytes = part.Open();
        var buffer = new byte[1 << 16];
        var held = 0;
        while (bytes.Read(buffer, held, buffer.Length - held) is > 0 and var read)
        {
            var all = buffer.AsSpan(0, held + read);
            if (
                all.IndexOf("\"e\""u8) >= 0
                || all.IndexOf("'e'"u8) >= 0
                || all.IndexOf("<f"u8) >= 0
                || all.IndexOf(":f"u8) >= 0
            )
                return true;
            held = Math.Min(2, all.Length);
            all[^held..].CopyTo(buffer);
        }

        return false;
    }

    private static IEnumerable<(int Row, int Column, string Text)> ReadFailures(ZipArchiveEntry part)
    {
        using var xml = XmlReader.Create(part.Open(), new XmlReaderSettings { CloseInput = true });
        var (row, column) = (0, 0);
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element)
                continue;
            if (xml.LocalName == "row")
                (row, column) = (int.TryParse(xml.GetAttribute("r"), out var stated) ? stated : row + 1, 0);
            if (xml.LocalName != "c")
                continue;
            column = Place(xml, column);
            if (Judge(xml) is { } shown)
                yield return (row, column, shown);
        }
    }

    /// <summary>What an error shows, read to the end of its cell; null where the cell has none.</summary>
    private static string? Judge(XmlReader xml)
    {
        var error = xml.GetAttribute("t") == "e";
        if (xml.IsEmptyElement)
            return null;
        var (formula, value, shown) = (false, false, "");
        using var cell = xml.ReadSubtree();
        while (cell.Read())
        {
            formula |= cell is { NodeType: XmlNodeType.Element, LocalName: "f" };
            value |= cell is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" };
            if (error && value && cell.NodeType is XmlNodeType.Text)
                shown = cell.Value;
        }

        return error
            ? shown is { Length: > 0 and < 20 }
                ? shown
                : "#VALUE!"
            : formula && !value
                ? Uncalculated
                : null;
    }

    private ZipArchiveEntry? PartOf(string sheet)
    {
        var id = Elements("xl/workbook.xml", "sheet")
            .FirstOrDefault(element => element.GetValueOrDefault("name") == sheet)
            ?.GetValueOrDefault("id");
        var target = Elements("xl/_rels/workbook.xml.rels", "Relationship")
            .FirstOrDefault(element => element.GetValueOrDefault("Id") == id)
            ?.GetValueOrDefault("Target");
        return target is null
            ? null
            : Entry(target.StartsWith("/xl/", StringComparison.OrdinalIgnoreCase) ? target[1..] : "xl/" + target);
    }

    private List<Dictionary<string, string>> Elements(string part, string name)
    {
        var found = new List<Dictionary<string, string>>();
        if (Entry(part) is not { } entry)
            return found;
        using var xml = XmlReader.Create(entry.Open(), new XmlReaderSettings { CloseInput = true });
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element || xml.LocalName != name)
                continue;
            var attributes = new Dictionary<string, string>();
            while (xml.MoveToNextAttribute())
                attributes[xml.LocalName] = xml.Value;
            found.Add(attributes);
        }

        return found;
    }

    private ZipArchiveEntry? Entry(string name) =>
        archive.Entries.FirstOrDefault(entry =>
            entry.FullName.Replace('\\', '/').Equals(name, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>A cell's column, from 1: as it says, or beside the one before it.</summary>
    private static int Place(XmlReader cell, int before) =>
        cell.GetAttribute("r") is { } reference && Number(reference) is > 0 and var place ? place : before + 1;

    private static int Number(string reference) =>
        reference
            .TakeWhile(char.IsAsciiLetter)
            .Take(4)
            .Aggregate(0, (number, letter) => number * 26 + (char.ToUpperInvariant(letter) - 'A' + 1));

    /// <summary>A column as Excel names it, from 1.</summary>
    private static string Letters(int column) =>
        column <= 26
            ? ((char)('A' + column - 1)).ToString()
            : Letters((column - 1) / 26) + (char)('A' + (column - 1) % 26);
}
