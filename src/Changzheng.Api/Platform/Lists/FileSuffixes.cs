using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Lists;

/// <summary>
/// …/tickets.csv is …/tickets as CSV: a link in a page can open a file, where it cannot send Accept.
/// </summary>
internal static class FileSuffixes
{
    private static readonly Dictionary<string, TableFormat> formats = Exports.Formats.ToDictionary(format =>
        "." + TableFormats.Extension(format)
    );

    /// <summary>Finds the route of what is asked for, without its suffix; what sends no such file is not
    /// there.</summary>
    public static void UseFileRouting(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                ReadSuffix(context.Request);
                return next(context);
            }
        );
        app.UseRouting();
        app.Use(
            (context, next) =>
                context.Items.ContainsKey(typeof(FileSuffixes))
                && context.GetEndpoint() is { } endpoint
                && endpoint.Metadata.GetMetadata<Exports.Sends>() is null
                    ? throw Refusals.RouteNotFound.ToRefusal()
                    : next(context)
        );
    }

    private static void ReadSuffix(HttpRequest request)
    {
        if (
            request.Path.Value is not { } path
            || !request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal)
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || path.LastIndexOf('.') is not (> 0 and var dot)
            || !formats.TryGetValue(path[dot..], out var format)
        )
            return;
        request.Path = path[..dot];
        request.Headers.Accept = TableFormats.MediaType(format);
        request.HttpContext.Items[typeof(FileSuffixes)] = format;
    }
}
