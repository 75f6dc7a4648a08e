using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>
/// Moves what several operations share into the components and leaves references, so that the document of one operation
/// is what only that operation says. For the 3.1 form only: there a reference may carry its own description, and that
/// is where a response lists its codes.
/// </summary>
internal static class SharedParts
{
    public static void MoveToComponents(OpenApiDocument document)
    {
        var operations = document.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        MoveParameters(document, operations);
        MoveResponses(document, operations);
        MoveExamples(document, operations);
    }

    /// <summary>
    /// A parameter is known by its name where that is enough, else by its name and the tag of its first operation, else
    /// also by where it stands. A parameter that even this does not tell apart stays where it is; so do two of one
    /// operation whose names differ only in case, for NSwag tells them apart only there.
    /// </summary>
    private static void MoveParameters(OpenApiDocument document, List<OpenApiOperation> operations)
    {
        var shared = (
            from operation in operations
            from parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>()
            where operation.Parameters!.Count(other => IsSameName(other.Name, parameter.Name)) == 1
            group (Operation: operation, Parameter: parameter) by Text(parameter) into equal
            where equal.Count() > 1
            select equal.ToList()
        ).ToList();
        Func<(OpenApiOperation Operation, OpenApiParameter Parameter), string>[] names =
        [
            use => use.Parameter.Name!,
            use => $"{use.Parameter.Name}.{use.Operation.Tags!.First().Name}",
            use => $"{use.Parameter.Name}.{use.Operation.Tags!.First().Name}.{use.Parameter.In}",
        ];
        foreach (var uses in shared)
        {
            var name = names.FirstOrDefault(name =>
                shared.Count(other => IsSameName(name(other[0]), name(uses[0]))) == 1
            );
            if (name is null)
                continue;
            var id = name(uses[0]);
            document.AddComponent(id, uses[0].Parameter);
            foreach (var (operation, parameter) in uses)
                operation.Parameters![operation.Parameters.IndexOf(parameter)] = new OpenApiParameterReference(
                    id,
                    document
                );
        }
    }

    /// <summary>
    /// Responses with the same status, headers and content are one, even where their descriptions differ: the component
    /// has the description that most of them have, and each of the others says its own beside its reference. A refusal
    /// is known by its status, an answer by its schema.
    /// </summary>
    private static void MoveResponses(OpenApiDocument document, List<OpenApiOperation> operations)
    {
        var groups =
            from operation in operations
            from response in operation.Responses!
            where response.Value is OpenApiResponse
            group (operation, response.Key, Response: (OpenApiResponse)response.Value) by (
                Id: NameOf(response.Key, (OpenApiResponse)response.Value),
                Text: TextOf(response.Key, (OpenApiResponse)response.Value)
            ) into equal
            where equal.Key.Id is not null && equal.Count() > 1
            orderby equal.Count() descending
            select equal;
        foreach (var equal in groups.DistinctBy(group => group.Key.Id).ToList())
        {
            var (id, uses) = (equal.Key.Id!, equal.ToList());
            var usual = uses.CountBy(use => use.Response.Description!).MaxBy(description => description.Value);
            var shared = new OpenApiResponse
            {
                Description = usual.Value * 2 > uses.Count ? usual.Key : DescriptionOf(uses[0].Key, uses[0].Response),
                Headers = uses[0].Response.Headers,
                Content = uses.Select(use => use.Response.Content).MinBy(ExampleCode, StringComparer.Ordinal),
            };
            document.AddComponent(id, shared);
            foreach (var (operation, status, response) in uses)
            {
                var reference = new OpenApiResponseReference(id, document);
                if (response.Description != shared.Description)
                    reference.Description = response.Description;
                operation.Responses![status] = reference;
            }
        }
    }

    private static void MoveExamples(OpenApiDocument document, List<OpenApiOperation> operations)
    {
        var contents = operations
            .Select(operation => operation.RequestBody?.Content)
            .Concat(
                operations
                    .SelectMany(operation => operation.Responses!.Values)
                    .Concat(document.Components!.Responses!.Values)
                    .OfType<OpenApiResponse>()
                    .Select(response => response.Content)
            );
        var shared =
            from content in contents
            from media in content?.Values.OfType<OpenApiMediaType>() ?? []
            where media.Example is not null && SchemaName(media) is not null
            group media by (Id: SchemaName(media)!, Text: media.Example!.ToJsonString()) into equal
            where equal.Count() > 1
            select equal;
        foreach (var equal in shared.DistinctBy(group => group.Key.Id).ToList())
        {
            document.AddComponent(equal.Key.Id, new OpenApiExample { Value = equal.First().Example });
            foreach (var media in equal)
                (media.Example, media.Examples) = (
                    null,
                    new Dictionary<string, IOpenApiExample>
                    {
                        [equal.Key.Id] = new OpenApiExampleReference(equal.Key.Id, document),
                    }
                );
        }
    }

    /// <summary>Null where a response is of no use to another operation.</summary>
    private static string? NameOf(string status, OpenApiResponse response) =>
        IsProblem(response) || response.Content is not { Count: > 0 } ? ReasonPhrase(status).Replace(" ", "")
        : response.Content.Count > 1 || SchemaName(response.Content.Values.Single()) is not { } schema ? null
        : status == "200" ? schema
        : schema + ReasonPhrase(status).Replace(" ", "");

    private static string DescriptionOf(string status, OpenApiResponse response) =>
        IsProblem(response)
            ? $"{ReasonPhrase(status)}: `code` says why."
            : $"The {SchemaName(response.Content!.Values.First())}, as it is now.";

    /// <summary>What must be equal: all but the description and, of a refusal, the example.</summary>
    private static string TextOf(string status, OpenApiResponse response) =>
        status
        + Text(
            new OpenApiResponse { Headers = response.Headers, Content = IsProblem(response) ? null : response.Content }
        );

    private static bool IsProblem(OpenApiResponse response) =>
        response.Content?.Keys.SequenceEqual(["application/problem+json"]) == true;

    private static string? ExampleCode(IDictionary<string, IOpenApiMediaType>? content) =>
        content?.Values.First().Example?["code"]?.ToString();

    private static string? SchemaName(IOpenApiMediaType media) =>
        (media.Schema as OpenApiSchemaReference)?.Reference.Id;

    private static bool IsSameName(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string ReasonPhrase(string status) =>
        ReasonPhrases.GetReasonPhrase(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture));

    private static string Text(IOpenApiSerializable part)
    {
        using var text = new StringWriter();
        part.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }
}
