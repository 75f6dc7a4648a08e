using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Changzheng.Api.Platform.Files;

/// <summary>A sheet's XML, taken away piece by piece as it grows.</summary>
internal sealed partial class SheetXml : IDisposable
{
    private const int Enough = 1 << 16;
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly MemoryStream held = new();
    private readonly XmlWriter xml;
    private readonly IReadOnlyList<Column> columns;

    /// <param name="widths">Of the columns, in letters.</param>
    public SheetXml(IReadOnlyList<Column> columns, IReadOnlyList<int> widths)
    {
        this.columns = columns;
        xml = XmlWriter.Create(
            held,
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None }
        );
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Namespace);
        xml.WriteStartElement("sheetViews");
        xml.WriteRaw(
            "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>"
        );
        xml.WriteEndElement();
        xml.WriteStartElement("cols");
        for (var at = 0; at < columns.Count; at++)
            xml.WriteRaw(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<col min=\"{at + 1}\" max=\"{at + 1}\" width=\"{widths[at]}\" style=\"{StyleOf(columns[at])}\" customWidth=\"1\"/>"
                )
            );
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
    }

    public bool IsFull => held.Length >= Enough;

    public void Row(int number, object?[] cells, bool header)
    {
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
        for (var at = 0; at < cells.Length; at++)
        {
            xml.WriteStartElement("c");
            xml.WriteAttributeString("s", header ? WorkbookFrame.HeaderStyle : StyleOf(columns[at]));
            if (cells[at] is string text)
                Text(text);
            else if (cells[at] is { } figure)
                xml.WriteElementString("v", CellNumber.Format((decimal)figure));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.Flush();
    }

    public void End()
    {
        xml.WriteEndDocument();
        xml.Flush();
    }

    /// <summary>What was written since the last time; good until the next row.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var taken = held.GetBuffer().AsMemory(0, (int)held.Length);
        held.SetLength(0);
        return taken;
    }

    public void Dispose()
    {
        xml.Dispose();
        held.Dispose();
    }

    private void Text(string text)
    {
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Unwritable().Replace(text, found => $"_x{(int)found.Value[0]:X4}_{found.Value[1..]}"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Text columns are formatted as text, so that Excel leaves 1-2 and 007 alone when a clerk types them.
    private static string StyleOf(Column column) =>
        column.Kind switch
        {
            CellKind.Number when column.Share => WorkbookFrame.ShareStyle,
            CellKind.Whole or CellKind.Number => WorkbookFrame.PlainStyle,
            CellKind.Day => WorkbookFrame.DayStyle,
            CellKind.Instant => WorkbookFrame.InstantStyle,
            _ => WorkbookFrame.TextStyle,
        };

    /// <summary>
    /// Letters XML cannot hold or changes, half characters, and an underscore that would be taken for the start of such
    /// an escape.
    /// </summary>
    [GeneratedRegex(
        "[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]|_(?=x[0-9A-Fa-f]{4}_)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unwritable();
}
