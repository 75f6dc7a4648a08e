using System.Data.Common;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// The ETag that a change refused by 412 or 428 has to name: that of its resource as the same caller would read it now.
/// The reading route is asked itself, for only it knows the digest.
/// </summary>
internal static class CurrentTag
{
    /// <summary>Key of the tag in HttpContext.Items, from where it is written when the answer begins: what handles
    /// exceptions takes an ETag away until then.</summary>
    public static readonly object Item = new();

    /// <param name="refused">The request that is refused.</param>
    /// <param name="endpoint">Its route.</param>
    /// <param name="values">The values of the route.</param>
    /// <returns>Null where no route reads what the change answers with, or the caller may not read it.</returns>
    public static async Task<string?> FindAsync(HttpContext refused, Endpoint? endpoint, RouteValueDictionary? values)
    {
        if (endpoint is not RouteEndpoint change || FindRead(refused, change) is not { } read)
            return null;
        try
        {
            await using var scope = refused.RequestServices.CreateAsyncScope();
            var reading = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = refused.User };
            reading.Request.Method = HttpMethods.Get;
            reading.Request.RouteValues = new RouteValueDictionary(values);
            reading.Response.Body = Stream.Null;
            reading.SetEndpoint(read);
            if (!await MayReadAsync(reading, read))
                return null;
            await read.RequestDelegate!(reading);
            return reading.Response.StatusCode == StatusCodes.Status200OK
                ? (string?)reading.Response.Headers.ETag
                : null;
        }
        catch (Exception fault) when (fault is Refusal or ValidationException or BadHttpRequestException or DbException)
        {
            return null;
        }
    }

    /// <summary>
    /// The nearest GET at the address or above it: .../tickets/{number} for .../tickets/{number}/close. What it answers
    /// with is what the change answers with, so that their versions are the same.
    /// </summary>
    private static RouteEndpoint? FindRead(HttpContext refused, RouteEndpoint change)
    {
        var answers = AnswersOf(change).ToHashSet();
        var reads = refused
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .ToLookup(one => TextOf(one.RoutePattern));
        for (var text = TextOf(change.RoutePattern); text.Contains('/'); text = text[..text.LastIndexOf('/')])
            if (reads[text].FirstOrDefault(one => AnswersOf(one).Any(answers.Contains)) is { } read)
                return read;
        return null;
    }

    private static string TextOf(RoutePattern pattern) => (pattern.RawText ?? "").Trim('/');

    private static IEnumerable<Type> AnswersOf(Endpoint endpoint) =>
        endpoint
            .Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
            .Where(answer => answer.StatusCode is >= 200 and <= 299)
            .Select(answer => answer.Type)
            .OfType<Type>()
            .Where(type => type.IsAssignableTo(typeof(IVersioned)));

    private static async Task<bool> MayReadAsync(HttpContext reading, Endpoint read)
    {
        var services = reading.RequestServices;
        var policy = await AuthorizationPolicy.CombineAsync(
            services.GetRequiredService<IAuthorizationPolicyProvider>(),
            read.Metadata.GetOrderedMetadata<IAuthorizeData>()
        );
        return policy is null
            || (
                await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(reading.User, reading, policy)
            ).Succeeded;
    }
}
