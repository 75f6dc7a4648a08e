using System.Reflection;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Lists;

/// <summary>
/// Sends lists as files: the same list, whole, by the same filters, masks and rights, when Accept asks for a table.
/// </summary>
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
    public static TableFormat? FindFormat(HttpContext context)
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

    /// <summary>Lets a list, a GET that takes a <see cref="Paging"/>, be sent as a file.</summary>
    public static RouteHandlerBuilder SendsAs<T>(this RouteHandlerBuilder list, Table<T> table) =>
        list.PruneRows<T>()
            .SendsAs<Page<T>, T>(
                table,
                page => page.Items,
                parameter => parameter.ParameterType == typeof(Paging),
                (page, paging) => page.Next is null ? null : ((Paging)paging!).Follow(page.Next)
            );

    /// <summary>Lets an answer that is made of rows, and is all there is, be sent as a file.</summary>
    public static RouteHandlerBuilder SendsAs<TAnswer, T>(
        this RouteHandlerBuilder route,
        Table<T> table,
        Func<TAnswer, IEnumerable<T>> rows
    ) => route.SendsAs(table, rows, _ => false, (_, _) => null);

    /// <summary>Lets answers that are made of rows and follow each other be sent as one file.</summary>
    /// <param name="rows">The rows of an answer.</param>
    /// <param name="isPosition">Which of the handler's parameters says where an answer begins.</param>
    /// <param name="next">
    /// Its next argument, from an answer and the argument it was given; null after the last answer.
    /// </param>
    public static RouteHandlerBuilder SendsAs<TAnswer, T>(
        this RouteHandlerBuilder route,
        Table<T> table,
        Func<TAnswer, IEnumerable<T>> rows,
        Predicate<ParameterInfo> isPosition,
        Func<TAnswer, object?, object?> next
    ) =>
        route
            .WithMetadata(new Sends(Formats, table.Columns))
            .AddEndpointFilterFactory(
                (factory, handle) =>
                {
                    var position = Array.FindIndex(factory.MethodInfo.GetParameters(), isPosition);
                    return async invocation =>
                    {
                        if (FindFormat(invocation.HttpContext) is not { } format)
                            return await handle(invocation);
                        var first = AnswerOf<TAnswer>(await handle(invocation));
                        return Send(invocation.HttpContext, format, table.Columns, table.Name, RowsAsync(first));

                        async IAsyncEnumerable<object?[]> RowsAsync(TAnswer answer)
                        {
                            while (true)
                            {
                                foreach (var cells in await table.Cells([.. rows(answer)], invocation.HttpContext))
                                    if (cells is not null)
                                        yield return cells;
                                var current = position < 0 ? null : invocation.Arguments[position];
                                if (next(answer, current) is not { } following)
                                    yield break;
                                invocation.Arguments[position] = following;
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
}
