using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Modules;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// What a schema says beyond its types: what is required, what may be null, the limits the validators set.
/// </summary>
internal sealed class SchemaRules(Catalogue catalogue) : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema written)
            return;
        if (context.Type.IsEnum)
            written.Enum =
            [
                .. Enum.GetNames(context.Type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name)),
            ];
        if (context.Type == typeof(Right))
        {
            (written.Type, written.Properties, written.AdditionalPropertiesAllowed) = (
                JsonSchemaType.String,
                null,
                true
            );
            written.Enum = [.. catalogue.Rights.Select(right => (JsonNode)right.Name)];
        }

        Limits.Bound(written);
        if (written.Properties is null || context.Type.GetConstructors() is not [var constructor, ..])
            return;

        var nullability = new NullabilityInfoContext();
        written.Required = constructor
            .GetParameters()
            .Where(parameter => !parameter.HasDefaultValue)
            .Select(parameter => Wire(parameter.Name!))
            .ToHashSet();
        foreach (
            var property in context
                .Type.GetProperties()
                .Where(property => written.Properties.ContainsKey(Wire(property.Name)))
        )
        {
            var name = Wire(property.Name);
            if (nullability.Create(property).ReadState == NullabilityState.Nullable)
                written.Properties[name] = OrNull(written.Properties[name]);
            if (written.Properties[name] is OpenApiSchema own)
                Limits.Apply(own, context.Type, property.Name);
        }
    }

    internal static string Wire(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>A reference cannot carry "or null" itself.</summary>
    private static IOpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema own)
        {
            own.Type |= JsonSchemaType.Null;
            return own;
        }

        return new OpenApiSchema
        {
            OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }],
            Description = schema.Description,
        };
    }
}
