using System.Text.Json;
using Changzheng.Api.Database;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Http;

/// <summary>A single resource with its ETag: 304 when the caller has it already.</summary>
internal static class Answer
{
    /// <summary>What a command changed, with the version the next change names.</summary>
    public static Ok<T> Changed<T>(HttpResponse response, T resource, int version)
    {
        response.Headers.ETag = ETag.Of(version);
        return TypedResults.Ok(resource);
    }

    /// <summary>For what has no version of its own: the ETag is a digest of the answer.</summary>
    public static Results<Ok<T>, StatusCodeHttpResult> Of<T>(HttpContext context, T resource) =>
        Of(context, resource, ETag.Of(JsonSerializer.Serialize(resource, Json.Stored)));

    public static Results<Ok<T>, StatusCodeHttpResult> Of<T>(HttpContext context, T resource, string etag) =>
        ETag.Matches(context, etag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(resource);
}
