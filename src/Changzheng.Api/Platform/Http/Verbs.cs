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
    /// After routing: OPTIONS runs the router's 405 endpoint, whose Allow header names the path's methods, and answers
    /// 204; a 405 says the same Allow.
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
                    if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                        CompleteAllow(context.Response.Headers);
                    return;
                }

                await endpoint(context);
                CompleteAllow(context.Response.Headers);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
        );

    /// <summary>With the methods that no route has, and this file answers.</summary>
    private static void CompleteAllow(IHeaderDictionary headers)
    {
        var allowed = headers.Allow.ToString().Split(", ", StringSplitOptions.RemoveEmptyEntries);
        headers.Allow = string.Join(
            ", ",
            allowed.Concat(allowed.Contains(HttpMethods.Get) ? [HttpMethods.Head] : []).Append(HttpMethods.Options)
        );
    }
}
