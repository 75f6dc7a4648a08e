using System.Data.Common;
using Changzheng.Api.Http;

namespace Changzheng.Api.Access;

/// <summary>What happens to a credential that does not open: counted, slowed, recorded. Never why, to the caller.</summary>
internal sealed class SignInFailures(FailedAttempts attempts, IServiceScopeFactory scopes, ILogger<SignInFailures> log)
{
    private static readonly object mark = new();

    public static bool IsRecorded(HttpContext context) => context.Items.ContainsKey(mark);

    /// <summary>An address that failed too often waits before its next credential is looked at.</summary>
    public void MustMayTry(HttpContext context)
    {
        if (!HasCredential(context.Request) || attempts.Wait(context.Connection.RemoteIpAddress) is not { } wait)
            return;
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        throw Refusals.TooManyAttempts.Because($"请 {seconds} 秒后再试。", $"Try again in {seconds} seconds.").After(seconds);
    }

    /// <param name="context">The request.</param>
    /// <param name="scheme">ApiKey or Bearer.</param>
    /// <param name="subject">The key's prefix, which is no secret.</param>
    /// <param name="reason">For the trail.</param>
    public async Task AddAsync(HttpContext context, string scheme, string? subject, string reason)
    {
        if (!context.Items.TryAdd(mark, true))
            return;
        var failures = attempts.Add(context.Connection.RemoteIpAddress);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AuditTrail>().SignInFailedAsync(new { scheme, prefix = subject, reason, failures }, CancellationToken.None);
        }
        catch (DbException fault)
        {
            log.LogError(fault, "A failed sign-in could not be recorded");
        }
    }

    private static bool HasCredential(HttpRequest request) =>
        request.Headers.ContainsKey(ApiKeyAuthentication.Header) || !string.IsNullOrEmpty(request.Headers.Authorization);
}
