using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Changzheng.Api.Http;

/// <summary>The version of a resource, as HTTP says it.</summary>
internal static class ETag
{
    public static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>For what has no version of its own: a digest of what it is made of.</summary>
    public static string Of(params ReadOnlySpan<object?> parts) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.ToArray()))))[..16]}\"";

    /// <summary>The version If-Match names; null where there is none. Anything that is no version of ours can only be stale.</summary>
    public static int? Parse(string? ifMatch) =>
        ifMatch is null ? null : int.TryParse(ifMatch.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>A header is ASCII; what is asked for in the address need not be.</summary>
    private static string Plain(string etag) => etag.All(letter => letter is > ' ' and <= '~') ? etag : Of([etag]);

    public static int Required(string? ifMatch) => Parse(ifMatch) ?? throw Refusals.VersionNeeded.Plain();

    /// <summary>Sets the ETag; true when the caller has this version already and 304 is the answer.</summary>
    public static bool Matches(HttpContext context, string etag)
    {
        context.Response.Headers.ETag = etag = Plain(etag);
        context.Response.Headers.Vary = StringValues.Concat(context.Response.Headers.Vary, "Accept, Accept-Language, Authorization, X-Api-Key");
        return context.Request.Headers.IfNoneMatch.SelectMany(header => (header ?? "").Split(','))
            .Any(candidate => candidate.Trim() is var tag && (tag == "*" || (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag) == etag));
    }
}
