using System.Diagnostics.CodeAnalysis;

namespace Changzheng.Api;

/// <summary>
/// MapGet and its kin as ASP.NET Core has them, but a handler's binding code is generated and compiled when the handler
/// is first called, not for all of them at every start. They lie in this namespace because an enclosing namespace is
/// searched before the imported ones: every slice maps with these without naming them.
/// </summary>
internal static class LazyRoutes
{
    public static RouteHandlerBuilder MapGet(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, handler, HttpMethods.Get);

    public static RouteHandlerBuilder MapPost(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, handler, HttpMethods.Post);

    public static RouteHandlerBuilder MapPut(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, handler, HttpMethods.Put);

    public static RouteHandlerBuilder MapDelete(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Delegate handler
    ) => Map(routes, pattern, handler, HttpMethods.Delete);

    /// <summary>
    /// Compiles a route's handler, given what names it. Tests, which start hundreds of hosts
    /// in a process, compile each once.
    /// </summary>
    internal static Func<string, Func<RequestDelegate>, RequestDelegate> Compile { get; set; } =
        (_, compile) => compile();

    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder routes,
        string within,
        Delegate handler,
        string method
    ) =>
        RouteHandlerServices.Map(
            routes,
            within,
            handler,
            [method],
            (called, options) => RequestDelegateFactory.InferMetadata(called, options),
            (called, options, metadata) =>
            {
                var pattern = ((RouteEndpointBuilder)options!.EndpointBuilder!).RoutePattern.RawText;
                var route = $"{method} {pattern} {called.Method.DeclaringType}.{called.Method.Name}";
                var compiled = new Lazy<RequestDelegate>(() =>
                    Compile(route, () => RequestDelegateFactory.Create(called, options, metadata).RequestDelegate)
                );
                return new RequestDelegateResult(context => compiled.Value(context), metadata?.EndpointMetadata ?? []);
            }
        );
}
