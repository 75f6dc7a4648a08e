using System.Reflection;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// Describes the parameters of an argument that binds several: the framework's providers leave such an argument out.
/// They stand where the argument stands, for generated clients take parameters in this order.
/// </summary>
internal sealed class GroupedParameters : IApiDescriptionProvider
{
    /// <summary>After the framework's providers.</summary>
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var operation in context.Results)
        foreach (var group in operation.ActionDescriptor.EndpointMetadata.OfType<ParameterGroup>())
        {
            var following = operation
                .ActionDescriptor.EndpointMetadata.OfType<MethodInfo>()
                .Single()
                .GetParameters()
                .SkipWhile(parameter => parameter.Name != group.Argument)
                .Select(ImpossibleValues.NameOf)
                .ToHashSet();
            var parameters = operation.ParameterDescriptions;
            var next = parameters.FirstOrDefault(parameter => following.Contains(parameter.Name));
            var place = next is null ? parameters.Count : parameters.IndexOf(next);
            foreach (var parameter in group.Parameters.Reverse())
                parameters.Insert(place, Describe(parameter));
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context) { }

    private static ApiParameterDescription Describe(GroupedParameter parameter) =>
        new()
        {
            Name = parameter.Name,
            Type = parameter.Type,
            Source = parameter.Source,
            ParameterDescriptor = new Descriptor(parameter.Description)
            {
                Name = parameter.Name,
                ParameterType = parameter.Type,
            },
        };

    /// <summary>
    /// Carries the description to <see cref="ParameterRules"/>: an XML comment can only stand on a handler's parameter.
    /// </summary>
    internal sealed class Descriptor(string description) : ParameterDescriptor
    {
        public string Description => description;
    }
}
