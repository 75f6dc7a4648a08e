using System.Text;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;
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
