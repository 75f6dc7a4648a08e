using System.Globalization;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// What every operation may answer: its refusals by status with their codes, the headers, an example of each body.
/// </summary>
internal sealed class OperationRules(Catalogue catalogue) : IOperationFilter
{
    private static readonly RefusalKind[] Always =
    [
        Refusals.ParameterUnknown,
        Refusals.TextUnreadable,
        Refusals.TimeOutOfRange,
        Refusals.NotAcceptable,
        AccessRefusals.Unauthenticated,
        AccessRefusals.Forbidden,
        Refusals.TooManyRequests,
        AccessRefusals.TooManyAttempts,
        Refusals.Fault,
        Refusals.Busy,
        Refusals.Timeout,
        Refusals.StorageFull,
    ];
    private static readonly RefusalKind[] WithBody =
    [
        Refusals.RequestMalformed,
        Refusals.BodyTooLarge,
        Refusals.MediaTypeUnsupported,
        Refusals.EncodingUnsupported,
    ];
    private static readonly RefusalKind[] WithRetry = [Refusals.RetryDiffers, Refusals.RetryInProgress];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var anonymous = metadata.OfType<IAllowAnonymous>().Any();
        if (anonymous)
            operation.Security = [];
        operation.Description ??= operation.Summary + ".";
        operation.Responses!.Remove("304");
        foreach (var (status, response) in operation.Responses.Where(pair => pair.Key[0] == '2'))
            Describe((OpenApiResponse)response, status, context);
        DescribeBody(operation, context);
        GiveExamples(operation, context);
        Files.Describe(operation, metadata, catalogue.Imports[0]);
        if (context.ApiDescription.HttpMethod == "POST" && !anonymous)
            DescribeRetries(operation, context, catalogue);

