using System.Xml.Linq;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Changzheng.Api.Platform.Moves;

/// <summary>Marks the endpoint of a move with the class that declares it.</summary>
internal sealed record MoveSlice(Type Type);

/// <summary>
/// All moves of a workflow share one endpoint method, so an operation's words stand on the class that declares the
/// move:
/// <c>summary</c>, <c>remarks</c>, and <c>body</c> for its request. This filter copies them into the OpenAPI document.
/// </summary>
internal sealed class MoveDocumentation : IOperationFilter
{
    private readonly Dictionary<string, XElement> classes = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Changzheng.Api.xml"))
        .Descendants("member")
        .Where(member => ((string?)member.Attribute("name"))?.StartsWith("T:", StringComparison.Ordinal) == true)
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var slice = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<MoveSlice>().FirstOrDefault();
        if (slice is null)
            return;
        operation.Summary = Text(slice.Type, "summary");
        operation.Description = Text(slice.Type, "remarks");
        operation.RequestBody!.Description = Text(slice.Type, "body");
    }

    private string Text(Type slice, string tag) =>
        classes.GetValueOrDefault($"T:{slice.FullName}")?.Element(tag) is { } element
            ? XmlCommentsTextHelper.Humanize(string.Concat(element.Nodes()))
            : throw new InvalidOperationException($"{slice.Name} declares a move and has no <{tag}>.");
}
