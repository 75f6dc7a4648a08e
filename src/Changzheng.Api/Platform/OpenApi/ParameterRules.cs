using System.Text.Json.Nodes;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>Limits and an example for every parameter, by its name: one name means one thing everywhere.</summary>
internal sealed class ParameterRules : IParameterFilter
{
    private static readonly Dictionary<string, (JsonNode Example, int Length, string? Pattern)> known = new()
    {
        ["plan"] = ("changzheng-2022", 64, Rules.CodePattern),
        ["code"] = ("2022-fitness-tests", 64, "^[0-9A-Za-z][0-9A-Za-z._-]*$"),
        ["period"] = ("2022-06", 7, Period.Pattern),
        ["unit"] = ("310107102-JJB", 32, "^[0-9A-Z][0-9A-Z-]*$"),
        ["parent"] = ("310107102", 32, "^[0-9A-Z][0-9A-Z-]*$"),
        ["leadUnit"] = ("310107102-JJB", 32, "^(none|[0-9A-Z][0-9A-Z-]*)$"),
        ["initiative"] = ("4.2", 4, "^[1-9]\\.[0-9]{1,2}$"),
        ["pillar"] = (4, 0, null),
        ["asOf"] = ("2022-06-30", 10, null),
        ["knownAt"] = ("2022-07-05T09:00:00+08:00", 40, null),
        ["cursor"] = ("MTQuMi45", 512, "^[A-Za-z0-9_-]+$"),
        ["limit"] = (50, 0, null),
        ["after"] = (0, 0, null),
        ["kinds"] = ("indicator.value.reported,plan.closed", 500, "^[a-z_.,]*$"),
        ["q"] = ("热线", 100, null),
        ["number"] = ("20220422-0001", 40, Hotline.Tickets.RegisterTicket.NumberPattern),
        ["from"] = ("2022-04-01", 40, null),
        ["to"] = ("2022-04-30", 10, null),
        ["registeredFrom"] = ("2022-04-01", 10, null),
        ["registeredTo"] = ("2022-04-30", 10, null),
        ["on"] = ("2022-06-30", 10, null),
        ["days"] = (90, 0, null),
        ["workingDays"] = (5, 0, null),
        ["year"] = (2022, 0, null),
        ["noticeYear"] = (2027, 0, null),
        ["dueBefore"] = ("2022-04-28T23:59:59+08:00", 40, null),
        ["within"] = ("PT8H", 20, "^P[0-9A-Z.]+$"),
        ["category"] = ("飞线充电", 64, null),
        ["neighbourhood"] = ("310107102-JJB", 32, "^[0-9A-Z][0-9A-Z-]*$"),
        ["channel"] = ("hotline12345", 20, "^[a-z0-9]+$"),
        ["definition"] = ("town", 40, "^[a-z0-9-]+(@[0-9]+)?$"),
        ["compare"] = ("district", 40, "^[a-z0-9-]+(@[0-9]+)?$"),
        ["group"] = ("310107102-GLB", 64, null),
        ["reason"] = ("voided", 20, "^[A-Za-z]+$"),
        ["purpose"] = ("回访核实", 100, null),
        ["Purpose"] = ("%E5%9B%9E%E8%AE%BF%E6%A0%B8%E5%AE%9E", 400, "^[\\x21-\\x7e]+$"),
        ["id"] = ("01817f3e0c0073a29b8d4f6e5c3a2b10", 32, "^[0-9a-f]{32}$"),
        ["caller"] = ("文体中心", 100, null),
        ["action"] = ("ReportIndicatorValue", 60, "^[A-Za-z]+$"),
        ["since"] = ("2022-07-01T00:00:00+08:00", 40, null),
        ["until"] = ("2022-08-01T00:00:00+08:00", 40, null),
        ["position"] = (1204, 0, null),
        ["hash"] = ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 64, "^[0-9a-f]{64}$"),
        ["kind"] = ("indicatorValues", 40, "^[A-Za-z]+$"),
        ["charset"] = ("gb18030", 20, "^[a-z0-9-]+$"),
        ["check"] = (
            "0198c5b6f0e07a3c9c1d2f3a4b5c6d7e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            97,
            "^[0-9a-f]{32}[.][0-9a-f]{64}$"
        ),
        ["Prefer"] = ("wait=10", 200, "^[\\x20-\\x7e]*$"),
        ["If-Match"] = ("\"1-9f86d081884c7d65\"", 40, "^\\x22?[0-9]+(-[0-9a-f]+)?\\x22?$"),
        ["Idempotency-Key"] = ("8e03978e-40d5-43dd-bc93-6894a57f9324", 255, "^[\\x21-\\x7e]+$"),
    };

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
        Limit(written, context.ParameterInfo?.Name == "kind" ? "kind" : written.Name!);
        if (written.Name == "code")
            written.Example = CodeExample(context);
        // Elsewhere from is a day.
        var isText = context.ParameterInfo?.ParameterType == typeof(string);
        if (written.Name == "from" && isText && written.Schema is OpenApiSchema instant)
            (written.Example, instant.Format) = ("2022-04-22T10:00:00+08:00", "date-time");
    }

    internal static void Limit(OpenApiParameter written, string? name = null)
    {
        if (written.Schema is OpenApiSchema schema)
        {
            if (known.TryGetValue(name ?? written.Name!, out var rule))
            {
                written.Example = rule.Example.DeepClone();
                if (rule.Length > 0)
                    schema.MaxLength = rule.Length;
                schema.Pattern = rule.Pattern ?? schema.Pattern;
            }

            if (written.Name == "limit")
                (schema.Minimum, schema.Maximum, schema.Default) = (
                    "1",
                    Paging.Most.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Paging.Default
                );
            if (written.Name == "pillar")
                (schema.Minimum, schema.Maximum) = ("1", "9");
            if (written.Name is "knownAt" or "since" or "until" or "dueBefore")
                schema.Format = "date-time";
            Limits.Bound(schema);
        }
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

    private static JsonNode CodeExample(ParameterFilterContext context) =>
        context.ParameterInfo?.Member.DeclaringType?.Namespace switch
        {
            "Changzheng.Api.Access" => "version.stale",
            "Changzheng.Api.Plans" => "1.1.1",
            "Changzheng.Api.Units" => "310107102",
            _ => "2022-fitness-tests",
        };
}
