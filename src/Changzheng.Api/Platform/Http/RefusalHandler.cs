using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Operations;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Platform.Http;

/// <summary>The one place that turns a refusal into a problem document (RFC 9457).</summary>
internal sealed class RefusalHandler(
    Dialect dialect,
    StorageRoom room,
    Catalogue catalogue,
    ILogger<RefusalHandler> log
) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = 499;
            return true;
        }

        var refusal = exception switch
        {
            Refusal or ValidationException => FindRefusal(exception)!,
            BadHttpRequestException bad => Unreadable.Explain(
                bad,
                context.Features.Get<IExceptionHandlerFeature>()?.Endpoint,
                catalogue.Rights
            ),
            _ when room.HasRunOut(exception) => Refusals.StorageFull.ToRefusal().WithRetryAfter(StorageRoom.RetryAfter),
            DbException busy when dialect.IsBusy(busy) => Refusals.Busy.ToRefusal(),
            DbException duplicate when dialect.IsDuplicateKey(duplicate) => Refusals.WriteConflict.ToRefusal(),
            _ => Refusals.Fault.ToRefusal(),
        };
        if (refusal.Status >= 500)
            log.LogError(exception, "Request failed");
        Observability.Refusals.Add(1, new KeyValuePair<string, object?>("code", refusal.Code));
        if (refusal.Status is 412 or 428 && context.Features.Get<IExceptionHandlerFeature>() is { } thrown)
            context.Items[CurrentTag.Item] = await CurrentTag.FindAsync(context, thrown.Endpoint, thrown.RouteValues);
        await WriteAsync(context, refusal);
        return true;
    }

    /// <summary>What refuses a message before or in its handler; null for a fault.</summary>
    public static Refusal? FindRefusal(Exception exception) =>
        exception switch
        {
            Refusal refused => refused,
            ValidationException invalid => Invalid(invalid),
            _ => null,
        };

    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var problem = new ProblemDetails
        {
            Type = $"{context.Request.PathBase}/problems/{refusal.Code}",
            Title = Words.Say(refusal.Kind.Title, refusal.Kind.TitleEn),
            Status = refusal.Status,
            Detail = refusal.Message,
            Instance = context.Request.Path,
        };
        await RecordAsync(context, refusal);
        problem.Extensions["code"] = refusal.Code;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        problem.Extensions["advice"] = Advice.Of(refusal.Kind);
        foreach (var (name, value) in refusal.Extensions)
            problem.Extensions[name] = value;
        context.Response.StatusCode = refusal.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is not null || refusal.Status is 429 or 503)
            context.Response.Headers.RetryAfter = (refusal.RetryAfter ?? 1).ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(
            problem,
            Json.Stored,
            "application/problem+json",
            CancellationToken.None
        );
    }

    /// <summary>
    /// Refused commands and forbidden reads go into the audit trail. Not those beyond a limit: a flood of requests
    /// would have us write for them. A credential that did not open has been recorded where it was judged.
    /// </summary>
    private static async Task RecordAsync(HttpContext context, Refusal refusal)
    {
        var isRead =
            HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method)
            || HttpMethods.IsOptions(context.Request.Method);
        if (
            refusal.Status == 429
            || (isRead && refusal.Status != 403)
            || (refusal.Status == 401 && SignInFailures.IsRecorded(context))
        )
            return;
        try
        {
            var caller = Caller.Of(context.User);
            await using var scope = context.RequestServices.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<AuditTrail>()
                .RecordRefusedAsync(caller, refusal.Status, refusal.Code, null, CancellationToken.None);
        }
        catch (DbException fault)
        {
            context
                .RequestServices.GetRequiredService<ILogger<RefusalHandler>>()
                .LogError(fault, "A refusal could not be recorded");
        }
    }

    /// <summary>A status without a body (401, 404, 405, 415 …) becomes a problem too.</summary>
    public static Task WriteStatusAsync(HttpContext context) =>
        Refusals.All.FirstOrDefault(kind =>
            kind.Status == context.Response.StatusCode
            && kind.Code
                is "route.not_found"
                    or "access.unauthenticated"
                    or "access.forbidden"
                    or "method.not_allowed"
                    or "representation.not_acceptable"
                    or "body.too_large"
                    or "media_type.unsupported"
                    or "rate.exceeded"
                    or "request.malformed"
                    or "server.timeout"
        )
            is { } kind
            ? WriteAsync(context, Explain(context, kind))
            : Task.CompletedTask;

    /// <summary>405 names the methods, and 415 the type: the router refuses only where a route takes JSON.</summary>
    private static Refusal Explain(HttpContext context, RefusalKind kind) =>
        kind.Status switch
        {
            405 => kind.WithDetail(
                $"该地址没有 {context.Request.Method}；有：{context.Response.Headers.Allow}。",
                $"There is no {context.Request.Method} here; there are {context.Response.Headers.Allow}."
            ),
            415 => Unreadable.ExplainType(context.Request, ["application/json"]),
            _ => kind.ToRefusal(),
        };

    private static Refusal Invalid(ValidationException invalid)
    {
        var named = invalid
            .Errors.Select(error => Refusals.All.FirstOrDefault(kind => kind.Code == error.ErrorCode))
            .FirstOrDefault(kind => kind is not null);
        return new Refusal(
            named ?? Refusals.RequestInvalid,
            string.Join(' ', invalid.Errors.Select(error => error.ErrorMessage).Distinct())
        ).With(
            "errors",
            invalid
                .Errors.GroupBy(error => Wire(error.PropertyName))
                .ToDictionary(field => field.Key, field => field.Select(error => error.ErrorMessage).ToArray())
        );
    }

    private static string Wire(string property) =>
        string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
