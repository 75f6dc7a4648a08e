using System.Diagnostics.CodeAnalysis;
using System.Reflection;

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
    /// Finds what a handler's signature says of its endpoint, given what names the route. Tests, which start hundreds
    /// of hosts in a process, find it out once.
    /// </summary>
    internal static Func<
        string,
        EndpointBuilder,
        Func<RequestDelegateMetadataResult>,
        RequestDelegateMetadataResult
    > Infer { get; set; } = (_, _, infer) => infer();

    /// <summary>Compiles a route's handler, given what names the route. Tests compile each once.</summary>
    internal static Func<string, Func<RequestDelegate>, RequestDelegate> Compile { get; set; } =
        (_, compile) => compile();

    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder routes,
        string pattern,
        Delegate handler,
        string method
    ) =>
        RouteHandlerServices.Map(
            routes,
            pattern,
            handler,
            [method],
            (called, options) =>
                Infer(
                    Name(method, options!, called),
                    options!.EndpointBuilder!,
                    () => RequestDelegateFactory.InferMetadata(called, options)
                ),
            (called, options, metadata) =>
            {
                var route = Name(method, options!, called.Method);
                var compiled = new Lazy<RequestDelegate>(() =>
                    Compile(route, () => RequestDelegateFactory.Create(called, options, metadata).RequestDelegate)
                );
                return new RequestDelegateResult(context => compiled.Value(context), metadata?.EndpointMetadata ?? []);
            }
        );

    private static string Name(string method, RequestDelegateFactoryOptions options, MethodInfo handler)
    {
        var pattern = ((RouteEndpointBuilder)options.EndpointBuilder!).RoutePattern.RawText;
        return $"{method} {pattern} {handler.DeclaringType}.{handler.Name}";
    }
}
