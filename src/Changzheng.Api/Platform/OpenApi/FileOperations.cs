using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Lists;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// A list answers JSON alone, so that a generated type needs no cast; its files are an operation of their own,
/// <c>….{format}</c>, which a link in a page can open. Both are one route.
/// </summary>
internal sealed class FileOperations : IDocumentFilter
{
    private static readonly string[] ofPages = ["limit", "cursor", "count", SparseFields.Name];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        foreach (var (path, item) in swaggerDoc.Paths.ToList())
        {
            // {year}.{format} would be as good a year: such a path keeps its files beside its JSON.
            if (
                path.EndsWith('}')
                || item.Operations?.GetValueOrDefault(HttpMethod.Get) is not { } list
                || list.Responses!.GetValueOrDefault("200") is not OpenApiResponse { Content: { } content } answer
                || !content.ContainsKey("application/json")
                || !content.ContainsKey(TableFormats.MediaType(TableFormat.Csv))
            )
                continue;
            var files = Exports
                .Formats.Select(TableFormats.MediaType)
                .ToDictionary(type => type, type => content[type]);
            foreach (var type in files.Keys)
                content.Remove(type);
            swaggerDoc.Paths.Add(
                $"{path}.{{format}}",
                new OpenApiPathItem
                {
                    Operations = new Dictionary<HttpMethod, OpenApiOperation>
                    {
                        [HttpMethod.Get] = Describe(list, answer, files),
                    },
                }
            );
        }
    }

    private static OpenApiOperation Describe(
        OpenApiOperation list,
        OpenApiResponse answer,
        Dictionary<string, IOpenApiMediaType> files
    )
    {
        var responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "The whole list as a file.",
                Headers = answer
                    .Headers?.Where(header => header.Key is not ("Link" or "ETag"))
                    .ToDictionary(header => header.Key, header => header.Value),
                Content = files,
            },
        };
        foreach (var (status, response) in list.Responses!.Where(pair => pair.Key is not ("200" or "304")))
            responses[status] = response;
        return new OpenApiOperation
        {
            Tags = list.Tags,
            OperationId = list.OperationId + "File",
            Summary = list.Summary + " as a file",
            Description = "The same rows as the list, whole: as CSV, NDJSON or a workbook.",
            Security = list.Security,
            Parameters =
            [
                .. (list.Parameters ?? []).Where(parameter => !ofPages.Contains(parameter.Name)),
                new OpenApiParameter
                {
                    Name = "format",
                    In = ParameterLocation.Path,
                    Required = true,
                    Description = "Which kind of file.",
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Enum = [.. Exports.Formats.Select(format => (JsonNode)TableFormats.Extension(format))],
                    },
                    Example = TableFormats.Extension(TableFormat.Csv),
                },
            ],
            Responses = responses,
        };
    }
}