        var refusals = metadata
            .OfType<RefusedWith>()
            .SelectMany(refused => refused.Kinds)
            .Concat(anonymous ? [Refusals.TooManyRequests, Refusals.Fault] : Always)
            .Concat(operation.RequestBody is null ? [] : WithBody)
            .Concat(context.ApiDescription.HttpMethod == "POST" ? WithRetry : [])
            .Distinct();
        foreach (var byStatus in refusals.GroupBy(kind => kind.Status).OrderBy(group => group.Key))
            operation.Responses[byStatus.Key.ToString(CultureInfo.InvariantCulture)] = AddProblem(
                operation,
                byStatus.Key,
                Problem([.. byStatus], context),
                context
            );
        if (IsRead(context))
            operation.Responses["304"] = new OpenApiResponse
            {
                Description = "Not changed since the ETag in If-None-Match.",
                Headers = Carry(context),
            };
    }

    /// <summary>Where a status also has an answer of its own, the problem stands beside it.</summary>
    private static OpenApiResponse AddProblem(
        OpenApiOperation operation,
        int status,
        OpenApiResponse problem,
        OperationFilterContext context
    )
    {
        var own = context
            .ApiDescription.SupportedResponseTypes.FirstOrDefault(type =>
                type.StatusCode == status && type.Type != typeof(void)
            )
            ?.Type;
        if (
            own is null
            || !operation.Responses!.TryGetValue(status.ToString(CultureInfo.InvariantCulture), out var described)
        )
            return problem;
        problem.Content!["application/json"] = new OpenApiMediaType
        {
            Schema = context.SchemaGenerator.GenerateSchema(own, context.SchemaRepository),
            Example = Example.Of(own),
        };
        problem.Description = $"{described.Description} Or {problem.Description}";
        return problem;
    }

    private static void Describe(OpenApiResponse response, string status, OperationFilterContext context)
    {
        var type = context
            .ApiDescription.SupportedResponseTypes.FirstOrDefault(type =>
                type.StatusCode.ToString(CultureInfo.InvariantCulture) == status
            )
            ?.Type;
        foreach (var media in (response.Content?.Values ?? []).OfType<OpenApiMediaType>())
            media.Example = type is null ? null : Example.Of(type);
        response.Headers = Carry(
            context,
            [
                .. status == "201" ? ["Location"] : Array.Empty<string>(),
                .. IsRead(context) || IsVersioned(type) ? ["ETag"] : Array.Empty<string>(),
                .. type is not null && ETag.IsList(type) ? ["Link"] : Array.Empty<string>(),
            ]
        );
    }

    /// <summary>A code is of what stands before it: measures/{code} has its own example.</summary>
    private void GiveExamples(OpenApiOperation operation, OperationFilterContext context)
    {
        var steps = context.ApiDescription.RelativePath!.Split('/');
        foreach (var written in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            if (
                Array.IndexOf(steps, $"{{{written.Name}}}") is > 0 and var at
                && catalogue.Parameters.GetValueOrDefault($"{steps[at - 1]}.{written.Name}") is { } rule
            )
                written.Example = rule.Example.DeepClone();
    }

    private static void DescribeBody(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody is not OpenApiRequestBody body)
            return;
        body.Required = true;
        var type = context
            .ApiDescription.ParameterDescriptions.First(parameter => parameter.Source == BindingSource.Body)
            .Type;
        foreach (var media in body.Content!.Values.OfType<OpenApiMediaType>())
            media.Example = Example.Of(type);
    }

    private static void DescribeRetries(OpenApiOperation operation, OperationFilterContext context, Catalogue catalogue)
    {
        var header = new OpenApiParameter
        {
            Name = Idempotency.Header,
            In = ParameterLocation.Header,
            Description = "A repeat under the same key is answered as the first time and done once; kept for a day.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        ParameterRules.Limit(header, header.Name, catalogue);
        (operation.Parameters ??= []).Add(header);
        foreach (var (_, response) in operation.Responses!.Where(pair => pair.Key[0] == '2'))
            response.Headers![Idempotency.Replayed] = new OpenApiHeaderReference(
                Idempotency.Replayed,
                context.Document
            );
    }

    private static bool IsVersioned(Type? type) => type?.IsAssignableTo(typeof(IVersioned)) == true;

    /// <summary>A GET whose answer is JSON.</summary>
    private static bool IsRead(OperationFilterContext context) =>
        context.ApiDescription.HttpMethod == "GET"
        && context.ApiDescription.SupportedResponseTypes.Any(answer =>
            answer.StatusCode == StatusCodes.Status200OK
            && answer.Type is { } type
            && type != typeof(void)
            && answer.ApiResponseFormats.Any(format => format.MediaType == "application/json")
        );

    private static OpenApiResponse Problem(IReadOnlyList<RefusalKind> kinds, OperationFilterContext context)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join("; ", kinds.Select(kind => $"`{kind.Code}`: {kind.TitleEn}")) + ".",
            Headers = Carry(
                context,
                kinds[0].Status switch
                {
                    429 or 503 or 507 => ["Retry-After"],
                    401 => ["WWW-Authenticate"],
                    412 or 428 => ["ETag"],
                    _ => [],
                }
            ),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
                    Example = new JsonObject
                    {
                        ["type"] = $"/problems/{kinds[0].Code}",
                        ["title"] = kinds[0].Title,
                        ["status"] = kinds[0].Status,
                        ["detail"] = kinds[0].Title + "。",
                        ["instance"] = "/api/v1/plans/changzheng-2022",
                        ["code"] = kinds[0].Code,
                        ["traceId"] = "0af7651916cd43dd8448eb211c80319c",
                        ["advice"] = Advice.OfInChinese(kinds[0]),
                    },
                },
            },
        };
        return response;
    }

    /// <summary>The headers, said once in the components.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers { get; } =
        new()
        {
            ["RateLimit"] = Header(
                "What is left of the limit and when it is renewed, in seconds.",
                "\"default\";r=599;t=60"
            ),
            ["RateLimit-Policy"] = Header(
                "The limit: how many requests in how many seconds.",
                "\"default\";q=600;w=60"
            ),
            ["Access-Control-Allow-Origin"] = Header(
                "Only for an origin the configuration allows; there is none by default.",
                "https://board.example.org"
            ),
            [HeaderNames.TraceParent] = Header(
                "W3C Trace Context: the second part is the trace, traceId of problems and log lines.",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
            ),
            ["Location"] = Header("Where it is.", "/api/v1/plans/changzheng-2022"),
            ["ETag"] = Header(
                "Its version, which If-Match reads, and a digest of this answer, for If-None-Match.",
                "\"1-9f86d081884c7d65\""
            ),
            ["Link"] = Header(
                "The next page, rel=\"next\", when there is one.",
                "</api/v1/indicators?cursor=MTQuMi45>; rel=\"next\""
            ),
            [Idempotency.Replayed] = Header("true when this is the first answer once more.", "true"),
            ["Retry-After"] = Header("Seconds to wait.", "7"),
            ["WWW-Authenticate"] = Header(
                "How to sign in.",
                "ApiKey realm=\"changzheng\", Bearer realm=\"changzheng\""
            ),
        };

    private static Dictionary<string, IOpenApiHeader> Carry(
        OperationFilterContext context,
        params IEnumerable<string> names
    ) =>
        names
            .Concat(["RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin", HeaderNames.TraceParent])
            .ToDictionary(name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, context.Document));

    private static OpenApiHeader Header(string description, string example) =>
        new()
        {
            Description = description,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MaxLength = 500,
                Pattern = "^[\\x20-\\x7e]*$",
            },
            Example = example,
        };
}

/// <summary>Why a request was not carried out (RFC 9457).</summary>
/// <param name="Type">Where the problem is described.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong this time.</param>
/// <param name="Instance">The path asked for.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="TraceId">Names this request in every log line.</param>
/// <param name="Advice">What to do next.</param>
/// <param name="Errors">The fields at fault, each with what is wrong.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string TraceId,
    string Advice,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null
);
