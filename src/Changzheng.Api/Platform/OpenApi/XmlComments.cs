using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// The doc comments, as the document shows them. Where a comment breaks its line says nothing: a reader's screen does
/// that.
/// </summary>
internal static partial class XmlComments
{
    public static XPathDocument Read()
    {
        var comments = XDocument.Load(
            Path.Combine(AppContext.BaseDirectory, "Changzheng.Api.xml"),
            LoadOptions.PreserveWhitespace
        );
        foreach (var text in comments.DescendantNodes().OfType<XText>())
            text.Value = LineBreak().Replace(text.Value, " ");
        using var reader = comments.CreateReader();
        return new XPathDocument(reader, System.Xml.XmlSpace.Preserve);
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();
}
