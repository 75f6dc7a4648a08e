using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Http;

/// <summary>A single resource with its version, with which its ETag begins.</summary>
internal static class Answer
{
    /// <summary>What a command changed, with the version the next change names.</summary>
    public static Ok<T> Changed<T>(HttpResponse response, T resource, int version)
    {
        response.Headers.ETag = ETag.Of(version);
        return TypedResults.Ok(resource);
    }

    /// <summary>What is read, with the version a change of it names.</summary>
    public static Ok<T> Of<T>(HttpContext context, T resource, int version) =>
        Changed(context.Response, resource, version);
}
