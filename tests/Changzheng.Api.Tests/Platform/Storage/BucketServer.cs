using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>One bucket of an S3 store, on the loopback: what is put, got, asked for, deleted and listed.</summary>
internal sealed class BucketServer : IAsyncDisposable
{
    private static readonly XNamespace s3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication app;
    private readonly TimeProvider clock;

    private BucketServer(WebApplication app, TimeProvider clock) => (this.app, this.clock) = (app, clock);

    public ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> Objects { get; } = new();

    /// <summary>Answers 503 to everything.</summary>
    public bool IsDown { get; set; }

    public string Address => app.Urls.Single();

    public static async Task<BucketServer> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var server = new BucketServer(builder.Build(), clock);
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (IsDown || context.Request.Headers.Authorization.Count == 0)
            context.Response.StatusCode = IsDown ? 503 : 403;
        else if (path.TrimEnd('/') == "/town" && context.Request.Query.ContainsKey("list-type"))
            await ListAsync(context);
        else if (path.StartsWith("/town/", StringComparison.Ordinal))
            await AnswerAsync(context, path["/town/".Length..]);
        else
            context.Response.StatusCode = 404;
    }

    private async Task AnswerAsync(HttpContext context, string key)
    {
        if (HttpMethods.IsPut(context.Request.Method))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Objects[key] = (body.ToArray(), clock.GetUtcNow());
            context.Response.Headers.ETag = "\"etag\"";
        }
        else if (HttpMethods.IsDelete(context.Request.Method))
        {
            Objects.TryRemove(key, out _);
            context.Response.StatusCode = 204;
        }
        else if (!Objects.TryGetValue(key, out var found))
        {
            context.Response.StatusCode = 404;
            if (HttpMethods.IsGet(context.Request.Method))
                await context.Response.WriteAsync("<Error><Code>NoSuchKey</Code><Message>None.</Message></Error>");
        }
        else
        {
            context.Response.ContentLength = found.Bytes.Length;
            context.Response.Headers.LastModified = found.At.ToString("R", CultureInfo.InvariantCulture);
            if (HttpMethods.IsGet(context.Request.Method))
                await context.Response.Body.WriteAsync(found.Bytes);
        }
    }

    /// <summary>Two objects a page, so that a list of three has two pages.</summary>
    private async Task ListAsync(HttpContext context)
    {
        var (prefix, after) = (
            context.Request.Query["prefix"].ToString(),
            context.Request.Query["continuation-token"].ToString()
        );
        var rest = Objects
            .Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(one => string.CompareOrdinal(one.Key, after) > 0)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .ToList();
        var page = rest.Take(2).ToList();
        var list = new XElement(
            s3 + "ListBucketResult",
            new XElement(s3 + "Name", "town"),
            new XElement(s3 + "KeyCount", page.Count),
            new XElement(s3 + "IsTruncated", rest.Count > page.Count ? "true" : "false"),
            rest.Count > page.Count ? new XElement(s3 + "NextContinuationToken", page[^1].Key) : null,
            page.Select(one => new XElement(
                s3 + "Contents",
                new XElement(s3 + "Key", one.Key),
                new XElement(s3 + "LastModified", one.Value.At.UtcDateTime.ToString("o", CultureInfo.InvariantCulture)),
                new XElement(s3 + "Size", one.Value.Bytes.Length)
            ))
        );
        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(list.ToString());
    }
}
