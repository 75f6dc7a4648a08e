using Changzheng.Api.Platform.OpenApi;
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
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var slice = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<MoveSlice>().FirstOrDefault();
        if (slice is null)
            return;
        operation.Summary = Text(slice.Type, "summary");
        operation.Description = Text(slice.Type, "remarks");
        if (operation.RequestBody is { } body)
            body.Description = Text(slice.Type, "body");
    }

    private static string Text(Type slice, string tag) =>
        XmlComments.Find(slice, tag) is { } element
            ? XmlCommentsTextHelper.Humanize(string.Concat(element.Nodes()))
            : throw new InvalidOperationException($"{slice.Name} declares a move and has no <{tag}>.");
}
