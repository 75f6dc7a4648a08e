using System.Globalization;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Modules;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>Limits and an example for every parameter, by its name, as the modules describe it.</summary>
internal sealed class ParameterRules(Catalogue catalogue) : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is not OpenApiParameter written || written.Schema is null)
            return;
        if (context.ApiParameterDescription.ParameterDescriptor is GroupedParameters.Descriptor grouped)
            (written.Description, written.Schema) = (
                grouped.Description,
                context.SchemaGenerator.GenerateSchema(grouped.ParameterType, context.SchemaRepository)
            );
        if (ChoiceOf(context.ParameterInfo?.ParameterType ?? context.ApiParameterDescription.Type) is { } choice)
        {
            written.Schema = context.SchemaGenerator.GenerateSchema(choice, context.SchemaRepository);
            written.Example = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(choice)[0]);
        }

        // One path serves what is imported and the import: the document knows it by one name.
        Limit(written, context.ParameterInfo?.Name == "kind" ? "kind" : written.Name!, catalogue);
        if (context.ParameterInfo?.Name == "kind")
            written.Description = written.Description?.Replace("{imports}", ListImports(), StringComparison.Ordinal);
        // Elsewhere from is a day.
        var isText = context.ParameterInfo?.ParameterType == typeof(string);
        if (written.Name == "from" && isText && written.Schema is OpenApiSchema instant)
            (written.Example, instant.Format) = ("2022-04-22T10:00:00+08:00", "date-time");

        // Swagger UI fills every example in: an untouched Execute would filter by all of them at once.
        if (!written.Required)
            written.Example = null;
    }

    internal static void Limit(OpenApiParameter written, string? name, Catalogue catalogue)
    {
        if (written.Schema is not OpenApiSchema schema)
            return;
        if (catalogue.Parameters.GetValueOrDefault(name ?? written.Name!) is { } rule)
        {
            written.Example = rule.Example.DeepClone();
            if (rule.Longest > 0)
                schema.MaxLength = rule.Longest;
            schema.Pattern = rule.Pattern ?? schema.Pattern;
            schema.Format = rule.Format ?? schema.Format;
            schema.Minimum = rule.Least?.ToString(CultureInfo.InvariantCulture) ?? schema.Minimum;
            schema.Maximum = rule.Most?.ToString(CultureInfo.InvariantCulture) ?? schema.Maximum;
        }

        if (written.Name == "limit")
            schema.Default = Paging.Default;
        Limits.Bound(schema);
    }

    /// <summary>What can be imported, as in a sentence.</summary>
    private string ListImports()
    {
        var names = catalogue.Imports.Select(subject => subject.Name).ToList();
        return $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
    }

    private static Type? ChoiceOf(Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        if (type is { IsEnum: true })
            return type;
        return type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Choice<>)
            ? type.GetGenericArguments()[0]
            : null;
    }
}
