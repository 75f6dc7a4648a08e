using System.Reflection;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// The dossier a route names by its first path parameter, and the part it names by its second:
/// projects/{project}/milestones/{milestone}/reach.
/// </summary>
internal sealed record DossierPath(IReadOnlyList<(string Name, string Value)> Values)
    : IParameterGroup,
        IBindableFromHttpContext<DossierPath>,
        IEndpointParameterMetadataProvider
{
    public string First => Values[0].Value;

    /// <summary>Null where the route names no second.</summary>
    public string? Second => Values.Count > 1 ? Values[1].Value : null;

    IEnumerable<(string Name, object? Value)> IParameterGroup.Given =>
        Values.Select(value => (value.Name, (object?)value.Value));

    public static ValueTask<DossierPath?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<DossierPath?>(
            new DossierPath([
                .. NamesOf((RouteEndpoint)context.GetEndpoint()!)
                    .Select(name => (name, (string)context.Request.RouteValues[name]!)),
            ])
        );

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ParameterGroup(
                parameter.Name!,
                [
                    .. ((RouteEndpointBuilder)builder).RoutePattern.Parameters.Select(one => new GroupedParameter(
                        one.Name,
                        typeof(string),
                        $"The {one.Name}.",
                        BindingSource.Path
                    )),
                ]
            )
        );

    void IParameterGroup.Check() { }

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name);
}
