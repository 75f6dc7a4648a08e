using Changzheng.Api.Imports;
using Microsoft.OpenApi;

namespace Changzheng.Api.OpenApi;

/// <summary>Files an operation takes or sends: their media types, as what they are, bytes or text.</summary>
internal static class Files
{
    private const int Longest = 1_073_741_824;

    public static void Describe(OpenApiOperation operation, IList<object> metadata)
    {
        if (metadata.OfType<Uploads>().Any())
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "The file; none when a token is given.",
                Content = new[] { TableFormat.Csv, TableFormat.NdJson, TableFormat.Xlsx }.ToDictionary(TableFormats.MediaType, format => (IOpenApiMediaType)Of(format)),
            };
        if (metadata.OfType<Exports.Sends>().FirstOrDefault() is not { } sends || operation.Responses!.GetValueOrDefault("200") is not OpenApiResponse response)
            return;
        response.Content = sends.Only ? new Dictionary<string, IOpenApiMediaType>() : response.Content ?? new Dictionary<string, IOpenApiMediaType>();
        foreach (var format in sends.Formats)
            response.Content[TableFormats.MediaType(format)] = Of(format);
    }

    private static OpenApiMediaType Of(TableFormat format) => new()
    {
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", MaxLength = Longest },
        Example = format switch
        {
            TableFormat.Csv => "指标代码,期间,完成值\r\n2022-fitness-tests,2022-06,560\r\n",
            TableFormat.NdJson => "{\"indicator\":\"2022-fitness-tests\",\"period\":\"2022-06\",\"value\":560}\n",
            _ => "PK…",
        },
    };
}
