using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Changzheng.Api.Platform.Http;

/// <summary>The version a change is made to, as the header If-Match names it.</summary>
internal sealed record IfMatch(string? Header)
    : IParameterGroup,
        IBindableFromHttpContext<IfMatch>,
        IEndpointParameterMetadataProvider
{
    private const string Name = "If-Match";

    IEnumerable<(string Name, object? Value)> IParameterGroup.Given => [(Name, Header)];

    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<IfMatch?>(new IfMatch((string?)context.Request.Headers.IfMatch));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ParameterGroup(
                parameter.Name!,
                [new GroupedParameter(Name, typeof(string), "The version acted on, as \"3\".", BindingSource.Header)]
            )
        );

    void IParameterGroup.Check() { }

    /// <returns>Null where the header is missing: nothing is there yet.</returns>
    public int? FindVersion() => ETag.Parse(Header);

    public int GetVersion() => ETag.Required(Header);
}
