using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Storage;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Http;

/// <summary>406, before anything is done, where Accept names nothing the route sends.</summary>
internal static class Acceptable
{
    public static RouteGroupBuilder RefuseUnacceptable(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(
            (invocation, next) =>
            {
                var types = ListTypes(invocation.HttpContext.GetEndpoint()!);
                if (types.Count > 0 && !types.Exists(type => IsAccepted(type, invocation.HttpContext.Request)))
                    throw Refusals.NotAcceptable.WithDetail(
                        $"此地址给出 {string.Join("、", types)}；Accept 里没有一种。",
                        $"This address sends {string.Join(", ", types)}; Accept names none of them."
                    );
                return next(invocation);
            }
        );
        return group;
    }

    /// <summary>What the route answers with; nothing where that is known only when it is sent.</summary>
    private static List<string> ListTypes(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<SendsAnyFile>() is not null)
            return [];
        var sends = endpoint.Metadata.GetMetadata<Exports.Sends>();
        var own = endpoint
            .Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
            .Where(answer => answer.StatusCode is >= 200 and <= 299 && sends is not { Only: true })
            .SelectMany(answer => answer.ContentTypes);
        return [.. own.Concat((sends?.Formats ?? []).Select(TableFormats.MediaType)).Distinct()];
    }

    private static bool IsAccepted(string type, HttpRequest request)
    {
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0
            || (
                accepted.Any(one => one.Quality is null or > 0 && Covers(one, type))
                && !accepted.Any(one =>
                    one.Quality == 0 && one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
                )
            );
    }

    /// <summary>Problems are JSON too, and a table's type has more than one name.</summary>
    private static bool Covers(MediaTypeHeaderValue accepted, string type) =>
        accepted.MatchesMediaType(type)
        || (type == "application/json" && accepted.MediaType == "application/problem+json")
        || (TableFormats.Of(accepted.MediaType.Value, null) is { } format && TableFormats.MediaType(format) == type);
}
