using System.Globalization;
using System.Security;

namespace Changzheng.Api.Platform.Files;

/// <summary>The parts of a workbook around its sheets.</summary>
internal static class WorkbookFrame
{
    public const string PlainStyle = "0",
        TextStyle = "1",
        HeaderStyle = "2",
        DayStyle = "3",
        InstantStyle = "4",
        ShareStyle = "5";

    private const string Head = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // Number format 49 is Excel's own "text", 10 its percentage with two places; 164 and on are the file's.
    private const string Styles = $"""
        {Head}<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    /// <summary>Each part's name and text, in the order they are packed.</summary>
    public static IEnumerable<(string Name, string Text)> Parts(IReadOnlyList<string> sheets)
    {
        yield return (
            "[Content_Types].xml",
            $"""{Head}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kinds}.styles+xml"/>{Each(sheets, at => $"""<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{Kinds}.worksheet+xml"/>""")}</Types>"""
        );
        yield return (
            "_rels/.rels",
            $"""{Head}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
        );
        yield return (
            "xl/workbook.xml",
            $"""{Head}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{Each(sheets, at => $"""<sheet name="{SecurityElement.Escape(sheets[at - 1])}" sheetId="{at}" r:id="rId{at}"/>""")}</sheets></workbook>"""
        );
        yield return (
            "xl/_rels/workbook.xml.rels",
            $"""{Head}<Relationships xmlns="{Package}/relationships">{Each(sheets, at => $"""<Relationship Id="rId{at}" Type="{Office}/worksheet" Target="worksheets/sheet{at}.xml"/>""")}<Relationship Id="rIdStyles" Type="{Office}/styles" Target="styles.xml"/></Relationships>"""
        );
        yield return ("xl/styles.xml", Styles);
    }

    private static string Each(IReadOnlyList<string> sheets, Func<int, FormattableString> part) =>
        string.Concat(Enumerable.Range(1, sheets.Count).Select(at => part(at).ToString(CultureInfo.InvariantCulture)));
}
