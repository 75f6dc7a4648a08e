using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Operations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Lists;

/// <summary>Sends lists as files: the same list, whole, by the same filters, masks and rights, when Accept asks for a table.</summary>
internal static class Exports
{
    public static readonly IReadOnlyList<TableFormat> Formats = [TableFormat.Csv, TableFormat.NdJson, TableFormat.Xlsx];

    /// <summary>What a route sends beside JSON, for the OpenAPI document.</summary>
    /// <param name="Formats">The formats.</param>
    /// <param name="Columns">The columns of its table; null where each answer has its own.</param>
    /// <param name="Only">Whether it sends no JSON at all.</param>
    internal sealed record Sends(
        IReadOnlyList<TableFormat> Formats,
        IReadOnlyList<Column>? Columns = null,
        bool Only = false
    );

    /// <param name="Name">What the file is called.</param>
    /// <param name="Columns">Its columns.</param>
    /// <param name="Cells">The cells of one page's rows, in the order of the columns; null leaves a row out.</param>
    internal sealed record Table<T>(
        string Name,
        IReadOnlyList<Column> Columns,
        Func<IReadOnlyList<T>, HttpContext, Task<IEnumerable<object?[]?>>> Cells
    )
    {
        /// <summary>Of rows that tell everything themselves.</summary>
        public Table(string name, IReadOnlyList<Column> columns, Func<T, HttpContext, object?[]?> cells)
            : this(name, columns, (items, context) => Task.FromResult(items.Select(item => cells(item, context)))) { }

        /// <summary>Of rows whose fields are the columns.</summary>
        public Table(string name, Fields<T> fields)
            : this(name, fields.Columns, (item, _) => fields.Cells(item)) { }
    }

    /// <summary>The table Accept prefers to JSON; null where JSON will do.</summary>
    public static TableFormat? Asked(HttpContext context)
    {
        foreach (
            var accepted in (context.Request.GetTypedHeaders().Accept ?? [])
                .Where(one => one.Quality is null or > 0)
                .OrderByDescending(one => one.Quality ?? 1)
        )
        {
            if (
                accepted.MediaType.Value is not { } type
                || type.Contains('*', StringComparison.Ordinal)
                || type is "application/json" or "application/problem+json"
            )
                return null;
            if (TableFormats.Of(type, null) is { } format and not TableFormat.Json)
                return format;
        }

        return null;
    }

    /// <summary>Lets a list, a GET with limit and cursor, be sent as a file.</summary>
    public static RouteHandlerBuilder SendsAs<T>(this RouteHandlerBuilder list, Table<T> table) =>
        list.SendsAs(
            table,
            (Page<T> page) => page.Items,
            "cursor",
            page =>
                page.Next is null
                    ? null
                    : QueryHelpers
                        .ParseQuery(page.Next[page.Next.IndexOf('?', StringComparison.Ordinal)..])["cursor"]
                        .ToString()
        );

    /// <summary>Lets whatever is made of rows be sent as a file.</summary>
    /// <param name="rows">The rows of an answer.</param>
    /// <param name="argument">The handler's parameter that asks for what comes after an answer; null where one answer is all.</param>
    /// <param name="next">What to give it; null after the last answer.</param>
    public static RouteHandlerBuilder SendsAs<TAnswer, T>(
        this RouteHandlerBuilder route,
        Table<T> table,
        Func<TAnswer, IEnumerable<T>> rows,
        string? argument = null,
        Func<TAnswer, object?>? next = null
    ) =>
        route
            .WithMetadata(new Sends(Formats, table.Columns))
            .AddEndpointFilterFactory(
                (factory, handle) =>
                {
                    var names = factory.MethodInfo.GetParameters().Select(parameter => parameter.Name).ToList();
                    var (context, limit, further) = (
                        names.IndexOf("context"),
                        names.IndexOf("limit"),
                        names.IndexOf(argument)
                    );
                    return async invocation =>
                    {
                        if (Asked(invocation.HttpContext) is not { } format)
                            return await handle(invocation);
                        if (context >= 0)
                            invocation.Arguments[context] = Aside(invocation.HttpContext);
                        if (limit >= 0)
                            invocation.Arguments[limit] = PageRequest.Most;
                        var first = AnswerOf<TAnswer>(await handle(invocation));
                        return Send(invocation.HttpContext, format, table.Columns, table.Name, RowsAsync(first));

                        async IAsyncEnumerable<object?[]> RowsAsync(TAnswer answer)
                        {
                            while (true)
                            {
                                foreach (var cells in await table.Cells([.. rows(answer)], invocation.HttpContext))
                                    if (cells is not null)
                                        yield return cells;
                                if (next?.Invoke(answer) is not { } asked)
                                    yield break;
                                invocation.Arguments[further] = asked;
                                answer = AnswerOf<TAnswer>(await handle(invocation));
                            }
                        }
                    };
                }
            );

    public static PushStreamHttpResult Send(
        HttpContext context,
        TableFormat format,
        IReadOnlyList<Column> columns,
        string name,
        IAsyncEnumerable<object?[]> rows
    )
    {
        var bom = context.Request.Headers.Accept.ToString().Contains("bom", StringComparison.OrdinalIgnoreCase);
        return Send(
            context,
            format,
            name,
            (stream, ct) => TableWriter.WriteAsync(stream, format, columns, rows, bom, ct)
        );
    }

    public static PushStreamHttpResult Send(
        HttpContext context,
        TableFormat format,
        string name,
        Func<Stream, CancellationToken, Task> write
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return TypedResults.Stream(
            async body =>
            {
                if (format != TableFormat.Xlsx)
                {
                    await write(body, context.RequestAborted);
                    return;
                }

                // A zip is written back and forth, and not asynchronously: on disk first.
                await using var file = new ScratchFile();
                await write(file, context.RequestAborted);
                file.Position = 0;
                await file.CopyToAsync(body, context.RequestAborted);
            },
            TableFormats.MediaType(format),
            $"{name}.{TableFormats.Extension(format)}"
        );
    }

    private static T AnswerOf<T>(object? answer) =>
        ((answer as INestedHttpResult)?.Result ?? answer) is IValueHttpResult<T> { Value: { } value }
            ? value
            : throw new InvalidOperationException($"No {typeof(T).Name}: {answer?.GetType()}");

    /// <summary>
    /// The same request with an answer nobody gets: later pages would set headers when the file has begun.
    /// A file has no ETag.
    /// </summary>
    private static DefaultHttpContext Aside(HttpContext context)
    {
        var features = new FeatureCollection(context.Features);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        return new DefaultHttpContext(features) { RequestServices = context.RequestServices };
    }
}
