using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Changzheng.Api.Platform.Http;

/// <summary>The refusals an operation can answer with, for the OpenAPI document.</summary>
internal sealed record RefusedWith(IReadOnlyList<RefusalKind> Kinds);

internal static class Routes
{
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params RefusalKind[] kinds)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RefusedWith(kinds));

    /// <summary>Refuses a query parameter that the route does not declare: it is a misspelt one.</summary>
    public static RouteGroupBuilder RefuseUnknownParameters(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory(
            (context, next) =>
            {
                var known = context
                    .MethodInfo.GetParameters()
                    .Where(parameter => !parameter.ParameterType.IsAssignableTo(typeof(IParameterGroup)))
                    .Select(QueryName)
                    .ToHashSet(StringComparer.Ordinal);
                return invocation =>
                {
                    var unknown = invocation.HttpContext.Request.Query.Keys.FirstOrDefault(name =>
                        !known.Contains(name) && !IsGrouped(invocation.HttpContext, name)
                    );
                    return unknown is null
                        ? next(invocation)
                        : throw Refusals
                            .ParameterUnknown.WithDetail(
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

    private static bool IsGrouped(HttpContext context, string name) =>
        context
            .GetEndpoint()!
            .Metadata.GetOrderedMetadata<ParameterGroup>()
            .SelectMany(group => group.Parameters)
            .Any(parameter => parameter.Name == name && parameter.Source == BindingSource.Query);

    private static string QueryName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!;
}
