using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Changzheng.Api.Platform.Lists;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// The ETag of an answer: the version of the resource, which If-Match reads, and a digest of the answer, which
/// If-None-Match compares: "3-9f2c4e1a7b60d835". The digest is there because an answer also shows what the version of
/// its resource does not count: a measure's completion, a ticket's overdue flag, the caller's language. What has no
/// version has the digest alone.
/// </summary>
internal static class ETag
{
    private const int DigestLength = 16;

    /// <summary>What an answer depends on beside its address. Accept-Encoding also where nothing is compressed: a cache
    /// would give plain bytes to all.</summary>
    private const string Varies = "Accept, Accept-Encoding, Accept-Language, Authorization, X-Api-Key";

    /// <summary>
    /// The version If-Match names, with or without a digest behind it; null where there is no If-Match. Anything else
    /// is -1, which no resource has, so that it is stale.
    /// </summary>
    public static int? Parse(string? ifMatch)
    {
        if (ifMatch is null)
            return null;
        var named = ifMatch.Trim().Trim('"').Split('-')[0];
        return int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    public static int Required(string? ifMatch) => Parse(ifMatch) ?? throw Refusals.VersionNeeded.ToRefusal();

    /// <summary>
    /// Writes the headers that follow from an answer: ETag from its version and content, Link from the next page, and
    /// 304 where the caller has it already. Handlers set none of them.
    /// </summary>
    public static RouteGroupBuilder TagAnswers(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(FilterAsync);
        return group;
    }

    private static async ValueTask<object?> FilterAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var answer = await next(invocation);
        var (context, headers) = (invocation.HttpContext, invocation.HttpContext.Response.Headers);
        var metadata = context.GetEndpoint()!.Metadata;
        if (metadata.GetMetadata<NotCached>() is not null || metadata.GetMetadata<AnswersSecret>() is not null)
            headers.CacheControl = "no-store";
        if (
            ((answer as INestedHttpResult)?.Result ?? answer) is not IValueHttpResult { Value: { } value } result
            || (result as IStatusCodeHttpResult)?.StatusCode is < 200 or > 299
        )
            return answer;
        if (value is IPage { Next: { } following })
            headers.Append("Link", $"<{following}>; rel=\"next\"");
        var isRead = HttpMethods.IsGet(context.Request.Method);
        if (!isRead && value is not IVersioned)
            return answer;
        var sent = Serialize(value, context);
        var tag = GetTag(value, sent);
        headers.ETag = tag;
        if (!isRead)
            return answer;
        headers.Vary = StringValues.Concat(headers.Vary, Varies);
        if (IsKnown(tag, context.Request))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        // What the digest was made of is sent: a large answer is put into JSON once.
        return result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } and not IContentTypeHttpResult
            ? TypedResults.Bytes(sent, "application/json; charset=utf-8")
            : answer;
    }

    /// <summary>Whether answers of that type are pages of a list.</summary>
    internal static bool IsList(Type type) => type.IsAssignableTo(typeof(IPage));

    /// <summary>As it is about to be sent: the same options, the same language.</summary>
    private static byte[] Serialize(object value, HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options);
    }

    private static string GetTag(object value, byte[] sent)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(sent))[..DigestLength];
        return value is IVersioned { Version: var version }
            ? string.Create(CultureInfo.InvariantCulture, $"\"{version}-{digest}\"")
            : $"\"{digest}\"";
    }

    /// <summary>If-None-Match compares weakly: a proxy that compresses may have put W/ before the tag.</summary>
    private static bool IsKnown(string tag, HttpRequest request) =>
        request
            .Headers.IfNoneMatch.SelectMany(header => (header ?? "").Split(','))
            .Select(candidate => candidate.Trim())
            .Any(known => known == "*" || known == tag || known == "W/" + tag);
}
