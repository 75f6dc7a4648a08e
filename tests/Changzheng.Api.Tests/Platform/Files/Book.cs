using System.IO.Compression;
using System.Text;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>A workbook made by hand, with whatever a clerk's has.</summary>
internal sealed class Book
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string State, string Xml)> sheets = [];
    private readonly Dictionary<string, string> others = [];

    /// <param name="rows">The sheet's rows, as XML.</param>
    public Book Sheet(string rows, string name = "Sheet1", string state = "visible", params string[] merges)
    {
        var merged =
            merges.Length == 0
                ? ""
                : $"<mergeCells>{string.Concat(merges.Select(merge => $"<mergeCell ref=\"{merge}\"/>"))}</mergeCells>";
        sheets.Add((name, state, $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>"));
        return this;
    }

    public Book Part(string name, string text)
    {
        others[name] = text;
        return this;
    }

    public byte[] Bytes()
    {
        var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(
                archive,
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
            );
            Write(
                archive,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(sheets.Select((sheet, at) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{at + 1}\" state=\"{sheet.State}\" r:id=\"r{at}\"/>"))}</sheets></workbook>"
            );
            Write(
                archive,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(sheets.Select((_, at) => $"<Relationship Id=\"r{at}\" Target=\"worksheets/s{at}.xml\"/>"))}</Relationships>"
            );
            // Formats: 1 a date, 2 a date and time, 3 a percentage with two places, 4 text, 5 one in Chinese.
            Write(
                archive,
                "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts><cellXfs>{string.Concat(new[] { 0, 14, 22, 10, 49, 170 }.Select(format => $"<xf numFmtId=\"{format}\"/>"))}</cellXfs></styleSheet>"
            );
            for (var at = 0; at < sheets.Count; at++)
                Write(archive, $"xl/worksheets/s{at}.xml", sheets[at].Xml);
            foreach (var (name, text) in others)
                Write(archive, name, text);
        }

        return made.ToArray();
    }

    /// <summary>A row of texts; null leaves a cell out.</summary>
    public static string Texts(int row, params string?[] cells) =>
        $"<row r=\"{row}\">{string.Concat(cells.Select((text, at) => text is null ? "" : $"<c r=\"{(char)('A' + at)}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>";

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var part = archive.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
