using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Platform.Http;

/// <summary>The refusals an operation can answer with, for the OpenAPI document.</summary>
internal sealed record RefusedWith(IReadOnlyList<RefusalKind> Kinds);

internal static class Routes
{
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params RefusalKind[] kinds)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RefusedWith(kinds));

    /// <summary>A query parameter nobody declared is a misspelt one: refused, never ignored.</summary>
    public static RouteGroupBuilder RefuseUnknownParameters(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(
            (context, next) =>
            {
                var known = context.MethodInfo.GetParameters().Select(QueryName).ToHashSet(StringComparer.Ordinal);
                return invocation =>
                {
                    var unknown = invocation.HttpContext.Request.Query.Keys.FirstOrDefault(name =>
                        !known.Contains(name)
                    );
                    return unknown is null
                        ? next(invocation)
                        : throw Refusals
                            .ParameterUnknown.Because(
                                $"没有查询参数“{unknown}”。",
                                $"There is no query parameter '{unknown}'."
                            )
                            .With(
                                "errors",
                                new Dictionary<string, string[]>
                                {
                                    [unknown] = [Words.Say("没有这个参数", "No such parameter")],
                                }
                            );
                };
            }
        );
        return group;
    }

    /// <summary>Idempotency-Key, on every POST.</summary>
    public static RouteGroupBuilder HonourRetries(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(Idempotency.FilterAsync);
        return group;
    }

    /// <summary>
    /// Builds every endpoint once. A data source compiles its endpoints each time it is asked for them, and routing and
    /// authorization both ask; a composite keeps what it built. Called when everything is mapped.
    /// </summary>
    public static void BuildOnce(this IEndpointRouteBuilder app)
    {
        var built = new CompositeEndpointDataSource([.. app.DataSources]);
        app.DataSources.Clear();
        app.DataSources.Add(built);
    }

    private static string QueryName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!;
}
