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
                var own = context.MethodInfo.GetParameters().Where(IsOfQuery).Select(QueryName).ToList();
                return invocation =>
                {
                    var unknown = invocation.HttpContext.Request.Query.Keys.FirstOrDefault(name =>
                        !known.Contains(name) && !IsGrouped(invocation.HttpContext, name)
                    );
                    return unknown is null
                        ? next(invocation)
                        : throw Refusals
                            .ParameterUnknown.WithDetail(
                                $"没有查询参数“{unknown}”；{ListKnown(own, invocation.HttpContext)}。",
                                $"There is no query parameter '{unknown}'; {ListKnown(own, invocation.HttpContext)}."
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

    /// <summary>What may be asked for here, in words.</summary>
    private static string ListKnown(IEnumerable<string> own, HttpContext context)
    {
        var endpoint = (RouteEndpoint)context.GetEndpoint()!;
        var known = own.Where(name => endpoint.RoutePattern.GetParameter(name) is null)
            .Concat(
                endpoint
                    .Metadata.GetOrderedMetadata<ParameterGroup>()
                    .SelectMany(group => group.Parameters)
                    .Where(parameter => parameter.Source == BindingSource.Query)
                    .Select(parameter => parameter.Name)
            )
            .ToList();
        return known.Count == 0
            ? Words.Say("此地址不带查询参数", "this address takes none")
            : Words.Say("有：", "there are: ") + string.Join(Words.Say("、", ", "), known);
    }

    private static bool IsOfQuery(ParameterInfo parameter) =>
        (
            parameter.ParameterType == typeof(string)
            || parameter.ParameterType == typeof(string[])
            || parameter.ParameterType.IsValueType
        )
        && parameter.ParameterType != typeof(CancellationToken)
        && parameter.GetCustomAttribute<FromHeaderAttribute>() is null;

    private static bool IsGrouped(HttpContext context, string name) =>
        context
            .GetEndpoint()!
            .Metadata.GetOrderedMetadata<ParameterGroup>()
            .SelectMany(group => group.Parameters)
            .Any(parameter => parameter.Name == name && parameter.Source == BindingSource.Query);

    private static string QueryName(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!;
}
