namespace Changzheng.Api.Platform.Http;

/// <summary>HEAD wherever there is a GET, OPTIONS wherever there is anything.</summary>
internal static class Verbs
{
    /// <summary>Key of the method as it was sent, in HttpContext.Items.</summary>
    public static readonly object SentMethod = new();

    /// <summary>Before routing: HEAD is answered as GET, its body left out.</summary>
    public static void UseHead(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    await next(context);
                    return;
                }

                var body = context.Response.Body;
                context.Items[SentMethod] = context.Request.Method;
                context.Request.Method = HttpMethods.Get;
                context.Response.Body = Stream.Null;
                try
                {
                    await next(context);
                }
                finally
                {
                    context.Request.Method = HttpMethods.Head;
                    context.Response.Body = body;
                }
            }
        );

    /// <summary>
    /// After routing: runs the router's 405 endpoint, whose Allow header names the path's methods, and answers 204.
    /// </summary>
    public static void UseOptions(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    !HttpMethods.IsOptions(context.Request.Method)
                    || context.GetEndpoint() is not { RequestDelegate: { } endpoint } matched
                    || matched is RouteEndpoint
                )
                {
                    await next(context);
                    return;
                }

                await endpoint(context);
                var allowed = context
                    .Response.Headers.Allow.ToString()
                    .Split(", ", StringSplitOptions.RemoveEmptyEntries);
                context.Response.Headers.Allow = string.Join(
                    ", ",
                    allowed
                        .Concat(allowed.Contains(HttpMethods.Get) ? [HttpMethods.Head] : [])
                        .Append(HttpMethods.Options)
                );
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
        );
}
