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
    private static readonly Lazy<XDocument> comments = new(Load);

    private static readonly Lazy<Dictionary<string, XElement>> members = new(() =>
        comments
            .Value.Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal)
    );

    /// <summary>As Swashbuckle asks for them.</summary>
    public static XPathDocument Read()
    {
        using var reader = comments.Value.CreateReader();
        return new XPathDocument(reader, System.Xml.XmlSpace.Preserve);
    }

    /// <summary>What the comment of a class says under this tag; null where it has none.</summary>
    public static XElement? Find(Type type, string tag) =>
        members.Value.GetValueOrDefault($"T:{type.FullName}")?.Element(tag);

    private static XDocument Load()
    {
        var loaded = XDocument.Load(
            Path.Combine(AppContext.BaseDirectory, "Changzheng.Api.xml"),
            LoadOptions.PreserveWhitespace
        );
        foreach (var text in loaded.DescendantNodes().OfType<XText>())
            text.Value = LineBreak().Replace(text.Value, " ");
        return loaded;
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();
}
