using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Http;

/// <summary>Security headers for browsers; which proxies are trusted.</summary>
internal static class Hardening
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger UI brings its own scripts and styles, some of them in the page.</summary>
    private const string OwnPages =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    private static readonly string[] exposed =
    [
        "ETag",
        "Location",
        "Link",
        "RateLimit",
        "RateLimit-Policy",
        "Retry-After",
        Idempotency.Replayed,
        "WWW-Authenticate",
        "Content-Disposition",
        "Preference-Applied",
        HeaderNames.TraceParent,
    ];

    public static void AddHardening(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = configuration.GetValue<long?>("Limits:BodyBytes") ?? 4 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddSingleton<RequestLimits>();
        services.AddRequestTimeouts(options =>
            options.DefaultPolicy = new()
            {
                Timeout = TimeSpan.FromSeconds(configuration.GetValue("Limits:RequestSeconds", 30)),
            }
        );
        services.AddHsts(options =>
            (options.MaxAge, options.IncludeSubDomains) = (
                TimeSpan.FromDays(configuration.GetValue("Https:HstsDays", 365)),
                true
            )
        );
        services.AddCors(options =>
            options.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins(List(configuration, "Cors:Origins"))
                    .AllowAnyMethod()
                    .AllowAnyHeader()
                    .WithExposedHeaders(exposed)
                    .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
            )
        );
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in List(configuration, "Proxies:Known"))
                options.KnownIPNetworks.Add(
                    IPAddress.TryParse(proxy, out var address)
                        ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
                        : System.Net.IPNetwork.Parse(proxy)
                );
        });
    }

    /// <summary>First of all: who is really calling, and over what.</summary>
    public static void UseHardening(this WebApplication app)
    {
        if (List(app.Configuration, "Proxies:Known").Length > 0)
            app.UseForwardedHeaders();
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(WriteHeaders, context);
                return next(context);
            }
        );
        if (app.Environment.IsDevelopment() || !app.Configuration.GetValue("Https:Required", true))
            return;
        app.UseHsts();
        app.UseHttpsRedirection();
    }

    /// <summary>Refuses compressed bodies, which could expand to any size, and JSON that is not UTF-8.</summary>
    public static void RefuseEncodedBodies(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    context.Request.Headers.ContentEncoding.Any(encoding =>
                        !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase)
                    )
                )
                    throw Refusals.EncodingUnsupported.ToRefusal();
                if (
                    context.Request.HasJsonContentType()
                    && context.Request.GetTypedHeaders().ContentType?.Charset is { HasValue: true } charset
                    && !charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                )
                    throw Refusals.MediaTypeUnsupported.WithDetail("JSON 须为 UTF-8。", "JSON is UTF-8.");
                return next(context);
            }
        );

    /// <summary>Buffers bodies sent with an Idempotency-Key, which are read twice (once for the digest): in memory,
    /// because a temporary file would hold them in the clear.</summary>
    public static void KeepRetriedBodies(this WebApplication app)
    {
        var most = (int)Math.Min(int.MaxValue, app.Configuration.GetValue("Limits:BodyBytes", 4L * 1024 * 1024));
        app.Use(
            (context, next) =>
            {
                if (
                    HttpMethods.IsPost(context.Request.Method)
                    && context.Request.Headers.ContainsKey(Idempotency.Header)
                    && context.GetEndpoint()?.Metadata.GetMetadata<ReadsOwnBody>() is null
                )
                    context.Request.EnableBuffering(most);
                return next(context);
            }
        );
    }

    private static Task WriteHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Items[CurrentTag.Item] is string tag)
            headers.ETag = tag;
        // The trace of problems and log lines, also where nothing went wrong; the caller's own where it sent one.
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IdFormat: ActivityIdFormat.W3C, Id: { } trace })
            headers.TraceParent = trace;
        // An answer that is stricter says so itself.
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger") ? OwnPages : Nothing;
        return Task.CompletedTask;
    }

    private static string[] List(IConfiguration configuration, string name) =>
        configuration.GetSection(name).Get<string[]>()
        ?? configuration[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        ?? [];
}
