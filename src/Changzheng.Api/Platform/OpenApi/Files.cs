using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Storage;
using Microsoft.OpenApi;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>Files an operation takes or sends: their media types, as what they are, bytes or text.</summary>
internal static class Files
{
    private const int Longest = 1_073_741_824;

    /// <param name="example">What is imported, where an operation takes or sends a file of any subject.</param>
    public static void Describe(OpenApiOperation operation, IList<object> metadata, Subject example)
    {
        if (metadata.OfType<Uploads>().Any())
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "The file; none when a token is given.",
                Content = Exports.Formats.ToDictionary(
                    TableFormats.MediaType,
                    format => (IOpenApiMediaType)Of(format, example.Columns)
                ),
            };
        if (metadata.OfType<TakesAnyFile>().Any())
            operation.RequestBody = DescribeAnyFile();
        if (metadata.OfType<SendsAnyFile>().Any())
            foreach (var status in (string[])["200", "206"])
                if (operation.Responses!.GetValueOrDefault(status) is OpenApiResponse sent)
                    sent.Content = FileType.All.ToDictionary(type => type.Media, _ => (IOpenApiMediaType)OfAny());
        if (
            metadata.OfType<Exports.Sends>().FirstOrDefault() is not { } sends
            || operation.Responses!.GetValueOrDefault("200") is not OpenApiResponse response
        )
            return;
        response.Content = sends.Only
            ? new Dictionary<string, IOpenApiMediaType>()
            : response.Content ?? new Dictionary<string, IOpenApiMediaType>();
        foreach (var format in sends.Formats)
            response.Content[TableFormats.MediaType(format)] = Of(format, sends.Columns ?? example.Columns);
    }

    private static OpenApiRequestBody DescribeAnyFile()
    {
        var part = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "file" },
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = OfAny().Schema! },
        };
        return new OpenApiRequestBody
        {
            Description = "The file as it is, or in a form.",
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["multipart/form-data"] = new OpenApiMediaType
                {
                    Schema = part,
                    Example = new JsonObject { ["file"] = "%PDF-1.7…" },
                },
                ["application/octet-stream"] = OfAny(),
            },
        };
    }

    private static OpenApiMediaType OfAny() =>
        new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "binary",
                MaxLength = (int)ReceivedFile.Most,
            },
            Example = "%PDF-1.7…",
        };

    private static OpenApiMediaType Of(TableFormat format, IReadOnlyList<Column> columns) =>
        new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "binary",
                MaxLength = Longest,
            },
            Example = format is TableFormat.Xlsx ? "PK…" : Text(format, columns),
        };

    /// <summary>The header and one row.</summary>
    private static string Text(TableFormat format, IReadOnlyList<Column> columns)
    {
        using var file = new MemoryStream();
        TableWriter
            .WriteAsync(file, format, columns, TableWriter.ExampleAsync(columns), bom: false, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
